package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionVisitsTest {
  @Test
  void aVisitTellsWhatItsFrictionDid(SparkSession spark) {
    FittedFriction fitted = FailingCheckout.fitted(spark);
    List<Row> rows =
        FrictionVisits.build(FailingCheckout.visits(spark), fitted.labels(), fitted.fit().hazard())
            .collectAsList();
    double lost = 0;
    for (Row row : rows) {
      lost += row.<Double>getAs("lost_journeys");
      assertThat(row.<Double>getAs("hazard")).isGreaterThan(row.<Double>getAs("calm_hazard"));
      assertThat(row.<Row>getList(row.fieldIndex("signals")).get(0).getDouble(2))
          .isCloseTo(row.<Double>getAs("lost_journeys"), within(1e-12));
    }
    assertThat(lost).isCloseTo(FailingCheckout.lostAtCheckout(spark), within(1e-9));
  }
}
