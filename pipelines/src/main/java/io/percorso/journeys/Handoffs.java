package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per month, pair of channels and touchpoint at which journeys changed from the one channel
 * to the other.
 *
 * <p>Built from {@link JourneySteps}: a hand-off lies between two consecutive steps of a journey
 * whose channels differ, and is of the month of the earlier step. Every change of channel counts,
 * back to the web as well as over to people; the hand-offs that {@link Journeys} counts are those
 * to people only, and transfers between them.
 */
public final class Handoffs {
  public static final Field MONTH =
      Field.day("month", "First day of the month of the step before the change");
  public static final Field FROM_CHANNEL =
      JourneySteps.CHANNEL.as("from_channel", "Channel that was left");
  public static final Field TO_CHANNEL =
      JourneySteps.CHANNEL.as("to_channel", "Channel on which the journey went on");
  public static final Field TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("touchpoint", "Touchpoint of the last step before the change");
  public static final Field HANDOFF_COUNT =
      Field.bigint("handoff_count", "Times that journeys changed so, at least 1");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers who changed so");
  public static final Field SHARE = Field.real("share", "Of all changes of channel of the month");
  public static final Field MEDIAN_MINUTES =
      Field.real("median_minutes", "Median time between the two steps, exact over milliseconds");

  public static final Table TABLE =
      Table.named(
              "gold.handoffs",
              "One row per month, pair of channels and touchpoint at which journeys changed"
                  + " channel",
              MONTH,
              FROM_CHANNEL,
              TO_CHANNEL,
              TOUCHPOINT,
              HANDOFF_COUNT,
              CUSTOMER_COUNT,
              SHARE,
              MEDIAN_MINUTES)
          .grain(MONTH, FROM_CHANNEL, TO_CHANNEL, TOUCHPOINT)
          .partitionedBy(MONTH)
          .expect(
              fail("somebody changed so", HANDOFF_COUNT.col().geq(1)),
              fail("a change has two channels", FROM_CHANNEL.col().notEqual(TO_CHANNEL.col())));

  private static final double MILLIS_IN_SECOND = 1000.0;
  private static final double MILLIS_IN_MINUTE = 60_000.0;

  private Handoffs() {}

  /**
   * @param steps rows of {@link JourneySteps}
   */
  public static Dataset<Row> build(Dataset<Row> steps) {
    Column millis =
        round(JourneySteps.SECONDS_TO_NEXT.col().multiply(MILLIS_IN_SECOND)).cast("bigint");
    Column ofMonth = sum(HANDOFF_COUNT.col()).over(Window.partitionBy(MONTH.col()));
    return steps
        .where(JourneySteps.NEXT_CHANNEL.col().notEqual(JourneySteps.CHANNEL.col()))
        .groupBy(
            JourneySteps.STEP_MONTH.col().as(MONTH.name()),
            JourneySteps.CHANNEL.col().as(FROM_CHANNEL.name()),
            JourneySteps.NEXT_CHANNEL.col().as(TO_CHANNEL.name()),
            JourneySteps.TOUCHPOINT.col().as(TOUCHPOINT.name()))
        .agg(
            count(lit(1)).as(HANDOFF_COUNT.name()),
            size(collect_set(JourneySteps.CUSTOMER_ID.col()))
                .cast("bigint")
                .as(CUSTOMER_COUNT.name()),
            percentile(millis, lit(0.5)).divide(MILLIS_IN_MINUTE).as(MEDIAN_MINUTES.name()))
        .withColumn(SHARE.name(), HANDOFF_COUNT.col().cast("double").divide(ofMonth))
        .select(TABLE.columns());
  }
}
