package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per month, touchpoint and signal: how often visits of the touchpoint show the signal.
 *
 * <p>Built from {@link FrictionSignals} and {@link JourneySteps}. A visit belongs to the month in
 * which it began, in the business zone. Signals that no visit shows have no row. The interval is
 * Wilson's at 90 %; it takes visits as independent, so it is too narrow where few customers make
 * many visits: compare with customer_count.
 */
public final class TouchpointSignals {
  public static final Field MONTH =
      Field.day("month", "First day of the month in which the visits began");
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field SIGNAL = FrictionSignals.SIGNAL;
  public static final Field KIND = FrictionSignals.KIND;
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "All visits of the touchpoint, at least 1");
  public static final Field SIGNAL_VISIT_COUNT =
      Field.bigint("signal_visit_count", "Visits that show the signal, at least 1");
  public static final Field INCIDENCE_SHARE =
      Field.real("incidence_share", "signal_visit_count / visit_count");
  public static final Field INCIDENCE_LOW =
      Field.real("incidence_low", "Lower end of the 90 % interval of incidence_share");
  public static final Field INCIDENCE_HIGH =
      Field.real("incidence_high", "Upper end of the 90 % interval of incidence_share");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers with such a visit");

  public static final Table TABLE =
      Table.named(
              "gold.touchpoint_signals",
              "One row per month, touchpoint and signal",
              MONTH,
              TOUCHPOINT,
              SIGNAL,
              KIND,
              VISIT_COUNT,
              SIGNAL_VISIT_COUNT,
              INCIDENCE_SHARE,
              INCIDENCE_LOW,
              INCIDENCE_HIGH,
              CUSTOMER_COUNT)
          .grain(MONTH, TOUCHPOINT, SIGNAL)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "no more visits show a signal than there are",
                  SIGNAL_VISIT_COUNT.col().leq(VISIT_COUNT.col())));

  private TouchpointSignals() {}

  /**
   * @param signals rows of {@link FrictionSignals}
   * @param steps rows of {@link JourneySteps}
   */
  public static Dataset<Row> build(Dataset<Row> signals, Dataset<Row> steps) {
    Dataset<Row> visits =
        steps
            .where(JourneySteps.OPENS_VISIT.col())
            .groupBy(JourneySteps.STEP_MONTH.col().as(MONTH.name()), TOUCHPOINT.col())
            .agg(count(lit(1)).as(VISIT_COUNT.name()));
    Dataset<Row> shown =
        signals
            .groupBy(
                FrictionSignals.SIGNAL_MONTH.col().as(MONTH.name()),
                TOUCHPOINT.col(),
                SIGNAL.col(),
                KIND.col())
            .agg(
                count(lit(1)).as(SIGNAL_VISIT_COUNT.name()),
                size(collect_set(FrictionSignals.CUSTOMER_ID.col()))
                    .cast("bigint")
                    .as(CUSTOMER_COUNT.name()));
    return shown
        .join(visits, new String[] {MONTH.name(), TOUCHPOINT.name()}, "inner")
        .withColumn(
            INCIDENCE_SHARE.name(),
            SIGNAL_VISIT_COUNT.col().cast("double").divide(VISIT_COUNT.col()))
        .withColumn(
            INCIDENCE_LOW.name(),
            Wilson.low(SIGNAL_VISIT_COUNT.col(), VISIT_COUNT.col(), Wilson.Z90))
        .withColumn(
            INCIDENCE_HIGH.name(),
            Wilson.high(SIGNAL_VISIT_COUNT.col(), VISIT_COUNT.col(), Wilson.Z90))
        .select(TABLE.columns());
  }
}
