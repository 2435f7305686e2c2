package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.CustomerFeatures;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RfmCutPointsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 3);

  static Map<String, Object> bought(
      String customer, LocalDate day, int ago, int often, double spent) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", customer);
    row.put("snapshot_day", day);
    if (often > 0) {
      row.put("days_since_purchase", (double) ago);
    }
    row.put("purchase_days", (double) often);
    row.put("spend", spent);
    return row;
  }

  /** Ten buyers: 1 to 10 days ago, six of them once, for 10.01, 20.02, …; and one who never did. */
  private static Dataset<Row> features(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    int[] often = {1, 1, 1, 1, 1, 1, 2, 3, 3, 8};
    for (int i = 1; i <= 10; i++) {
      rows.add(bought("c" + i, DAY, i, often[i - 1], i * 10.01));
    }
    rows.add(bought("never", DAY, 0, 0, 0));
    return Frames.of(spark, CustomerFeatures.TABLE, rows);
  }

  @Test
  void fifthsOfBuyersAndWhoBoughtOnceApart(SparkSession spark) {
    Grid.of(
            """
            quarter    | measure   | cut_1 | cut_2 | cut_3 | cut_4 | made_of_day | customer_count
            2026-04-01 | frequency | 1     | 2     | 3     | 3     | 2026-05-03  | 10
            2026-04-01 | monetary  | 2002  | 4004  | 6006  | 8008  | 2026-05-03  | 10
            2026-04-01 | recency   | 2     | 4     | 6     | 8     | 2026-05-03  | 10
            """)
        .assertShows(
            Frames.maps(RfmCutPoints.build(features(spark)).orderBy("measure")), row -> row::get);
  }

  @Test
  void whereNobodyBoughtTwiceTheOtherBinsHaveNoLimits(SparkSession spark) {
    Row frequency =
        RfmCutPoints.build(
                Frames.of(spark, CustomerFeatures.TABLE, List.of(bought("a", DAY, 1, 1, 5))))
            .where("measure = 'frequency'")
            .head();
    assertThat(frequency.<Long>getAs("cut_1")).isEqualTo(1);
    assertThat(frequency.<Long>getAs("cut_2")).isNull();
    assertThat(frequency.<Long>getAs("cut_4")).isNull();
  }

  @Test
  void buyersAreCountedByDay(SparkSession spark) {
    assertThat(Frames.sorted(RfmCutPoints.buyers(features(spark))))
        .containsExactly("[2026-05-03,10]");
  }

  @Test
  void aQuarterBeginsInJanuaryAprilJulyAndOctober() {
    assertThat(RfmCutPoints.quarterOf(LocalDate.of(2026, 6, 30)))
        .isEqualTo(LocalDate.of(2026, 4, 1));
    assertThat(RfmCutPoints.quarterOf(LocalDate.of(2026, 1, 1)))
        .isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(RfmCutPoints.quarterOf(LocalDate.of(2026, 12, 31)))
        .isEqualTo(LocalDate.of(2026, 10, 1));
  }
}
