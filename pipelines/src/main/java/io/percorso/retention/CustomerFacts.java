package io.percorso.retention;

import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journey;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Field;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per thing that is known of a customer from a day on: a day of activity, an event, a visit
 * with friction, a journey given up. Not stored; one shuffle brings each customer's together.
 */
public final class CustomerFacts {
  static final Field CUSTOMER_ID = CustomerDays.CUSTOMER_ID;
  static final Field DAY = Field.day("known_day", "From the end of which it is known");
  static final Field AT = Field.timestamp("at", "Order within the day");
  static final Field FACT = Field.word("fact", "Which thing");
  static final Field ID = Field.id("fact_id", "What tells two things of a day apart");
  static final Field FIRST = Field.real("first_number", "Its number");
  static final Field SECOND = Field.real("second_number", "Its second number");
  static final Field THIRD = Field.real("third_number", "Its third number");
  static final Field WORD = Field.text("word", "Its word");
  static final Field OTHER_WORD = Field.text("other_word", "Its second word");
  static final Field SINCE = Field.day("since", "Its day");

  /** Sessions, those with people, failures. */
  static final String ACTIVE = "active";

  static final String FRICTION = "friction";
  static final String REPEATED = "repeated";
  static final String WAITED = "waited";
  static final String ABANDONED = "abandoned";
  static final String ESCALATED = "escalated";

  private static final Field REPORTED =
      CustomerEvents.AMOUNT.as("reported_amount", "Amount in the currency of reports");

  private CustomerFacts() {}

  /**
   * What facts are made of.
   *
   * @param days rows of {@link CustomerDays}
   * @param events rows of {@link CustomerEvents}
   * @param signals rows of {@link FrictionSignals}
   * @param journeys rows of {@link Journeys}
   * @param rates rows of {@link io.percorso.interactions.CurrencyRates}
   */
  public record Sources(
      Dataset<Row> days,
      Dataset<Row> events,
      Dataset<Row> signals,
      Dataset<Row> journeys,
      Dataset<Row> rates) {}

  /**
   * @param gaps how long the silence is that ends a journey
   */
  public static Dataset<Row> build(
      Sources of, Journeys.Rules gaps, ReportingCurrency.Rules currency, ZoneId zone) {
    return known(
        active(of.days)
            .union(events(of.events, of.rates, currency))
            .union(frictions(of.signals, zone))
            .union(abandoned(of.journeys, gaps, zone))
            .union(escalated(of.journeys, zone)));
  }

  /**
   * Days of activity and events alone.
   *
   * @param days rows of {@link CustomerDays}
   * @param events rows of {@link CustomerEvents}
   * @param rates rows of {@link io.percorso.interactions.CurrencyRates}
   */
  static Dataset<Row> ofLives(
      Dataset<Row> days,
      Dataset<Row> events,
      Dataset<Row> rates,
      ReportingCurrency.Rules currency) {
    return known(active(days).union(events(events, rates, currency)));
  }

  private static Dataset<Row> known(Dataset<Row> facts) {
    return facts.where(CUSTOMER_ID.col().startsWith("anon-").equalTo(false));
  }

  /** Each customer's facts together, in the order in which the fold takes them. */
  static Dataset<Row> inOrder(Dataset<Row> facts) {
    return facts
        .repartition(CUSTOMER_ID.col())
        .sortWithinPartitions(CUSTOMER_ID.col(), DAY.col(), AT.col(), FACT.col(), ID.col());
  }

  private static Dataset<Row> active(Dataset<Row> days) {
    return days.select(
        CUSTOMER_ID.col(),
        CustomerDays.ACTIVITY_DAY.col().as(DAY.name()),
        CustomerDays.ACTIVITY_DAY.col().cast("timestamp").as(AT.name()),
        lit(ACTIVE).as(FACT.name()),
        lit("").as(ID.name()),
        CustomerDays.SESSION_COUNT.col().cast("double").as(FIRST.name()),
        CustomerDays.ASSISTED_SESSION_COUNT.col().cast("double").as(SECOND.name()),
        CustomerDays.ERROR_COUNT.col().cast("double").as(THIRD.name()),
        none(WORD),
        none(OTHER_WORD),
        none(SINCE));
  }

