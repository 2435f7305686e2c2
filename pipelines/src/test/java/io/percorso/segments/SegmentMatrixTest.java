package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Forty customers with a contract, of whom every second is of tier gold, twelve without one, and
 * nine of tier basic; the same on both snapshots.
 */
@ExtendWith(SparkExtension.class)
class SegmentMatrixTest {
  private static final LocalDate EARLIER = LocalDate.of(2026, 1, 4);
  private static final LocalDate DAY = LocalDate.of(2026, 2, 8);

  private static Dataset<Row> features(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LocalDate day : List.of(EARLIER, DAY)) {
      for (int i = 0; i < 61; i++) {
        Map<String, Object> row = new HashMap<>();
        row.put("customer_id", "c" + i);
        row.put("snapshot_day", day);
        row.put("contract_kind", i < 40 ? "automatic" : "none");
        if (i < 40) {
          row.put("tier", i % 2 == 0 ? "gold" : null);
        } else {
          row.put("tier", i < 52 ? "free" : "basic");
        }
        row.put("friction_visits_90", (double) (i % 4));
        row.put("abandoned_journeys_90", 0.0);
        row.put("escalated_journeys_90", 0.0);
        row.put("sessions_90", (double) i);
        row.put("spend_90", i * 10.01);
        if (i < 20) {
          row.put("last_nps", i < 10 ? 10.0 : 8.0);
          row.put("nps_age_days", i == 19 ? 90.0 : 3.0);
        }
        rows.add(row);
      }
    }
    return Frames.of(spark, CustomerFeatures.TABLE, rows);
  }

  /** c0, c2, … c8 ask on the last day that counts; c10 on the day after, c12 on the day itself. */
  private static Dataset<Row> events(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i <= 12; i += 2) {
      int after = i < 10 ? 30 : i == 10 ? 31 : 0;
      rows.add(
          Map.of(
              "customer_id",
              "c" + i,
              "event_id",
              "e" + i,
              "kind",
              "cancel_requested",
              "event_day",
              EARLIER.plusDays(after)));
    }
    return Frames.of(spark, CustomerEvents.TABLE, rows);
  }

  private static Dataset<Row> built(SparkSession spark, int parts, Optional<LocalDate> earlier) {
    Dataset<Row> features = features(spark).repartition(parts);
    return SegmentMatrix.build(
        new SegmentMatrix.Sources(
            features,
            RfmSegments.build(features, Frames.of(spark, RfmCutPoints.TABLE, List.of())),
            BehaviourSegments.build(features, new SegmentModels.Fits(List.of())),
            events(spark).repartition(parts)),
        List.of(new SegmentMatrix.Told(DAY, earlier)),
        SegmentMatrix.Rules.from(BaseSettings.inUtc()));
  }

  private static void shows(
      SparkSession spark, Optional<LocalDate> earlier, String where, String grid) {
    Dataset<Row> rows =
        built(spark, 2, earlier).where(where).orderBy("scheme", "segment", "measure");
    Grid.of(grid).assertShows(Frames.maps(rows), row -> row::get);
  }

  @Test
  void cellsOfFewAreHiddenAndThoseOfNotManyMarked(SparkSession spark) {
    shows(
        spark,
        Optional.of(EARLIER),
        "scheme = 'tier' and measure in ('sessions_90', 'nps')",
        """
        segment | measure     | customer_count | value | evidence        | hidden_because
        basic   | nps         |                |       | hidden          | fewer_than_10_customers
        basic   | sessions_90 |                |       | hidden          | fewer_than_10_customers
        free    | nps         |                |       | hidden          | fewer_than_10_customers
        free    | sessions_90 | 12             | 45.5  | not_enough_data |
        gold    | nps         | 10             | 50.0  | not_enough_data |
        gold    | sessions_90 | 20             | 19.0  | not_enough_data |
        unknown | nps         |                |       | hidden          | fewer_than_10_customers
        unknown | sessions_90 | 20             | 20.0  | not_enough_data |
        """);
  }

  @Test
  void whoAskedWithinThirtyDaysOfTheEarlierSnapshot(SparkSession spark) {
    shows(
        spark,
        Optional.of(EARLIER),
        "measure = 'asked_to_leave_30' and scheme in ('tier', 'contract_kind')",
        """
        scheme        | segment   | customer_count | value | evidence        | known_of_day
        contract_kind | automatic | 40             | 0.125 | enough          | 2026-01-04
        tier          | gold      | 20             | 0.25  | not_enough_data | 2026-01-04
        tier          | unknown   | 20             | 0.0   | not_enough_data | 2026-01-04
        """);
  }

  @Test
  void withoutAnOldEnoughSnapshotTheShareIsNotYetKnown(SparkSession spark) {
    shows(
        spark,
        Optional.empty(),
        "measure = 'asked_to_leave_30' and scheme in ('behaviour', 'rfm')",
        """
        scheme    | segment     | customer_count | value | evidence | hidden_because | known_of_day
        behaviour | everybody   |                |       | hidden   | not_yet_known  |
        rfm       | no_purchase |                |       | hidden   | not_yet_known  |
        """);
  }

  @Test
  void theSameRowsHoweverTheyAreParted(SparkSession spark) {
    List<String> one = Frames.sorted(built(spark, 1, Optional.of(EARLIER)));
    assertThat(one).noneMatch(row -> row.contains("NaN"));
    assertThat(Frames.sorted(built(spark, 2, Optional.of(EARLIER)))).isEqualTo(one);
    assertThat(Frames.sorted(built(spark, 7, Optional.of(EARLIER)))).isEqualTo(one);
  }
}
