package io.percorso.friction;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.percorso.journeys.Journey;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per visit of a journey that ended, up to the one in which a person had to help: where the
 * customer could have given up. What is told beside how it ended was known at its end: signals, and
 * from before the visit what the customer had reached and given up, and how often friction showed
 * on the journey. Not stored.
 */
public final class FrictionVisits {
  public static final Field VISIT_ID = JourneySteps.VISIT_ID;
  public static final Field CUSTOMER_ID = JourneySteps.CUSTOMER_ID;
  public static final Field TOUCHPOINT = JourneySteps.TOUCHPOINT;
  public static final Field CHANNEL = JourneySteps.CHANNEL;
  public static final Field INTENT = JourneySteps.INTENT;
  public static final Field POSITION =
      Field.integer("position", "Place of the visit in its journey, from 1");
  public static final Field ELAPSED_SECONDS =
      Field.bigint("elapsed_seconds", "Since the journey began");
  public static final Field EARLIER_REACHED =
      Field.integer(
          "earlier_reached", "Of the last 20 journeys that ended before this one began, successes");
  public static final Field EARLIER_ABANDONED =
      Field.integer("earlier_abandoned", "The same, given up");
  public static final Field EARLIER_FRICTION =
      Field.real("earlier_friction", "Share of the journey's visits before that show a signal");
  public static final Field SIGNALS =
      Field.structs(
          "signals",
          Field.Content.ENUM,
          "Predictors that the visit shows, with their strength",
          FrictionSignals.SIGNAL,
          FrictionSignals.STRENGTH);
  public static final Field END =
      Field.word("end", "continued, abandoned, or escalated: a person had to help");
  public static final Field IS_CONVERTED =
      Field.flag("is_converted", "True when the journey reached its goal");

  /** How a visit ends. */
  public static final String CONTINUED = "continued";

  public static final String ABANDONED = "abandoned";
  public static final String ESCALATED = "escalated";

  private static final int EARLIER = 20;
  private static final Field NEXT_AT = Field.timestamp("next_at", "When the next visit begins");
  private static final Field BEFORE = Field.id("before", "The customer's journeys before");

  private FrictionVisits() {}

  /**
   * @param steps rows of {@link JourneySteps}, all those of these journeys; others are left out
   * @param journeys rows of {@link Journeys}; open ones are left out
   * @param signals rows of {@link FrictionSignals} of these visits
   */
  public static Dataset<Row> build(
      Dataset<Row> steps, Dataset<Row> journeys, Dataset<Row> signals) {
    String[] visit = {VISIT_ID.name()};
    Dataset<Row> shown =
        signals
            .where(FrictionSignals.KIND.col().equalTo(FrictionSignals.PREDICTOR))
            .groupBy(VISIT_ID.col())
            .agg(
                collect_list(struct(FrictionSignals.SIGNAL.col(), FrictionSignals.STRENGTH.col()))
                    .as(SIGNALS.name()));
    WindowSpec inJourney =
        Window.partitionBy(JourneySteps.JOURNEY_ID.col()).orderBy(JourneySteps.STEP_NUMBER.col());
    Column showsAny = when(SIGNALS.col().isNull(), 0.0).otherwise(1.0);
    Dataset<Row> visits =
        steps
            .where(JourneySteps.OPENS_VISIT.col())
            .select(
                VISIT_ID.col(),
                JourneySteps.JOURNEY_ID.col(),
                JourneySteps.STEP_NUMBER.col(),
                TOUCHPOINT.col(),
                CHANNEL.col(),
                JourneySteps.OCCURRED_AT.col())
            .join(shown, visit, "left")
            .join(ended(journeys), new String[] {JourneySteps.JOURNEY_ID.name()})
            .withColumn(POSITION.name(), row_number().over(inJourney))
            .withColumn(NEXT_AT.name(), lead(JourneySteps.OCCURRED_AT.col(), 1).over(inJourney))
            .withColumn(
                EARLIER_FRICTION.name(),
                coalesce(
                    avg(showsAny).over(inJourney.rowsBetween(Window.unboundedPreceding(), -1)),
                    lit(0.0)));
    Column escalatedAt = Journeys.ESCALATED_AT.col();
    Column isEscalated =
        escalatedAt.isNotNull().and(NEXT_AT.col().isNull().or(escalatedAt.lt(NEXT_AT.col())));
    Column isAbandoned =
        NEXT_AT.col().isNull().and(Journeys.OUTCOME.col().equalTo(word(Journey.Outcome.ABANDONED)));
    return visits
        .where(escalatedAt.isNull().or(JourneySteps.OCCURRED_AT.col().leq(escalatedAt)))
        .select(
            VISIT_ID.col(),
            CUSTOMER_ID.col(),
            TOUCHPOINT.col(),
            CHANNEL.col(),
            INTENT.col(),
            POSITION.col(),
            JourneySteps.OCCURRED_AT
                .col()
                .cast("bigint")
                .minus(Journeys.STARTED_AT.col().cast("bigint"))
                .as(ELAPSED_SECONDS.name()),
            EARLIER_REACHED.col(),
            EARLIER_ABANDONED.col(),
            EARLIER_FRICTION.col(),
            SIGNALS.col(),
            when(isEscalated, ESCALATED)
                .when(isAbandoned, ABANDONED)
                .otherwise(CONTINUED)
                .as(END.name()),
            Journeys.OUTCOME
                .col()
                .notEqual(word(Journey.Outcome.ABANDONED))
                .as(IS_CONVERTED.name()));
  }

  /** Journeys that ended, with what the customer had reached and given up before. */
  private static Dataset<Row> ended(Dataset<Row> journeys) {
    WindowSpec before =
        Window.partitionBy(Journeys.CUSTOMER_ID.col())
            .orderBy(Journeys.STARTED_AT.col(), Journeys.JOURNEY_ID.col())
            .rowsBetween(-EARLIER, -1);
    Column known = filter(BEFORE.col(), one -> of(one, Journeys.ENDED_AT).lt(startedAt()));
    Column reached =
        filter(known, one -> of(one, Journeys.OUTCOME).notEqual(word(Journey.Outcome.ABANDONED)));
    return journeys
        .where(Journeys.OUTCOME.col().notEqual(word(Journey.Outcome.OPEN)))
        .select(
            Journeys.JOURNEY_ID.col(),
            Journeys.CUSTOMER_ID.col(),
            Journeys.INTENT.col(),
            Journeys.STARTED_AT.col(),
            Journeys.ESCALATED_AT.col(),
            Journeys.OUTCOME.col(),
            collect_list(struct(Journeys.ENDED_AT.col(), Journeys.OUTCOME.col()))
                .over(before)
                .as(BEFORE.name()))
        .withColumn(EARLIER_REACHED.name(), size(reached))
        .withColumn(EARLIER_ABANDONED.name(), size(known).minus(EARLIER_REACHED.col()))
        .drop(BEFORE.name());
  }

  private static Column startedAt() {
    return Journeys.STARTED_AT.col();
  }

  private static Column of(Column element, Field field) {
    return element.getField(field.name());
  }

  private static String word(Journey.Outcome outcome) {
    return Journeys.word(outcome);
  }
}
