package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.lake.Field;
import io.percorso.testing.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionSlicesTest {
  private static <T> T of(Row row, Field field) {
    return row.getAs(FrictionSlices.TABLE.indexOf(field));
  }

  @Test
  void theSlicesOfAWayAddUpToTheirTouchpoint(SparkSession spark) {
    List<Row> channels =
        FrictionSlices.rows(FailingCheckout.fitted(spark)).stream()
            .filter(row -> of(row, FrictionSlices.DIMENSION).equals("channel"))
            .toList();

    assertThat(channels)
        .extracting(row -> of(row, FrictionSlices.VALUE))
        .containsExactly("app", "web");
    assertThat(
            channels.stream()
                .mapToDouble(
                    row -> FrictionSlicesTest.<Double>of(row, FrictionSlices.LOST_JOURNEYS))
                .sum())
        .isCloseTo(FailingCheckout.lostAtCheckout(spark), within(1e-9));
  }

  @Test
  void whereFrictionDoesTheSameToEverybodyNoSliceIsAnother(SparkSession spark) {
    assertThat(FrictionSlices.rows(FailingCheckout.fitted(spark)))
        .isNotEmpty()
        .noneMatch(row -> of(row, FrictionSlices.IS_DIFFERENT));
  }
}
