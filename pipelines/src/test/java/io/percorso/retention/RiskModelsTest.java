package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.RiskModel;
import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RiskModelsTest {
  private static Dataset<Row> model(SparkSession spark, long rows, long leavers) {
    return Frames.of(
        spark,
        RiskModels.TABLE,
        List.of(
            Map.of(
                "model_id",
                "contract_short",
                "version",
                1,
                "row_count",
                rows,
                "leaver_count",
                leavers,
                "model",
                SmallModel.JSON)));
  }

  @Test
  void aModelOfTheRegistryAnswersAsItDid(SparkSession spark) {
    String stored = model(spark, 10, 3).select("model").first().getString(0);
    double[] row = {12.5, Double.NaN};

    assertThat(RiskModel.fromJson(stored).score(row))
        .isEqualTo(RiskModel.fromJson(SmallModel.JSON).score(row));
  }

  @Test
  void moreLeaversThanCustomersBreakAPromise(SparkSession spark) {
    assertThat(Promised.broken(RiskModels.TABLE, model(spark, 3, 10)))
        .containsExactly("no more leave than there are");
  }
}
