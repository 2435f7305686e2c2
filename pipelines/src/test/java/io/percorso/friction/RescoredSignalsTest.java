package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RescoredSignalsTest {
  @Test
  void whatCameAndWhatWentIsCountedTheGreatestChangeFirst(SparkSession spark) {
    Dataset<Row> before =
        signals(
            spark,
            signal("a", "cart", "loop", .5),
            signal("b", "cart", "loop", 1.0),
            signal("c", "home", "slow", .5));
    Dataset<Row> after =
        signals(spark, signal("c", "home", "slow", 1.0), signal("d", "pay", "rage_click", 1.0));

    List<Row> rows = RescoredSignals.build(before, after).collectAsList();

    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly(
            "[cart,loop,2,0,-2,1.5,0.0]",
            "[pay,rage_click,0,1,1,0.0,1.0]",
            "[home,slow,1,1,0,0.5,1.0]");
  }

  @SafeVarargs
  private static Dataset<Row> signals(SparkSession spark, Map<String, Object>... rows) {
    return Frames.of(spark, FrictionSignals.TABLE, List.of(rows));
  }

  private static Map<String, Object> signal(
      String visit, String touchpoint, String signal, double strength) {
    return Map.of(
        "visit_id", visit, "touchpoint", touchpoint, "signal", signal, "strength", strength);
  }
}
