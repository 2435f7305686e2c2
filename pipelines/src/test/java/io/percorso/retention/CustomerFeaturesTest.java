package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FrictionSignals;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journeys;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
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

@ExtendWith(SparkExtension.class)
class CustomerFeaturesTest {
  private static final LocalDate CUTOFF = LocalDate.of(2026, 3, 31);
  private static final LocalDate MISSED = LocalDate.of(2026, 3, 1);

  private static Map<String, Object> day(String customer, String day) {
    LocalDate on = LocalDate.parse(day);
    return Map.of(
        "customer_id",
        customer,
        "activity_day",
        on,
        "activity_month",
        on.withDayOfMonth(1),
        "session_count",
        2L,
        "assisted_session_count",
        1L,
        "error_count",
        0L);
  }

  private static Map<String, Object> event(
      String customer, String at, String kind, String amount, String currency) {
    Map<String, Object> event = new HashMap<>();
    event.put("customer_id", customer);
    event.put("event_id", customer + at + kind);
    event.put("occurred_at", Instant.parse(at));
    LocalDate on = Instant.parse(at).atZone(ZoneId.of("Europe/Rome")).toLocalDate();
    event.put("event_day", on);
    event.put("event_month", on.withDayOfMonth(1));
    event.put("kind", kind);
    event.put("collection", "auto");
    if (amount != null) {
      event.put("amount", new BigDecimal(amount).setScale(4));
      event.put("currency", currency);
    }
    return event;
  }

  private static Map<String, Object> signal(String visit, String signal, String at) {
    return Map.of(
        "visit_id",
        visit,
        "customer_id",
        "ada",
        "occurred_at",
        Instant.parse(at),
        "signal",
        signal,
        "kind",
        "predictor",
        "strength",
        1.0);
  }

  private static Map<String, Object> journey(String id, String outcome, String endedAt) {
    return Map.of(
        "journey_id",
        id,
        "customer_id",
        "ada",
        "intent",
        "buy",
        "outcome",
        outcome,
        "ended_at",
        Instant.parse(endedAt));
  }

  private static Dataset<Row> features(SparkSession spark, int partitions) {
    Dataset<Row> facts =
        CustomerFacts.build(
            new CustomerFacts.Sources(
                Frames.of(
                    spark,
                    CustomerDays.TABLE,
                    List.of(
                        day("ada", "2026-02-01"),
                        day("ada", "2026-03-31"),
                        day("bob", "2026-03-10"),
                        day("anon-1", "2026-02-01"))),
                Frames.of(
                    spark,
                    CustomerEvents.TABLE,
                    List.of(
                        event("ada", "2026-02-01T10:00:00Z", "subscribed", "10", "EUR"),
                        event("ada", "2026-03-31T21:59:00Z", "renewed", "11", "XXX"),
                        // Midnight of the business zone has passed: it is the next day there.
                        event("ada", "2026-03-31T22:01:00Z", "cancel_requested", null, null))),
                Frames.of(
                    spark,
                    FrictionSignals.TABLE,
                    List.of(
                        signal("v1", "api_error", "2026-02-20T10:00:00Z"),
                        signal("v1", "rage_click", "2026-02-20T10:00:00Z"),
                        signal("v2", "loop", "2026-02-20T10:00:00Z"),
                        signal("v3", "repeat_contact", "2026-02-20T10:00:00Z"))),
                Frames.of(
                    spark,
                    Journeys.TABLE,
                    List.of(
                        // The gap of seven days is over on the first of March, and not before.
                        journey("j1", "abandoned", "2026-02-21T10:00:00Z"),
                        journey("j2", "abandoned", "2026-02-22T10:00:00Z"),
                        journey("j3", "converted", "2026-02-01T10:00:00Z"))),
                Frames.of(spark, CurrencyRates.TABLE, List.of())),
            Journeys.Rules.from(BaseSettings.inUtc()),
            new ReportingCurrency.Rules("EUR", "EUR", 7),
            ZoneId.of("Europe/Rome"));
    return CustomerFeatures.build(
        facts.repartition(partitions), List.of(MISSED), CUTOFF, FeatureFoldTest.RULES);
  }

  @Test
  void whatWasKnownOfEachAtTheEndOfEachDay(SparkSession spark) {
    Grid.of(
            """
            customer_id | snapshot_day | is_reconstructed | contract_kind | sessions_30 | paid_amount | renewal_count | friction_visits_90 | repeat_contacts_90 | abandoned_journeys_30
            ada         | 2026-03-01   | true             | automatic     | 2.0         | 10.0        | 0.0           | 1.0                | 1.0                | 1.0
            ada         | 2026-03-31   | false            | automatic     | 2.0         | 10.0        | 1.0           | 1.0                | 1.0                | 1.0
            bob         | 2026-03-31   | false            | none          | 2.0         |             | 0.0           | 0.0                | 0.0                | 0.0
            """)
        .assertShows(
            Frames.maps(features(spark, 2).orderBy("customer_id", "snapshot_day")),
            row -> row::get);
  }

  @Test
  void theRowsDoNotDependOnHowTheFactsLie(SparkSession spark) {
    List<String> rows = Frames.sorted(features(spark, 1));

    assertThat(Frames.sorted(features(spark, 2))).isEqualTo(rows);
    assertThat(Frames.sorted(features(spark, 7))).isEqualTo(rows);
  }

  @Test
  void everyPromiseHolds(SparkSession spark) {
    assertThat(Promised.broken(CustomerFeatures.TABLE, features(spark, 2))).isEmpty();
  }

  @Test
  void theGridHoldsEveryDayThatLiesWholeStepsFromItsAnchor() {
    assertThat(FeatureFoldTest.RULES.grid(LocalDate.of(2025, 12, 1), LocalDate.of(2026, 3, 1)))
        .containsExactly(
            LocalDate.of(2025, 12, 1),
            LocalDate.of(2025, 12, 31),
            LocalDate.of(2026, 1, 30),
            LocalDate.of(2026, 3, 1));
    assertThat(FeatureFoldTest.RULES.grid(CUTOFF, MISSED)).isEmpty();
    assertThat(new ArrayList<>(CustomerFeatures.features()))
        .hasSameSizeAs(CustomerFeatures.FEATURES);
  }
}
