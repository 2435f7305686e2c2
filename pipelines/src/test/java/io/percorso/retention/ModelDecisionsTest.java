package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ModelDecisionsTest {
  @Test
  void keepingAndRefusingPutNothingInUse() {
    assertThat(ModelDecisions.IN_USE).containsExactly("first", "promoted", "rolled_back");
  }

  @Test
  void aDecisionIsNumbered(SparkSession spark) {
    assertThat(
            Promised.broken(
                ModelDecisions.TABLE,
                Frames.of(
                    spark,
                    ModelDecisions.TABLE,
                    List.of(Map.of("model_id", "contract_short", "version", 1)))))
        .containsExactly("decision_number is never null");
  }
}
