package io.percorso.retention;

import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journey;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Field;
import java.time.Duration;
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
  static final Field WORD =
      Field.text("word", "The question answered, the contract stated, or what was paid in");
  static final Field COLLECTION = CustomerEvents.COLLECTION;
  static final Field TIER = CustomerEvents.TIER;
  static final Field SINCE = Field.day("since", "Its day");

  /** Sessions, those with people. */
  static final String ACTIVE = "active";

  /** Failures that were shown. */
  static final String FAILED = "failed";

  static final String FRICTION = "friction";
  static final String REPEATED = "repeated";
  static final String WAITED = "waited";
  static final String ABANDONED = "abandoned";
  static final String ESCALATED = "escalated";

  private static final long MICROS_IN_MILLI = 1000;

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
            .union(failed(of.days))
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
        none(WORD),
        none(COLLECTION),
        none(TIER),
        none(SINCE));
  }

  /**
   * Known a day later: a day counts what its sessions show until they end, and that may be after
   * midnight. (Of the rare session that a trusted source lets last longer, all is known then.)
   */
  private static Dataset<Row> failed(Dataset<Row> days) {
    return days.where(CustomerDays.ERROR_COUNT.col().gt(0))
        .select(
            CUSTOMER_ID.col(),
            date_add(CustomerDays.ACTIVITY_DAY.col(), 1).as(DAY.name()),
            CustomerDays.ACTIVITY_DAY.col().cast("timestamp").as(AT.name()),
            lit(FAILED).as(FACT.name()),
            lit("").as(ID.name()),
            CustomerDays.ERROR_COUNT.col().cast("double").as(FIRST.name()),
            none(SECOND),
            none(WORD),
            none(COLLECTION),
            none(TIER),
            none(SINCE));
  }

  private static Dataset<Row> events(
      Dataset<Row> events, Dataset<Row> rates, ReportingCurrency.Rules currency) {
    Column isPayment =
        CustomerEvents.KIND
            .col()
            .isin(CustomerEvents.Kind.SUBSCRIBED.word(), CustomerEvents.Kind.RENEWED.word());
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
            when(isPayment, CustomerEvents.AMOUNT.col().cast("double"))
                .otherwise(CustomerEvents.SCORE.col())
                .as(SECOND.name()),
            when(isPayment, CustomerEvents.CURRENCY.col())
                .when(
                    CustomerEvents.KIND.col().equalTo(CustomerEvents.Kind.ANSWERED.word()),
                    CustomerEvents.SCORE_KIND.col())
                .otherwise(CustomerEvents.CONTRACT.col())
                .as(WORD.name()),
            COLLECTION.col(),
            TIER.col(),
            CustomerEvents.CUSTOMER_SINCE.col().as(SINCE.name()));
  }

  /** Known when it first shows: a visit may go on days after its first step. */
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
            day(FrictionSignals.SHOWN_AT.col(), zone).as(DAY.name()),
            FrictionSignals.SHOWN_AT.col().as(AT.name()),
            fact.as(FACT.name()),
            FrictionSignals.VISIT_ID.col().as(ID.name()),
            FrictionSignals.STRENGTH.col().as(FIRST.name()),
            none(SECOND),
            none(WORD),
            none(COLLECTION),
            none(TIER),
            none(SINCE));
  }

  /** That a journey was given up is known when its gap has run out, and not with its last step. */
  private static Dataset<Row> abandoned(Dataset<Row> journeys, Journeys.Rules gaps, ZoneId zone) {
    Column gap = lit(micros(gaps.defaultGap()));
    for (var of : gaps.gaps().entrySet()) {
      gap =
          when(Journeys.INTENT.col().equalTo(of.getKey()), lit(micros(of.getValue())))
              .otherwise(gap);
    }
    Column silentUntil = timestamp_micros(unix_micros(Journeys.ENDED_AT.col()).plus(gap));
    return journeys(
        journeys.where(Journeys.OUTCOME.col().equalTo(Journeys.word(Journey.Outcome.ABANDONED))),
        Journeys.ENDED_AT,
        day(silentUntil, zone),
        ABANDONED);
  }

  private static long micros(Duration gap) {
    return gap.toMillis() * MICROS_IN_MILLI;
  }

  private static Dataset<Row> escalated(Dataset<Row> journeys, ZoneId zone) {
    return journeys(
        journeys.where(Journeys.ESCALATED_AT.col().isNotNull()),
        Journeys.ESCALATED_AT,
        day(Journeys.ESCALATED_AT.col(), zone),
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
        none(WORD),
        none(COLLECTION),
        none(TIER),
        none(SINCE));
  }

  private static Column day(Column at, ZoneId zone) {
    return to_date(from_utc_timestamp(at, zone.getId()));
  }

  private static Column none(Field field) {
    return lit(null).cast(field.type()).as(field.name());
  }
}
