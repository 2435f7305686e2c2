package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Interactions;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DayCountsTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  /** Interactions of a grid of source, occurred_at and text columns. */
  static Dataset<Row> interactions(SparkSession spark, String grid) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> drawn : Grid.of(grid).rows()) {
      Map<String, Object> row = new HashMap<>(drawn);
      Instant at = Instant.parse(drawn.get("occurred_at").replace(' ', 'T') + "Z");
      LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
      row.put(Interactions.OCCURRED_AT.name(), at);
      row.put(Interactions.OCCURRED_DAY.name(), day);
      row.put(Interactions.OCCURRED_MONTH.name(), day.withDayOfMonth(1));
      rows.add(row);
    }
    return Frames.of(spark, Interactions.TABLE, rows);
  }

  static Dataset<Row> counts(SparkSession spark) {
    return DayCounts.build(
        interactions(
            spark,
            """
            source | occurred_at         | campaign | device
            web    | 2026-03-31 21:59:59 | spring   |
            web    | 2026-03-31 22:00:00 |          |
            web    | 2026-04-01 08:00:00 | spring   | mobile
            care   | 2026-04-01 08:00:00 |          |
            """),
        ROME);
  }

  @Test
  void aDayBeginsAtMidnightOfTheBusinessZone(SparkSession spark) {
    Grid.of(
            """
            source | day        | interaction_count | newest_at
            care   | 2026-04-01 | 1                 | 2026-04-01T08:00:00Z
            web    | 2026-03-31 | 1                 | 2026-03-31T21:59:59Z
            web    | 2026-04-01 | 2                 | 2026-04-01T08:00:00Z
            """)
        .assertShows(
            Frames.maps(counts(spark).orderBy(DayCounts.SOURCE.col(), DayCounts.DAY.col())),
            row -> row::get);
  }

  @Test
  void ofSomeDaysOnlyTheirInteractionsAreCounted(SparkSession spark) {
    Dataset<Row> all =
        interactions(
            spark,
            """
            source | occurred_at
            web    | 2026-03-30 22:00:00
            web    | 2026-03-31 21:59:59
            web    | 2026-03-31 22:00:00
            web    | 2026-02-28 12:00:00
            """);
    Optional<Set<LocalDate>> days = Optional.of(Set.of(LocalDate.of(2026, 3, 31)));
    assertThat(DayCounts.ofDays(all, days, ROME).count()).isEqualTo(2);
    assertThat(DayCounts.ofDays(all, Optional.empty(), ROME).count()).isEqualTo(4);
  }
}
