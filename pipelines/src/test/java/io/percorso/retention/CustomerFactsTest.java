package io.percorso.retention;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Settings;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The business zone is Rome's: its days begin at 23:00, from the 29th of March on at 22:00 UTC. */
@ExtendWith(SparkExtension.class)
class CustomerFactsTest {
  private static final Settings SETTINGS =
      BaseSettings.inUtc().with("journeys.gap.browse", "2850m", "test");

  private final List<Map<String, Object>> days = new ArrayList<>();
  private final List<Map<String, Object>> events = new ArrayList<>();
  private final List<Map<String, Object>> signals = new ArrayList<>();
  private final List<Map<String, Object>> journeys = new ArrayList<>();
  private final List<Map<String, Object>> rates = new ArrayList<>();

  @Test
  void failuresOfADaysSessionsAreKnownTheDayAfterForTheyMayGoOnAfterMidnight(SparkSession spark) {
    day("ada", "2026-03-10", 3);
    day("ada", "2026-03-12", 0);

    shows(
        spark,
        """
        customer_id | known_day  | fact   | first_number | second_number
        ada         | 2026-03-10 | active | 2.0          | 1.0
        ada         | 2026-03-11 | failed | 3.0          |
        ada         | 2026-03-12 | active | 2.0          | 1.0
        """);
  }

  @Test
  void aJourneyIsGivenUpOnTheDayOnWhichItsGapHasRunOutAndNotOnThatOfItsLastStep(
      SparkSession spark) {
    journey("in-a-week", "buy", "abandoned", "2026-03-10T22:59:59Z", null);
    journey("next-day", "buy", "abandoned", "2026-03-10T23:00:00Z", null);
    journey("contract", "onboard", "abandoned", "2026-03-01T10:00:00Z", null);
    journey("unnamed", "whatever", "abandoned", "2026-03-01T10:00:00Z", null);
    journey("short-night", "browse", "abandoned", "2026-03-27T22:59:59Z", null);
    journey("bought", "buy", "converted", "2026-03-10T10:00:00Z", null);
    journey("unknown", "buy", "open", "2026-03-10T10:00:00Z", null);

    shows(
        spark,
        """
        fact_id     | known_day  | fact
        unnamed     | 2026-03-08 | abandoned
        in-a-week   | 2026-03-17 | abandoned
        next-day    | 2026-03-18 | abandoned
        short-night | 2026-03-30 | abandoned
        contract    | 2026-03-31 | abandoned
        """);
  }

  @Test
  void aJourneyIsHandedOverWhenItIsHoweverItEnds(SparkSession spark) {
    journey("j", "buy", "converted", "2026-03-20T10:00:00Z", "2026-03-10T23:30:00Z");

    shows(
        spark,
        """
        fact_id | known_day  | fact
        j       | 2026-03-11 | escalated
        """);
  }

  @Test
  void aSignalIsKnownWhenItShowsAndNotWhenItsVisitBegan(SparkSession spark) {
    signal("v1", Signal.JS_ERROR, "2026-03-10T10:00:00Z", "2026-03-14T23:30:00Z");
    signal("v2", Signal.REPEAT_CONTACT, "2026-03-10T10:00:00Z", "2026-03-16T10:00:00Z");
    signal("v3", Signal.WAIT, "2026-03-17T10:00:00Z", "2026-03-17T10:00:00Z");

    shows(
        spark,
        """
        fact_id | known_day  | fact     | first_number
        v1      | 2026-03-15 | friction | 0.5
        v2      | 2026-03-16 | repeated | 0.5
        v3      | 2026-03-17 | waited   | 0.5
        """);
  }

  @Test
  void onlyFailuresAreFrictionAndWhatAVisitLedToIsNothing(SparkSession spark) {
    for (Signal signal : Signal.values()) {
      signal(signal.word(), signal, "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z");
    }

    shows(
        spark,
        """
        fact_id        | fact
        api_error      | friction
        dead_click     | friction
        error_click    | friction
        form_retry     | friction
        js_error       | friction
        rage_click     | friction
        slow           | friction
        repeat_contact | repeated
        wait           | waited
        """);
  }

  @Test
  void amountsAreInTheCurrencyOfReportsAndNoneWhereARateIsMissing(SparkSession spark) {
    rate("2026-03-09", "USD", "1.25");
    event("euro", "purchased", "10.00", "EUR");
    event("dollar", "purchased", "10.00", "USD");
    event("pound", "purchased", "10.00", "GBP");
    event("nothing", "purchased", null, null);

    shows(
        spark,
        """
        fact_id | fact      | first_number
        dollar  | purchased | 8.0
        euro    | purchased | 10.0
        nothing | purchased |
        pound   | purchased |
        """);
  }

