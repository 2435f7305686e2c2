package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LifecycleDaysTest {
  private static final LocalDate LAST = LocalDate.of(2026, 3, 6);

  private static Map<String, Object> day(String customer, int day) {
    LocalDate at = LocalDate.of(2026, 3, day);
    return Map.of("customer_id", customer, "activity_day", at, "session_count", 1L);
  }

  private static Dataset<Row> built(SparkSession spark) {
    return LifecycleDays.build(
        Activity.build(
            Frames.of(
                spark,
                CustomerDays.TABLE,
                List.of(day("ada", 1), day("bob", 1), day("bob", 3), day("bob", 5)))),
        LAST,
        BaseSettings.inUtc()
            .with("lifecycle.window", "2d", "test")
            .with("lifecycle.dormant-after", "4d", "test"));
  }

  @Test
  void everybodySeenSoFarIsInOneState(SparkSession spark) {
    Grid.of(
            """
            day        | state       | customer_count | customer_share
            2026-03-01 | new         | 2              | 1.0
            2026-03-02 | new         | 2              | 1.0
            2026-03-03 | at_risk     | 1              | 0.5
            2026-03-03 | reactivated | 1              | 0.5
            2026-03-04 | at_risk     | 1              | 0.5
            2026-03-04 | reactivated | 1              | 0.5
            2026-03-05 | dormant     | 1              | 0.5
            2026-03-05 | reactivated | 1              | 0.5
            2026-03-06 | dormant     | 1              | 0.5
            2026-03-06 | reactivated | 1              | 0.5
            """)
        .assertShows(Frames.maps(built(spark).orderBy("day", "state")), row -> row::get);
  }

  @Test
  void aDayWithoutChangesHasItsRowsToo(SparkSession spark) {
    assertThat(built(spark).select("day").distinct().count()).isEqualTo(6);
  }
}
