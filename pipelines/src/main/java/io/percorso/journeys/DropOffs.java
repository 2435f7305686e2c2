package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per month, funnel step and place to which those went who got no further than that step.
 *
 * <p>Built from {@link FunnelEntries}: the entries whose window closed before the cut-off with
 * steps missing, held against the funnel sequentially. Each is counted once, at the furthest step
 * that it reached. The place is the first other touchpoint that its journey visited after reaching
 * that step for the first time, within the window; {@value #LEFT}: the journey went nowhere else in
 * that time. A journey that went elsewhere may have come back later, and left then.
 */
public final class DropOffs {
  /** Touchpoint and channel of those who went nowhere. */
  public static final String LEFT = "left";

  public static final Field MONTH =
      Field.day("month", "First day of the month of the entries into the funnel");
  public static final Field FUNNEL = FunnelEntries.FUNNEL;
  public static final Field STEP_NUMBER =
      Field.bigint("step_number", "Place of the furthest step in the funnel, from 1");
  public static final Field STEP =
      FunnelEntries.STEP.as("step", "Name of the furthest step that was reached");
  public static final Field NEXT_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("next_touchpoint", "Where the journey went from there, or left");
  public static final Field NEXT_CHANNEL =
      FunnelEntries.NEXT_CHANNEL.as("next_channel", "Channel of next_touchpoint, or left");
  public static final Field DROP_OFF_COUNT =
      Field.bigint("drop_off_count", "Entries that got no further and went there, at least 1");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers among them");
  public static final Field SHARE =
      Field.real("share", "Of the month's entries that got no further than this step");
  public static final Field MEDIAN_MINUTES =
      Field.real(
          "median_minutes",
          "Median time from reaching the step until going there; of left, until the last step");

  public static final Table TABLE =
      Table.named(
              "gold.drop_offs",
              "One row per month, funnel step and place to which those went who got no further",
              MONTH,
              FUNNEL,
              STEP_NUMBER,
              STEP,
              NEXT_TOUCHPOINT,
              NEXT_CHANNEL,
              DROP_OFF_COUNT,
              CUSTOMER_COUNT,
              SHARE,
              MEDIAN_MINUTES)
          .grain(MONTH, FUNNEL, STEP_NUMBER, NEXT_TOUCHPOINT, NEXT_CHANNEL)
          .partitionedBy(MONTH)
          .expect(
              fail("somebody went there", DROP_OFF_COUNT.col().geq(1)),
              fail("a share is above 0 and at most 1", SHARE.col().gt(0).and(SHARE.col().leq(1))));

  private static final double MILLIS_IN_MINUTE = 60_000.0;

  private DropOffs() {}

  /**
   * @param entries rows of {@link FunnelEntries}
   */
  public static Dataset<Row> build(Dataset<Row> entries, Cutoff cutoff) {
    Column ofStep =
        sum(DROP_OFF_COUNT.col())
            .over(Window.partitionBy(MONTH.col(), FUNNEL.col(), STEP_NUMBER.col()));
    return entries
        .where(FunnelEntries.isClosed(cutoff).and(not(FunnelEntries.IS_COMPLETE.col())))
        .groupBy(
            FunnelEntries.ENTRY_MONTH.col().as(MONTH.name()),
            FUNNEL.col(),
            FunnelEntries.REACHED_COUNT.col().as(STEP_NUMBER.name()),
            FunnelEntries.REACHED_STEP.col().as(STEP.name()),
            orLeft(FunnelEntries.NEXT_TOUCHPOINT).as(NEXT_TOUCHPOINT.name()),
            orLeft(FunnelEntries.NEXT_CHANNEL).as(NEXT_CHANNEL.name()))
        .agg(
            count(lit(1)).as(DROP_OFF_COUNT.name()),
            size(collect_set(FunnelEntries.CUSTOMER_ID.col()))
                .cast("bigint")
                .as(CUSTOMER_COUNT.name()),
            percentile(FunnelEntries.STAY_MILLIS.col(), lit(0.5))
                .divide(MILLIS_IN_MINUTE)
                .as(MEDIAN_MINUTES.name()))
        .withColumn(SHARE.name(), DROP_OFF_COUNT.col().cast("double").divide(ofStep))
        .select(TABLE.columns());
  }

  private static Column orLeft(Field next) {
    return coalesce(next.col(), lit(LEFT));
  }
}
