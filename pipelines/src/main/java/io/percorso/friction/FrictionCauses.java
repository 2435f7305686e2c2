package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Causes;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per touchpoint and signal that a visit shows there: what of {@link TouchpointFriction}'s
 * loss is this signal's. The signals of a touchpoint add up to it. Evidence is the touchpoint's; of
 * a signal whose own loss chance may bring it is none.
 */
public final class FrictionCauses {
  public static final Field TOUCHPOINT = TouchpointFriction.TOUCHPOINT;
  public static final Field SIGNAL = FrictionSignals.SIGNAL;
  public static final Field FROM_MONTH = TouchpointFriction.FROM_MONTH;
  public static final Field SIGNAL_VISIT_COUNT =
      Field.bigint("signal_visit_count", "Visits that show the signal, alone or with others");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers with such a visit");
  public static final Field LOST_JOURNEYS = TouchpointFriction.LOST_JOURNEYS;
  public static final Field LOST_LOW = TouchpointFriction.LOST_LOW;
  public static final Field LOST_HIGH = TouchpointFriction.LOST_HIGH;
  public static final Field LOST_AMOUNT = TouchpointFriction.LOST_AMOUNT;
  public static final Field LOST_AMOUNT_LOW = TouchpointFriction.LOST_AMOUNT_LOW;
  public static final Field LOST_AMOUNT_HIGH = TouchpointFriction.LOST_AMOUNT_HIGH;
  public static final Field Q_VALUE = TouchpointFriction.Q_VALUE;
  public static final Field EVIDENCE = TouchpointFriction.EVIDENCE;
  public static final Field RANK =
      TouchpointFriction.RANK.as(
          "rank",
          "Place by lost_low, 1 the worst; null: evidence is neither adjusted nor confirmed");

  public static final Table TABLE =
      Table.named(
              "gold.friction_causes",
              "One row per touchpoint and signal of friction that visits show there",
              TOUCHPOINT,
              SIGNAL,
              FROM_MONTH,
              SIGNAL_VISIT_COUNT,
              CUSTOMER_COUNT,
              LOST_JOURNEYS,
              LOST_LOW,
              LOST_HIGH,
              LOST_AMOUNT,
              LOST_AMOUNT_LOW,
              LOST_AMOUNT_HIGH,
              Q_VALUE,
              EVIDENCE,
              RANK)
          .grain(TOUCHPOINT, SIGNAL)
          .expect(
              fail("an interval has two ends in order", LOST_LOW.col().leq(LOST_HIGH.col())),
              fail("no figure is NaN", LOST_JOURNEYS.col().isNaN().equalTo(false)));

  private FrictionCauses() {}

  /** Of a model. */
  public static List<Row> rows(FittedFriction fitted) {
    List<Causes.Cause> causes = new ArrayList<>(fitted.causes().causes());
    List<Causes.Cause> ranked =
        causes.stream()
            .filter(cause -> evidence(fitted, cause).isRanked())
            .sorted(
                Comparator.comparingDouble((Causes.Cause c) -> c.interval().low())
                    .reversed()
                    .thenComparing(Causes.Cause::touchpoint)
                    .thenComparing(Causes.Cause::signal))
            .toList();
    return causes.stream().map(cause -> row(fitted, cause, ranked.indexOf(cause))).toList();
  }

  private static Evidence evidence(FittedFriction fitted, Causes.Cause cause) {
    boolean isChance =
        cause.q() > fitted.rules().falseRate()
            || cause.interval().low() < fitted.rules().leastLost();
    return isChance ? Evidence.NONE : fitted.finding(cause.touchpoint()).evidence();
  }

  private static Row row(FittedFriction fitted, Causes.Cause cause, int place) {
    boolean hasWorth = fitted.hasWorth();
    return RowFactory.create(
        fitted.labels().touchpoints().get(cause.touchpoint()),
        fitted.labels().signals().get(cause.signal()),
        fitted.fromMonth(),
        cause.visits(),
        fitted.customers(cause.touchpoint(), cause.signal()),
        cause.lost(),
        cause.interval().low(),
        cause.interval().high(),
        TouchpointFriction.amount(hasWorth, cause.money().amount()),
        TouchpointFriction.amount(hasWorth, cause.money().interval().low()),
        TouchpointFriction.amount(hasWorth, cause.money().interval().high()),
        cause.q(),
        evidence(fitted, cause).word(),
        place < 0 ? null : place + 1);
  }
}
