package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.lake.Field;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TouchpointFrictionTest {
  private static Row row(List<Row> rows, String touchpoint) {
    return rows.stream().filter(r -> r.getString(0).equals(touchpoint)).findFirst().orElseThrow();
  }

  private static Object of(Row row, Field field) {
    return row.get(TouchpointFriction.TABLE.indexOf(field));
  }

  @Test
  void whatIsLostIsCountedInJourneysAndMoneyLessWhatIsMadeGood(SparkSession spark) {
    Row checkout = row(TouchpointFriction.rows(FailingCheckout.fitted(spark)), "checkout");
    long failed = (Long) of(checkout, TouchpointFriction.FRICTION_VISIT_COUNT);
    double lost = (Double) of(checkout, TouchpointFriction.LOST_JOURNEYS);

    // Forty of a hundred more give up, and everybody who goes on arrives.
    assertThat(lost).isCloseTo(.4 * failed, within(.1 * failed));
    // Ten each, of which one in four is made good, on every other channel one in two.
    assertThat(((BigDecimal) of(checkout, TouchpointFriction.LOST_AMOUNT)).doubleValue())
        .isCloseTo(lost * 10 * .75, within(lost));
    assertThat(of(checkout, TouchpointFriction.CUSTOMER_COUNT)).isEqualTo(2_000L);
    assertThat(of(checkout, TouchpointFriction.RANK)).isEqualTo(1);
    assertThat((Double) of(checkout, TouchpointFriction.FRICTION_INDEX))
        .isBetween(
            (Double) of(checkout, TouchpointFriction.INDEX_LOW),
            (Double) of(checkout, TouchpointFriction.INDEX_HIGH));
  }

  @Test
  void aTouchpointWithoutFrictionLosesNothing(SparkSession spark) {
    Row home = row(TouchpointFriction.rows(FailingCheckout.fitted(spark)), "home");

    assertThat(of(home, TouchpointFriction.LOST_JOURNEYS)).isEqualTo(0.0);
    assertThat(of(home, TouchpointFriction.EVIDENCE)).isEqualTo("none");
    assertThat(of(home, TouchpointFriction.RANK)).isNull();
  }

  @Test
  void untilThereIsAModelSignalsAreWeighedByTheMinute(SparkSession spark) {
    FrictionRules rules = EvidenceTest.RULES;
    Dataset<Row> visits =
        FailingCheckout.visits(spark)
            .where("customer_id in ('0', '1', '2', '3')")
            .withColumn(
                "signals",
                org.apache.spark.sql.functions.expr(
                    "if(visit_id = '1checkout', array(named_struct('signal', 'rage_click',"
                        + " 'strength', 1.0D)), null)"));
    Row checkout =
        row(
            TouchpointFriction.coldStart(visits, FailingCheckout.JANUARY, rules).collectAsList(),
            "checkout");

    assertThat(of(checkout, TouchpointFriction.BASIS)).isEqualTo("cold_start");
    // One of weight 3 in four visits of half a minute.
    assertThat(of(checkout, TouchpointFriction.COLD_START_SCORE)).isEqualTo(1.5);
    assertThat(of(checkout, TouchpointFriction.LOST_JOURNEYS)).isNull();
    assertThat(
            TouchpointFriction.coldStart(visits.limit(0), FailingCheckout.JANUARY, rules).isEmpty())
        .isTrue();
  }

  @Test
  void theLeastVisitedAreOne(SparkSession spark) {
    Dataset<Row> rows =
        FailingCheckout.visits(spark).where("position = 1 or int(journey_id) < 100");
    VisitLabels labels = VisitLabels.of(VisitLabels.words(rows).collectAsList(), 1);

    assertThat(labels.touchpoints()).containsExactly("OTHER", "home");
    assertThat(FailingCheckout.customers(labels, rows))
        .containsEntry(List.of("OTHER", ""), 100L)
        .containsEntry(List.of("home", ""), 2_000L);
  }
}
