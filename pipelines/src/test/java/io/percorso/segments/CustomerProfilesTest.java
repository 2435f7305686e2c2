package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.journeys.Sessions;
import io.percorso.retention.CustomerEvents;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
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
class CustomerProfilesTest {
  private static Dataset<Row> sessions(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String each :
        List.of(
            "ada 1 web",
            "ada 1 voice",
            "ada 2 web",
            "bob 1 web",
            "bob 1 web",
            "bob 1 app",
            "cem 1 store",
            "dan 1 app",
            "dan 1 voice",
            "eve 2 voice",
            "anon-1 1 web",
            "bot 1 web")) {
      String[] parts = each.split(" ");
      rows.add(
          Map.of(
              "session_id",
              "s" + rows.size(),
              "customer_id",
              parts[0],
              "session_month",
              LocalDate.of(2026, Integer.parseInt(parts[1]), 1),
              "channel",
              parts[2],
              "is_bot",
              parts[0].equals("bot")));
    }
    return Frames.of(spark, Sessions.TABLE, rows);
  }

  private static Map<String, Object> stated(String customer, String day, String tier) {
    LocalDate at = LocalDate.parse(day);
    return Map.of(
        "customer_id", customer,
        "event_id", day,
        "occurred_at", Instant.parse(day + "T10:00:00Z"),
        "event_day", at,
        "event_month", at.withDayOfMonth(1),
        "kind", "stated",
        "tier", tier);
  }

  private static Dataset<Row> events(SparkSession spark) {
    return Frames.of(
        spark,
        CustomerEvents.TABLE,
        List.of(
            stated("ada", "2026-01-30", "gold"),
            stated("ada", "2026-01-02", "basic"),
            stated("bob", "2025-12-01", "gold"),
            stated("cem", "2026-01-02", "gold"),
            stated("eve", "2026-03-02", "gold")));
  }

  private static Dataset<Row> built(SparkSession spark, int parts) {
    return CustomerProfiles.build(
        sessions(spark).repartition(parts),
        events(spark).repartition(parts),
        LocalDate.of(2026, 2, 27));
  }

  /**
   * web and voice are ada's as often, dan's are app and voice: voice and app come first by name.
   */
  @Test
  void eachIsOfTheTierThatTheMonthEndedWithAndOfOneKind(SparkSession spark) {
    Grid.of(
            """
            month      | tier    | is_over | customer_count | digital_only_count | mixed_count | assisted_only_count | preferred_channel | preferred_count
            2026-01-01 | gold    | true    | 3              | 1                  | 1           | 1                   | store             | 1
            2026-01-01 | unknown | true    | 1              | 0                  | 1           | 0                   | app               | 1
            2026-02-01 | gold    | false   | 1              | 1                  | 0           | 0                   | web               | 1
            2026-02-01 | unknown | false   | 1              | 0                  | 0           | 1                   | voice             | 1
            """)
        .assertShows(Frames.maps(built(spark, 2).orderBy("month", "tier")), row -> row::get);
  }

  @Test
  void theSameRowsHoweverTheyAreParted(SparkSession spark) {
    List<String> one = Frames.sorted(built(spark, 1));
    assertThat(Frames.sorted(built(spark, 2))).isEqualTo(one);
    assertThat(Frames.sorted(built(spark, 7))).isEqualTo(one);
  }
}
