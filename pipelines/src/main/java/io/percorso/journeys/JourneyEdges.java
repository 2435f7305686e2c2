package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * One row per scope (session or journey), day and pair of touchpoints of which one directly follows
 * the other: the edges of the journey map.
 *
 * <p>Built from {@link JourneySteps} in one pass. START comes before the first step and END after
 * the last one, on that step's own day; every other edge is of the day of its from step. A journey
 * that is open, or a session that may go on, has no END. A touchpoint may follow itself. The
 * directly-follows graph and its times as in process mining: W. van der Aalst, Process Mining
 * (2016), chapter 2. Quantiles are exact over milliseconds, by linear interpolation.
 */
public final class JourneyEdges {
  /** Name of the node before the first step. */
  public static final String START = "START";

  /** Name of the node after the last step. */
  public static final String END = "END";

  public static final Field SCOPE =
      Field.word("scope", "session or journey: what the steps lie in");
  public static final Field DAY = Field.day("day", "Day of the from step in the business zone");
  public static final Field MONTH =
      Field.day("month", "First day of the day's month; rows are stored by it");
  public static final Field FROM_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("from_touchpoint", "Touchpoint that is left; START: none");
  public static final Field TO_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("to_touchpoint", "Touchpoint that follows; END: none");
  public static final Field TRANSITION_COUNT =
      Field.bigint("transition_count", "Times the one directly followed the other, at least 1");
  public static final Field JOURNEY_COUNT =
      Field.bigint("journey_count", "Distinct journeys, or sessions, in which it happened");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers to whom it happened");
  public static final Field SHARE_OUT =
      Field.real("share_out", "Share of what left from_touchpoint in this scope on this day");
  public static final Field SHARE_IN =
      Field.real("share_in", "Share of what reached to_touchpoint in this scope on this day");
  public static final Field MEDIAN_SECONDS =
      Field.real("median_seconds", "Median time between the two steps; null at START and END");
  public static final Field P90_SECONDS =
      Field.real("p90_seconds", "90th percentile of that time; null at START and END");

  public static final Table TABLE =
      Table.named(
              "gold.journey_edges",
              "One row per scope, day and pair of touchpoints of which one directly follows the"
                  + " other",
              SCOPE,
              DAY,
              MONTH,
              FROM_TOUCHPOINT,
              TO_TOUCHPOINT,
              TRANSITION_COUNT,
              JOURNEY_COUNT,
              CUSTOMER_COUNT,
              SHARE_OUT,
              SHARE_IN,
              MEDIAN_SECONDS,
              P90_SECONDS)
          .grain(SCOPE, DAY, FROM_TOUCHPOINT, TO_TOUCHPOINT)
          .partitionedBy(MONTH)
          .expect(
              fail("an edge was walked", TRANSITION_COUNT.col().geq(1)),
              fail("nothing comes before START", TO_TOUCHPOINT.col().notEqual(START)),
              fail("nothing comes after END", FROM_TOUCHPOINT.col().notEqual(END)));

  /** Which journey or session an edge lies in; not stored. */
  private static final Field CASE_ID = Field.id("case_id", "Journey or session of the edge");

  private static final Field MILLIS = Field.bigint("millis", "Time between the two steps");
  private static final Field EDGE = Field.id("edge", "One transition of one step");
  private static final Field TIMES = Field.real("times", "Median and 90th percentile, ms");
  private static final double MILLIS_IN_SECOND = 1000.0;

  private JourneyEdges() {}

  /**
   * @param steps rows of {@link JourneySteps}
   */
  public static Dataset<Row> build(Dataset<Row> steps) {
    Column leaving = sum(TRANSITION_COUNT.col()).over(Window.partitionBy(same(FROM_TOUCHPOINT)));
    Column arriving = sum(TRANSITION_COUNT.col()).over(Window.partitionBy(same(TO_TOUCHPOINT)));
    Column transitions = TRANSITION_COUNT.col().cast("double");
    return transitions(steps)
        .groupBy(SCOPE.col(), DAY.col(), MONTH.col(), FROM_TOUCHPOINT.col(), TO_TOUCHPOINT.col())
        .agg(
            count(lit(1)).as(TRANSITION_COUNT.name()),
            distinct(CASE_ID).as(JOURNEY_COUNT.name()),
            distinct(JourneySteps.CUSTOMER_ID).as(CUSTOMER_COUNT.name()),
            percentile(MILLIS.col(), array(lit(0.5), lit(0.9))).as(TIMES.name()))
        .withColumn(SHARE_OUT.name(), transitions.divide(leaving))
        .withColumn(SHARE_IN.name(), transitions.divide(arriving))
        .withColumn(MEDIAN_SECONDS.name(), get(TIMES.col(), lit(0)).divide(MILLIS_IN_SECOND))
        .withColumn(P90_SECONDS.name(), get(TIMES.col(), lit(1)).divide(MILLIS_IN_SECOND))
        .select(TABLE.columns());
  }

  private static Dataset<Row> transitions(Dataset<Row> steps) {
    Column ofJourney =
        onward(
            "journey",
            JourneySteps.JOURNEY_ID,
            JourneySteps.NEXT_TOUCHPOINT,
            JourneySteps.IS_EXIT,
            JourneySteps.SECONDS_TO_NEXT);
    Column ofSession =
        onward(
            "session",
            JourneySteps.SESSION_ID,
            JourneySteps.SESSION_NEXT_TOUCHPOINT,
            JourneySteps.IS_SESSION_EXIT,
            JourneySteps.SESSION_SECONDS_TO_NEXT);
    Column edges =
        array_compact(
            array(
                start("journey", JourneySteps.JOURNEY_ID, JourneySteps.STEP_NUMBER),
                ofJourney,
                start("session", JourneySteps.SESSION_ID, JourneySteps.SESSION_STEP_NUMBER),
                ofSession));
    return steps
        .select(
            JourneySteps.CUSTOMER_ID.col(),
            JourneySteps.STEP_DAY.col().as(DAY.name()),
            JourneySteps.STEP_MONTH.col().as(MONTH.name()),
            explode(edges).as(EDGE.name()))
        .select(
            JourneySteps.CUSTOMER_ID.col(),
            DAY.col(),
            MONTH.col(),
            functions.col(EDGE.name() + ".*"));
  }

  private static Column start(String scope, Field caseId, Field number) {
    Column here = JourneySteps.TOUCHPOINT.col();
    return when(
        number.col().equalTo(1L), edge(scope, caseId, lit(START), here, lit(null).cast("bigint")));
  }

  private static Column onward(
      String scope, Field caseId, Field next, Field isExit, Field seconds) {
    Column to = coalesce(next.col(), when(isExit.col(), lit(END)));
    Column millis = round(seconds.col().multiply(MILLIS_IN_SECOND)).cast("bigint");
    return when(to.isNotNull(), edge(scope, caseId, JourneySteps.TOUCHPOINT.col(), to, millis));
  }

  private static Column edge(String scope, Field caseId, Column from, Column to, Column millis) {
    return struct(
        lit(scope).as(SCOPE.name()),
        caseId.col().as(CASE_ID.name()),
        from.as(FROM_TOUCHPOINT.name()),
        to.as(TO_TOUCHPOINT.name()),
        millis.as(MILLIS.name()));
  }

  /** Two sets in one aggregate are cheaper than two count(distinct), which expand the rows. */
  private static Column distinct(Field field) {
    return size(collect_set(field.col())).cast("bigint");
  }

  private static Column[] same(Field touchpoint) {
    return new Column[] {SCOPE.col(), DAY.col(), touchpoint.col()};
  }
}
