package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Slice;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per touchpoint, dimension and value with enough customers who met friction: what of
 * {@link TouchpointFriction}'s loss lies in the channel, device, intent or campaign, and whether
 * friction does something else there. The values of a dimension add up to the touchpoint's loss
 * where every visit has one and none has fewer than 30 customers.
 *
 * <p>The model lets a signal do the same to everybody at a touchpoint. Where many more are given up
 * after friction than it says (excess), something of that slice makes it worse: a browser in which
 * the page breaks, a language that nobody checked.
 */
public final class FrictionSlices {
  public static final Field TOUCHPOINT = TouchpointFriction.TOUCHPOINT;
  public static final Field DIMENSION =
      Field.word(
          "dimension", "channel, device, intent, or campaign: whether one brought the visit");
  public static final Field VALUE = Field.text("value", "Its value, as the source says it");
  public static final Field FROM_MONTH = TouchpointFriction.FROM_MONTH;
  public static final Field VISIT_COUNT = TouchpointFriction.VISIT_COUNT;
  public static final Field FRICTION_VISIT_COUNT = TouchpointFriction.FRICTION_VISIT_COUNT;
  public static final Field FRICTION_INDEX = TouchpointFriction.FRICTION_INDEX;
  public static final Field LOST_JOURNEYS = TouchpointFriction.LOST_JOURNEYS;
  public static final Field LOST_LOW = TouchpointFriction.LOST_LOW;
  public static final Field LOST_HIGH = TouchpointFriction.LOST_HIGH;
  public static final Field EXCESS_JOURNEYS =
      Field.real(
              "excess_journeys",
              "Journeys lost after friction beyond lost_journeys; below 0: fewer than the model"
                  + " says")
          .fitted();
  public static final Field EXCESS_LOW =
      Field.real("excess_low", "Lower end of the 90 % interval of excess_journeys").fitted();
  public static final Field EXCESS_HIGH =
      Field.real("excess_high", "Upper end of the 90 % interval of excess_journeys").fitted();
  public static final Field EXCESS_Q_VALUE =
      Field.real(
              "excess_q_value",
              "Smallest false discovery rate, over all rows, at which the excess is one")
          .fitted();
  public static final Field IS_DIFFERENT =
      Field.flag("is_different", "True when excess_q_value is at most friction.false-rate")
          .fitted();

  public static final Table TABLE =
      Table.named(
              "gold.friction_slices",
              "One row per touchpoint, dimension and value with enough customers who met friction",
              TOUCHPOINT,
              DIMENSION,
              VALUE,
              FROM_MONTH,
              VISIT_COUNT,
              FRICTION_VISIT_COUNT,
              FRICTION_INDEX,
              LOST_JOURNEYS,
              LOST_LOW,
              LOST_HIGH,
              EXCESS_JOURNEYS,
              EXCESS_LOW,
              EXCESS_HIGH,
              EXCESS_Q_VALUE,
              IS_DIFFERENT)
          .grain(TOUCHPOINT, DIMENSION, VALUE)
          .expect(
              fail(
                  "no more visits show friction than there are",
                  FRICTION_VISIT_COUNT.col().leq(VISIT_COUNT.col())),
              fail("no figure is NaN", LOST_JOURNEYS.col().isNaN().equalTo(false)));

  private FrictionSlices() {}

  /** Of a model. */
  public static List<Row> rows(FittedFriction fitted) {
    VisitSlices slicing = fitted.labels().slicing();
    return fitted.causes().slices().stream().map(slice -> row(fitted, slicing, slice)).toList();
  }

  private static Row row(FittedFriction fitted, VisitSlices slicing, Slice slice) {
    VisitSlices.Name name = slicing.name(slice.slice());
    return RowFactory.create(
        fitted.labels().touchpoints().get(slice.touchpoint()),
        name.dimension(),
        name.value(),
        fitted.fromMonth(),
        slice.visits(),
        slice.frictionVisits(),
        slice.index(),
        slice.lost(),
        slice.interval().low(),
        slice.interval().high(),
        slice.excess(),
        slice.excessInterval().low(),
        slice.excessInterval().high(),
        slice.q(),
        slice.q() <= fitted.rules().falseRate());
  }
}
