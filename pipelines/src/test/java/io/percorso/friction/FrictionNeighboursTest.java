package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionNeighboursTest {
  @Test
  void aVisitIsCountedOnceOnEachSide(SparkSession spark) {
    Dataset<Row> visits =
        spark.sql(
            """
            select * from values
              ('cart', 'anna', null, 'payment', 'continued', null),
              ('payment', 'anna', 'cart', null, 'abandoned', array('api_error')),
              ('payment', 'ben', 'cart', null, 'continued', null),
              ('payment', 'carla', 'cart', 'call', 'escalated', array('api_error'))
              as t(touchpoint, customer_id, previous_touchpoint, next_touchpoint, end, signals)
            """);
    assertThat(
            FrictionNeighbours.build(visits, LocalDate.of(2026, 1, 1))
                .selectExpr(
                    "concat_ws(' ', touchpoint, side, neighbour, visit_count, signal_visit_count,"
                        + " customer_count)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList())
        .containsExactly(
            "cart after payment 1 0 1",
            "cart before START 1 0 1",
            "payment after ABANDONED 1 1 1",
            "payment after GOAL 1 0 1",
            "payment after PERSON 1 1 1",
            "payment before cart 3 2 3");
  }
}
