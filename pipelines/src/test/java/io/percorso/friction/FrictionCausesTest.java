package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionCausesTest {
  @Test
  void causesAddUpToTheirTouchpoint(SparkSession spark) {
    double lost = 0;
    for (Row cause : FrictionCauses.rows(FailingCheckout.fitted(spark))) {
      lost += cause.getDouble(FrictionCauses.TABLE.indexOf(FrictionCauses.LOST_JOURNEYS));
    }
    assertThat(lost).isCloseTo(FailingCheckout.lostAtCheckout(spark), within(1e-9));
  }
}