  private static Dataset<Row> events(
      Dataset<Row> events, Dataset<Row> rates, ReportingCurrency.Rules currency) {
    return ReportingCurrency.add(
            events,
            CustomerEvents.EVENT_DAY,
            CustomerEvents.AMOUNT,
            CustomerEvents.CURRENCY,
            REPORTED,
            rates,
            currency)
        .select(
            CUSTOMER_ID.col(),
            CustomerEvents.EVENT_DAY.col().as(DAY.name()),
            CustomerEvents.OCCURRED_AT.col().as(AT.name()),
            CustomerEvents.KIND.col().as(FACT.name()),
            CustomerEvents.EVENT_ID.col().as(ID.name()),
            REPORTED.col().cast("double").as(FIRST.name()),
            CustomerEvents.SCORE.col().as(SECOND.name()),
            none(THIRD),
            when(
                    CustomerEvents.KIND.col().equalTo(CustomerEvents.Kind.ANSWERED.word()),
                    CustomerEvents.SCORE_KIND.col())
                .otherwise(CustomerEvents.CONTRACT.col())
                .as(WORD.name()),
            when(
                    CustomerEvents.KIND.col().equalTo(CustomerEvents.Kind.STATED.word()),
                    CustomerEvents.TIER.col())
                .otherwise(CustomerEvents.COLLECTION.col())
                .as(OTHER_WORD.name()),
            CustomerEvents.CUSTOMER_SINCE.col().as(SINCE.name()));
  }

  /** Known with the day of the visit's first step, as all that a predictor tells of a visit. */
  private static Dataset<Row> frictions(Dataset<Row> signals, ZoneId zone) {
    Object[] failures =
        Arrays.stream(Signal.values()).filter(Signal::isFailure).map(Signal::word).toArray();
    Column signal = FrictionSignals.SIGNAL.col();
    Column fact =
        when(signal.isin(failures), FRICTION)
            .when(signal.equalTo(Signal.REPEAT_CONTACT.word()), REPEATED)
            .when(signal.equalTo(Signal.WAIT.word()), WAITED);
    return signals
        .where(fact.isNotNull())
        .select(
            CUSTOMER_ID.col(),
            day(FrictionSignals.OCCURRED_AT, zone).as(DAY.name()),
            FrictionSignals.OCCURRED_AT.col().as(AT.name()),
            fact.as(FACT.name()),
            FrictionSignals.VISIT_ID.col().as(ID.name()),
            FrictionSignals.STRENGTH.col().as(FIRST.name()),
            none(SECOND),
            none(THIRD),
            none(WORD),
            none(OTHER_WORD),
            none(SINCE));
  }

  /** That a journey was given up is known when its gap has run out, and not with its last step. */
  private static Dataset<Row> abandoned(Dataset<Row> journeys, Journeys.Rules gaps, ZoneId zone) {
    Column gapDays = lit(days(gaps.defaultGap()));
    for (var gap : gaps.gaps().entrySet()) {
      gapDays =
          when(Journeys.INTENT.col().equalTo(gap.getKey()), lit(days(gap.getValue())))
              .otherwise(gapDays);
    }
    return journeys(
        journeys.where(Journeys.OUTCOME.col().equalTo(Journeys.word(Journey.Outcome.ABANDONED))),
        Journeys.ENDED_AT,
        date_add(day(Journeys.ENDED_AT, zone), gapDays),
        ABANDONED);
  }

  private static int days(java.time.Duration gap) {
    return (int) gap.toDays() + 1;
  }

  private static Dataset<Row> escalated(Dataset<Row> journeys, ZoneId zone) {
    return journeys(
        journeys.where(Journeys.ESCALATED_AT.col().isNotNull()),
        Journeys.ESCALATED_AT,
        day(Journeys.ESCALATED_AT, zone),
        ESCALATED);
  }

  private static Dataset<Row> journeys(
      Dataset<Row> journeys, Field at, Column knownDay, String fact) {
    return journeys.select(
        CUSTOMER_ID.col(),
        knownDay.as(DAY.name()),
        at.col().as(AT.name()),
        lit(fact).as(FACT.name()),
        Journeys.JOURNEY_ID.col().as(ID.name()),
        none(FIRST),
        none(SECOND),
        none(THIRD),
        none(WORD),
        none(OTHER_WORD),
        none(SINCE));
  }

  private static Column day(Field at, ZoneId zone) {
    return to_date(from_utc_timestamp(at.col(), zone.getId()));
  }

  private static Column none(Field field) {
    return lit(null).cast(field.type()).as(field.name());
  }
}
