package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One row per funnel, ordering, day of entry and step: how many of the day's entries reached the
 * step, and how long they took.
 *
 * <p>Built from {@link FunnelEntries}, whose doc says what an entry is, and {@link FunnelOrdering}.
 * Only entries whose window closed before the cut-off count; one that may still get further is left
 * out of entered_count too. So the newest days come one window late, and those days are whole or
 * partly there: a day's last entries close last. Everybody reaches step 1, at 0 seconds. Step by
 * step, strict ≤ sequential ≤ any.
 *
 * <p>The interval is Wilson's at 90 %; it takes entries as independent, so it is too narrow where
 * few customers enter often: compare with customer_count. Quantiles are exact over milliseconds, by
 * linear interpolation, of the entries that reached the step.
 */
public final class Funnels {
  public static final Field FUNNEL = FunnelEntries.FUNNEL;
  public static final Field ORDERING =
      Field.word("ordering", "What in order means: sequential, strict or any");
  public static final Field DAY =
      Field.day("day", "Day of the entries, not of the step, in the business zone");
  public static final Field MONTH =
      Field.day("month", "First day of the day's month; rows are stored by it");
  public static final Field STEP_NUMBER = FunnelEntries.STEP_NUMBER;
  public static final Field STEP = FunnelEntries.STEP;
  public static final Field ENTERED_COUNT =
      Field.bigint("entered_count", "Entries of the day whose window is closed, at least 1");
  public static final Field REACHED_COUNT =
      Field.bigint("reached_count", "Of these, those that reached the step in the window");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers among those that reached the step");
  public static final Field REACHED_SHARE =
      Field.real("reached_share", "reached_count / entered_count");
  public static final Field REACHED_LOW =
      Field.real("reached_low", "Lower end of the 90 % interval of reached_share");
  public static final Field REACHED_HIGH =
      Field.real("reached_high", "Upper end of the 90 % interval of reached_share");
  public static final Field P25_SECONDS =
      Field.real("p25_seconds", "A quarter reached the step within this after the entry");
  public static final Field P50_SECONDS = Field.real("p50_seconds", "Half did within this");
  public static final Field P75_SECONDS = Field.real("p75_seconds", "Three quarters did");
  public static final Field P90_SECONDS = Field.real("p90_seconds", "90 % did");
  public static final Field P99_SECONDS =
      Field.real("p99_seconds", "99 % did; all five null where nobody reached the step");

  public static final Table TABLE =
      Table.named(
              "gold.funnels",
              "One row per funnel, ordering, day of entry and step",
              FUNNEL,
              ORDERING,
              DAY,
              MONTH,
              STEP_NUMBER,
              STEP,
              ENTERED_COUNT,
              REACHED_COUNT,
              CUSTOMER_COUNT,
              REACHED_SHARE,
              REACHED_LOW,
              REACHED_HIGH,
              P25_SECONDS,
              P50_SECONDS,
              P75_SECONDS,
              P90_SECONDS,
              P99_SECONDS)
          .grain(FUNNEL, ORDERING, DAY, STEP_NUMBER)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "no more reach a step than entered",
                  REACHED_COUNT.col().between(0, ENTERED_COUNT.col())),
              fail(
                  "everybody who entered reached the first step",
                  STEP_NUMBER.col().gt(1).or(REACHED_COUNT.col().equalTo(ENTERED_COUNT.col()))));

  private static final Field EACH = Field.id("each", "One step of an entry");
  private static final Field MILLIS = Field.bigint("millis", "From entry to step, in one ordering");
  private static final Field REACHED_BY =
      FunnelEntries.CUSTOMER_ID.as("reached_by", "Who reached the step; null: not reached");
  private static final Field TIMES = Field.real("times", "The five quantiles, ms");
  private static final double MILLIS_IN_SECOND = 1000.0;

  private Funnels() {}

  /**
   * @param entries rows of {@link FunnelEntries}
   */
  public static Dataset<Row> build(Dataset<Row> entries, Cutoff cutoff) {
    Column quantiles = array(lit(0.25), lit(0.5), lit(0.75), lit(0.9), lit(0.99));
    return attempts(entries, cutoff)
        .groupBy(
            FUNNEL.col(), ORDERING.col(), DAY.col(), MONTH.col(), STEP_NUMBER.col(), STEP.col())
        .agg(
            count(lit(1)).as(ENTERED_COUNT.name()),
            count(MILLIS.col()).as(REACHED_COUNT.name()),
            size(collect_set(REACHED_BY.col())).cast("bigint").as(CUSTOMER_COUNT.name()),
            percentile(MILLIS.col(), quantiles).as(TIMES.name()))
        .select(
            FUNNEL.col(),
            ORDERING.col(),
            DAY.col(),
            MONTH.col(),
            STEP_NUMBER.col(),
            STEP.col(),
            ENTERED_COUNT.col(),
            REACHED_COUNT.col(),
            CUSTOMER_COUNT.col(),
            REACHED_COUNT.col().cast("double").divide(ENTERED_COUNT.col()).as(REACHED_SHARE.name()),
            Wilson.low(REACHED_COUNT.col(), ENTERED_COUNT.col(), Wilson.Z90).as(REACHED_LOW.name()),
            Wilson.high(REACHED_COUNT.col(), ENTERED_COUNT.col(), Wilson.Z90)
                .as(REACHED_HIGH.name()),
            seconds(0).as(P25_SECONDS.name()),
            seconds(1).as(P50_SECONDS.name()),
            seconds(2).as(P75_SECONDS.name()),
            seconds(3).as(P90_SECONDS.name()),
            seconds(4).as(P99_SECONDS.name()));
  }

  /** One row per entry, ordering and step. */
  private static Dataset<Row> attempts(Dataset<Row> entries, Cutoff cutoff) {
    Column inEachOrder =
        array(
            attempt(FunnelOrdering.SEQUENTIAL, FunnelEntries.SEQUENTIAL_MILLIS),
            attempt(FunnelOrdering.STRICT, FunnelEntries.STRICT_MILLIS),
            attempt(FunnelOrdering.ANY, FunnelEntries.ANY_MILLIS));
    return entries
        .where(FunnelEntries.isClosed(cutoff))
        .select(
            FUNNEL.col(),
            FunnelEntries.CUSTOMER_ID.col(),
            FunnelEntries.ENTRY_DAY.col().as(DAY.name()),
            FunnelEntries.ENTRY_MONTH.col().as(MONTH.name()),
            explode(FunnelEntries.STEPS.col()).as(EACH.name()))
        .select(
            FUNNEL.col(),
            FunnelEntries.CUSTOMER_ID.col(),
            DAY.col(),
            MONTH.col(),
            explode(inEachOrder).as(EACH.name()))
        .select(
            FUNNEL.col(),
            DAY.col(),
            MONTH.col(),
            functions.col(EACH.name() + ".*"),
            when(EACH.col().getField(MILLIS.name()).isNotNull(), FunnelEntries.CUSTOMER_ID.col())
                .as(REACHED_BY.name()));
  }

  private static Column attempt(FunnelOrdering ordering, Field millis) {
    return struct(
        lit(ordering.word()).as(ORDERING.name()),
        EACH.col().getField(STEP_NUMBER.name()).as(STEP_NUMBER.name()),
        EACH.col().getField(STEP.name()).as(STEP.name()),
        EACH.col().getField(millis.name()).as(MILLIS.name()));
  }

  private static Column seconds(int quantile) {
    return get(TIMES.col(), lit(quantile)).divide(MILLIS_IN_SECOND);
  }
}
