package io.percorso.friction;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.percorso.journeys.Journey;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per visit of a journey that ended, up to the one in which a person had to help: where the
 * customer could have given up. What is told beside how it ended was known at its end: signals, and
 * from before the visit what the customer had reached and given up, how often friction showed on
 * the journey, and the session's device and campaign. Not stored.
 */
public final class VisitsAtRisk {
  public static final Field VISIT_ID = JourneySteps.VISIT_ID;
  public static final Field JOURNEY_ID = JourneySteps.JOURNEY_ID;
  public static final Field CUSTOMER_ID = JourneySteps.CUSTOMER_ID;
  public static final Field CUSTOMER_HASH =
      Field.bigint("customer_hash", "Of customer_id: by it customers are drawn anew");
  public static final Field TOUCHPOINT = JourneySteps.TOUCHPOINT;
  public static final Field CHANNEL = JourneySteps.CHANNEL;
  public static final Field INTENT = JourneySteps.INTENT;
  public static final Field OCCURRED_AT =
      Field.timestamp("occurred_at", "First step of the visit, UTC");
  public static final Field VISIT_DAY =
      JourneySteps.STEP_DAY.as("visit_day", "Day of occurred_at in the business zone");
  public static final Field VISIT_MONTH =
      JourneySteps.STEP_MONTH.as("visit_month", "First day of the month of visit_day");
  public static final Field DEVICE = Sessions.DEVICE;
  public static final Field HAS_CAMPAIGN =
      Field.flag("has_campaign", "True when a campaign brought the session");
  public static final Field POSITION =
      Field.integer("position", "Place of the visit in its journey, from 1");
  public static final Field PREVIOUS_TOUCHPOINT =
      JourneySteps.TOUCHPOINT.as("previous_touchpoint", "Of the visit before; null: none");
  public static final Field NEXT_TOUCHPOINT =
      JourneySteps.TOUCHPOINT.as("next_touchpoint", "Of the visit after; null: none");
  public static final Field ELAPSED_SECONDS =
      Field.bigint("elapsed_seconds", "Since the journey began");
  public static final Field EARLIER_REACHED =
      Field.integer(
          "earlier_reached",
          "Of the 20 journeys before, successes that were known when this one began");
  public static final Field EARLIER_ABANDONED =
      Field.integer("earlier_abandoned", "The same, given up");
  public static final Field EARLIER_FRICTION =
      Field.real("earlier_friction", "Share of the journey's visits before that show a signal");
  public static final Field SIGNALS =
      Field.structs(
          "signals",
          Field.Content.ENUM,
          "Signals that the visit shows and a model may know, with their strength",
          FrictionSignals.SIGNAL,
          FrictionSignals.STRENGTH);
  public static final Field END =
      Field.word("end", "continued, abandoned, or escalated: a person had to help");
  public static final Field MINUTES =
      Field.real("minutes", "Until the journey's next visit, at most 30; 0 in the last one");
  public static final Field IS_CONVERTED =
      Field.flag("is_converted", "True when the journey reached its goal");
  public static final Field WORTH =
      Journeys.VALUE_AMOUNT.as(
          "worth", "What that brought, reporting currency; null: unknown, or in another currency");
  public static final Field IS_RECAPTURED =
      Field.flag("is_recaptured", "True when it was given up and a later journey made it good");

  public static final Field IS_PLACEBO =
      Field.flag(
          "is_placebo", "True for one visit in twenty, by a hash of visit_id: means nothing");

  /** How a visit ends. */
  public static final String CONTINUED = "continued";

  public static final String ABANDONED = "abandoned";
  public static final String ESCALATED = "escalated";

  private static final int EARLIER = 20;
  private static final int ONE_PLACEBO_IN = 20;
  private static final double LONGEST_SECONDS = 1800;
  private static final Field NEXT_AT = Field.timestamp("next_at", "When the next visit begins");
  private static final Field KNOWN_AT =
      Field.real("known_at", "When the outcome was known, seconds since 1970");
  private static final Field BEFORE = Field.id("before", "The customer's journeys before");

  private VisitsAtRisk() {}

