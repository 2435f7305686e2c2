package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RetentionCohortsTest {
  /** Three come in January, of whom one each comes back in February and March; one in March. */
  private static Dataset<Row> activity(SparkSession spark) {
    List<Map<String, Object>> days = new ArrayList<>();
    for (String each :
        List.of(
            "ada 2026-01-05",
            "ada 2026-02-10",
            "bob 2026-01-31",
            "bob 2026-03-02",
            "cem 2026-01-20",
            "eve 2026-03-04",
            "anon-1 2026-03-04")) {
      String[] parts = each.split(" ");
      LocalDate day = LocalDate.parse(parts[1]);
      days.add(
          Map.of(
              "customer_id",
              parts[0],
              "activity_day",
              day,
              "activity_month",
              day.withDayOfMonth(1),
              "session_count",
              1L));
    }
    return Activity.build(Frames.of(spark, CustomerDays.TABLE, days));
  }

  private static void shows(SparkSession spark, String lastDay, String period, String expected) {
    Dataset<Row> rows =
        RetentionCohorts.build(activity(spark), LocalDate.parse(lastDay))
            .where("period = '" + period + "' and is_known")
            .orderBy("cohort_start", "period_number");
    Grid.of(expected).assertShows(Frames.maps(rows), row -> row::get);
  }

  @Test
  void whoComesBackIsCountedInItsPeriodAndRollingUpToIt(SparkSession spark) {
    shows(
        spark,
        "2026-03-31",
        "month",
        """
        cohort_start | period_number | is_truncated | cohort_count | returned_count | rolling_count
        2026-01-01   | 0             | true         | 3            | 3              | 3
        2026-01-01   | 1             | true         | 3            | 1              | 2
        2026-01-01   | 2             | true         | 3            | 1              | 1
        2026-03-01   | 0             | false        | 1            | 1              | 1
        """);
  }

  @Test
  void aPeriodThatIsNotOverHasNoFigures(SparkSession spark) {
    shows(
        spark,
        "2026-03-30",
        "month",
        """
        cohort_start | period_number | cohort_count | returned_count | rolling_count
        2026-01-01   | 0             | 3            | 3              | 3
        2026-01-01   | 1             | 3            | 1              | 2
        2026-01-01   | 2             | 3            |                |
        2026-03-01   | 0             | 1            |                |
        """);
  }

  @Test
  void devicesOfNobodyAreCohortsOfTheirOwn(SparkSession spark) {
    Row first =
        RetentionCohorts.build(activity(spark), LocalDate.parse("2026-03-31"))
            .where("not is_known and period = 'week' and period_number = 0")
            .head();
    assertThat(first.<LocalDate>getAs("cohort_start")).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(first.<Long>getAs("cohort_count")).isEqualTo(1);
  }
}
