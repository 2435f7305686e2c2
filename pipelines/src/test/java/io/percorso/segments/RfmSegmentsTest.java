package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.CustomerFeatures;
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
class RfmSegmentsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 3);
  private static final LocalDate LATER = LocalDate.of(2026, 5, 31);

  private static Dataset<Row> cuts(SparkSession spark) {
    return Frames.of(
        spark,
        RfmCutPoints.TABLE,
        List.of(
            cut("recency", 2L, 4L, 6L, 8L),
            cut("frequency", 1L, 2L, 3L, 3L),
            cut("monetary", 2002L, 4004L, 6006L, 8008L)));
  }

  private static Map<String, Object> cut(String measure, Long... at) {
    return Map.of(
        "quarter",
        LocalDate.of(2026, 4, 1),
        "measure",
        measure,
        "cut_1",
        at[0],
        "cut_2",
        at[1],
        "cut_3",
        at[2],
        "cut_4",
        at[3]);
  }

  private static Dataset<Row> features(SparkSession spark) {
    return Frames.of(
        spark,
        CustomerFeatures.TABLE,
        List.of(
            RfmCutPointsTest.bought("best", DAY, 2, 8, 100),
            RfmCutPointsTest.bought("gone", LATER, 30, 8, 100),
            RfmCutPointsTest.bought("never", DAY, 0, 0, 0),
            RfmCutPointsTest.bought("once", DAY, 1, 1, 20.02),
            RfmCutPointsTest.bought("other quarter", LocalDate.of(2026, 7, 5), 1, 1, 20)));
  }

  @Test
  void aValueUpToACutPointIsBelowItAndTheFirstOfTheQuarterHoldsForItsLaterSnapshots(
      SparkSession spark) {
    Grid.of(
            """
            customer_id   | recency_days | spent_amount | recency_score | frequency_score | monetary_score | segment
            best          | 2            | 100.0000     | 5             | 5               | 5              | champions
            gone          | 30           | 100.0000     | 1             | 5               | 5              | cannot_lose_them
            never         |              | 0.0000       |               |                 |                | no_purchase
            once          | 1            | 20.0200      | 5             | 1               | 1              | new
            other quarter | 1            | 20.0000      |               |                 |                | not_scored
            """)
        .assertShows(
            Frames.maps(RfmSegments.build(features(spark), cuts(spark)).orderBy("customer_id")),
            row -> row::get);
  }

  @Test
  void theSameRowsHoweverTheyAreParted(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(RfmCutPointsTest.bought("c" + i, DAY, i * 7 % 90, i % 6, i % 13 * 7.77));
    }
    Dataset<Row> features = Frames.of(spark, CustomerFeatures.TABLE, rows);
    List<String> expected = null;
    for (int parts : new int[] {1, 2, 7}) {
      Dataset<Row> parted = features.repartition(parts);
      List<String> found = Frames.sorted(RfmSegments.build(parted, RfmCutPoints.build(parted)));
      assertThat(found).hasSize(200);
      if (expected != null) {
        assertThat(found).isEqualTo(expected);
      }
      expected = found;
    }
  }
}