  /**
   * @param steps rows of {@link JourneySteps}, all those of these journeys; others are left out
   * @param journeys rows of {@link Journeys}; open ones are left out
   * @param signals rows of {@link FrictionSignals} of these visits
   * @param sessions rows of {@link Sessions} in which they lie; of one that is missing nothing is
   *     known
   */
  public static Dataset<Row> build(
      Dataset<Row> steps,
      Dataset<Row> journeys,
      Dataset<Row> signals,
      Dataset<Row> sessions,
      FrictionRules rules) {
    String[] visit = {VISIT_ID.name()};
    Dataset<Row> shown =
        signals
            .where(FrictionSignals.SIGNAL.col().isin(VisitLabels.modelled().toArray()))
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
                JourneySteps.SESSION_ID.col(),
                JourneySteps.STEP_DAY.col().as(VISIT_DAY.name()),
                JourneySteps.STEP_MONTH.col().as(VISIT_MONTH.name()),
                OCCURRED_AT.col())
            .join(shown, visit, "left")
            .join(
                sessions.select(
                    JourneySteps.SESSION_ID.col(),
                    DEVICE.col(),
                    Sessions.CAMPAIGN.col().isNotNull().as(HAS_CAMPAIGN.name())),
                new String[] {JourneySteps.SESSION_ID.name()},
                "left")
            .join(ended(journeys, rules), new String[] {JOURNEY_ID.name()})
            .withColumn(POSITION.name(), row_number().over(inJourney))
            .withColumn(PREVIOUS_TOUCHPOINT.name(), lag(TOUCHPOINT.col(), 1).over(inJourney))
            .withColumn(NEXT_TOUCHPOINT.name(), lead(TOUCHPOINT.col(), 1).over(inJourney))
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
            JOURNEY_ID.col(),
            CUSTOMER_ID.col(),
            xxhash64(CUSTOMER_ID.col()).as(CUSTOMER_HASH.name()),
            TOUCHPOINT.col(),
            CHANNEL.col(),
            INTENT.col(),
            OCCURRED_AT.col(),
            VISIT_DAY.col(),
            VISIT_MONTH.col(),
            DEVICE.col(),
            coalesce(HAS_CAMPAIGN.col(), lit(false)).as(HAS_CAMPAIGN.name()),
            PREVIOUS_TOUCHPOINT.col(),
            NEXT_TOUCHPOINT.col(),
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
            coalesce(
                    least(seconds(NEXT_AT).minus(seconds(OCCURRED_AT)), lit(LONGEST_SECONDS)),
                    lit(0.0))
                .divide(60)
                .as(MINUTES.name()),
            Journeys.OUTCOME
                .col()
                .notEqual(word(Journey.Outcome.ABANDONED))
                .as(IS_CONVERTED.name()),
            WORTH.col(),
            IS_RECAPTURED.col(),
            pmod(xxhash64(VISIT_ID.col()), lit(ONE_PLACEBO_IN)).equalTo(0).as(IS_PLACEBO.name()));
  }

  private static Column seconds(Field instant) {
    return instant.col().cast("double");
  }

  /**
   * Whether a journey began so long before the cut-off that it is known whether it was given up: of
   * later ones only successes are known yet, and who counts them believes that nobody leaves.
   *
   * @param end of what is known
   */
  public static Column isOld(Instant end, FrictionRules rules) {
    return seconds(Journeys.STARTED_AT)
        .lt(
            lit((double) end.getEpochSecond())
                .minus(greatest(silence(rules), lit(rules.settle()))));
  }

  /** From a journey's last step until its outcome is known. */
  private static Column untilKnown(FrictionRules rules) {
    return when(Journeys.OUTCOME.col().equalTo(word(Journey.Outcome.ABANDONED)), silence(rules))
        .when(Journeys.OUTCOME.col().equalTo(word(Journey.Outcome.RESOLVED)), rules.settle())
        .otherwise(0L);
  }

  private static Column silence(FrictionRules rules) {
    Column silence = lit(rules.otherSilence());
    for (Map.Entry<String, Long> one : rules.silence().entrySet()) {
      silence =
          when(Journeys.INTENT.col().equalTo(one.getKey()), one.getValue()).otherwise(silence);
    }
    return silence;
  }

  /** Journeys that ended, with what the customer had reached and given up before. */
  private static Dataset<Row> ended(Dataset<Row> journeys, FrictionRules rules) {
    WindowSpec before =
        Window.partitionBy(Journeys.CUSTOMER_ID.col())
            .orderBy(Journeys.STARTED_AT.col(), Journeys.JOURNEY_ID.col())
            .rowsBetween(-EARLIER, -1);
    Column known =
        filter(BEFORE.col(), one -> one.getField(KNOWN_AT.name()).lt(seconds(Journeys.STARTED_AT)));
    Column isReported =
        coalesce(Journeys.CURRENCY.col(), lit(rules.currency())).equalTo(rules.currency());
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
            when(isReported, Journeys.VALUE_AMOUNT.col()).as(WORTH.name()),
            Journeys.RECAPTURED_BY.col().isNotNull().as(IS_RECAPTURED.name()),
            collect_list(
                    struct(
                        seconds(Journeys.ENDED_AT).plus(untilKnown(rules)).as(KNOWN_AT.name()),
                        Journeys.OUTCOME.col()))
                .over(before)
                .as(BEFORE.name()))
        .withColumn(EARLIER_REACHED.name(), size(reached))
        .withColumn(EARLIER_ABANDONED.name(), size(known).minus(EARLIER_REACHED.col()))
        .drop(BEFORE.name());
  }

  private static Column of(Column element, Field field) {
    return element.getField(field.name());
  }

  private static String word(Journey.Outcome outcome) {
    return Journeys.word(outcome);
  }
}
