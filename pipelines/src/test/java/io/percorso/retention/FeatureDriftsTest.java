package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.FeatureDrift.Reference;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FeatureDriftsTest {
  private static final List<Reference> REFERENCES =
      List.of(
          new Reference("days_since_active", new double[] {10}, new long[] {500, 500, 0}),
          new Reference("payment_failures_90", new double[] {0}, new long[] {900, 100, 0}));

  /** Of a thousand: so many silent for longer than ten days, so many of whom nothing is known. */
  private static List<Row> rows(SparkSession spark, int silent, int unknown, int partitions) {
    List<Map<String, Object>> customers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Double days = i < unknown ? null : (Double) (i < unknown + silent ? 20.0 : 5.0);
      customers.add(RetentionRiskTest.customer("c" + i, "manual", days, i % 10 == 0 ? 1 : 0));
    }
    Dataset<Row> features =
        Frames.of(spark, CustomerFeatures.TABLE, customers).repartition(partitions);
    return FeatureDrifts.rows(
        RetentionRiskTest.DAY,
        SmallModel.stored("contract_short", 2),
        REFERENCES,
        FeatureDrifts.counts(features, REFERENCES).collectAsList());
  }

  private static String level(Row row) {
    return row.getAs(FeatureDrifts.TABLE.indexOf(FeatureDrifts.LEVEL));
  }

  @Test
  void whatMovedFarIsAnAlarmAndWhatDidNotIsNone(SparkSession spark) {
    List<Row> rows = rows(spark, 800, 0, 3);

    assertThat(rows).hasSize(2);
    assertThat(level(rows.get(0))).isEqualTo("alert");
    assertThat(level(rows.get(1))).isEqualTo("stable");
    assertThat(rows(spark, 800, 0, 1).toString()).isEqualTo(rows.toString());
  }

  @Test
  void aFigureThatIsMissingMoreOftenHasMoved(SparkSession spark) {
    assertThat(level(rows(spark, 400, 200, 2).get(0))).isEqualTo("alert");
    assertThat(level(rows(spark, 500, 0, 2).get(0))).isEqualTo("stable");
  }
}