  @Test
  void ofAContractsPaymentItIsKnownWhatItWasPaidInToo(SparkSession spark) {
    rate("2026-03-09", "USD", "1.25");
    event("began", "subscribed", "10.00", "USD");
    event("again", "renewed", "20.00", "GBP");
    event("bought", "purchased", "10.00", "USD");

    shows(
        spark,
        """
        fact_id | fact       | first_number | second_number | word
        bought  | purchased  | 8.0          |               |
        again   | renewed    |              | 20.0          | GBP
        began   | subscribed | 8.0          | 10.0          | USD
        """);
  }

  @Test
  void anEventTellsWhatItsRecordStates(SparkSession spark) {
    event("answer", "answered", null, null, "score_kind", "NPS", "score", 9.0);
    event("record", "stated", null, null, "contract", "flat", "tier", "gold");
    event("switch", "stated", null, null, "collection", "send_invoice");
    event("tenure", "stated", null, null, "customer_since", LocalDate.of(2020, 2, 29));

    shows(
        spark,
        """
        fact_id | fact     | second_number | word | collection   | tier | since
        answer  | answered | 9.0           | NPS  |              |      |
        record  | stated   |               | flat |              | gold |
        switch  | stated   |               |      | send_invoice |      |
        tenure  | stated   |               |      |              |      | 2020-02-29
        """);
  }

  @Test
  void ofWhomOnlyADeviceIsKnownThereIsNothing(SparkSession spark) {
    day("anon-1", "2026-03-10", 0);
    day("anna", "2026-03-10", 0);

    shows(
        spark,
        """
        customer_id | fact
        anna        | active
        """);
  }

  private void day(String customer, String day, long errors) {
    days.add(
        Map.of(
            "customer_id",
            customer,
            "activity_day",
            LocalDate.parse(day),
            "session_count",
            2L,
            "assisted_session_count",
            1L,
            "error_count",
            errors));
  }

  private void event(String id, String kind, String amount, String currency, Object... further) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", "ada");
    row.put("event_id", id);
    row.put("occurred_at", Instant.parse("2026-03-10T10:00:00Z"));
    row.put("event_day", LocalDate.of(2026, 3, 10));
    row.put("kind", kind);
    row.put("amount", amount == null ? null : new BigDecimal(amount).setScale(4));
    row.put("currency", currency);
    for (int i = 0; i < further.length; i += 2) {
      row.put((String) further[i], further[i + 1]);
    }
    events.add(row);
  }

  private void signal(String visit, Signal signal, String visitBegan, String shown) {
    signals.add(
        Map.of(
            "visit_id",
            visit,
            "customer_id",
            "ada",
            "occurred_at",
            Instant.parse(visitBegan),
            "shown_at",
            Instant.parse(shown),
            "signal",
            signal.word(),
            "strength",
            0.5));
  }

  private void journey(String id, String intent, String outcome, String ended, String escalated) {
    Map<String, Object> row = new HashMap<>();
    row.put("journey_id", id);
    row.put("customer_id", "ada");
    row.put("intent", intent);
    row.put("outcome", outcome);
    row.put("ended_at", Instant.parse(ended));
    row.put("escalated_at", escalated == null ? null : Instant.parse(escalated));
    journeys.add(row);
  }

  private void rate(String day, String currency, String rate) {
    rates.add(
        Map.of(
            "rate_day",
            LocalDate.parse(day),
            "base",
            "EUR",
            "currency",
            currency,
            "rate",
            new BigDecimal(rate).setScale(8)));
  }

  private void shows(SparkSession spark, String expected) {
    Dataset<Row> facts =
        CustomerFacts.build(
            new CustomerFacts.Sources(
                Frames.of(spark, CustomerDays.TABLE, days),
                Frames.of(spark, CustomerEvents.TABLE, events),
                Frames.of(spark, FrictionSignals.TABLE, signals),
                Frames.of(spark, Journeys.TABLE, journeys),
                Frames.of(spark, CurrencyRates.TABLE, rates)),
            Journeys.Rules.from(SETTINGS),
            ReportingCurrency.Rules.from(SETTINGS),
            ZoneId.of("Europe/Rome"));
    Grid.of(expected)
        .assertShows(Frames.maps(facts.orderBy("known_day", "fact", "fact_id")), row -> row::get);
  }
}
