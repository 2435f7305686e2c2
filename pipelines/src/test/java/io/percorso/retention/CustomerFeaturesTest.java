package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FrictionSignals;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.ShippedConf;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Expectation;
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
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerFeaturesTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Settings SETTINGS = BaseSettings.inUtc();
  private static final CustomerFeatures.Rules RULES = CustomerFeatures.Rules.from(SETTINGS);

  /** From the night before summer time on. */
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

  private static final LocalDate THEN = LocalDate.of(2026, 3, 30);
  private static final LocalDate NOW = LocalDate.of(2026, 4, 26);

  @Test
  void snapshotsAreTheDaysOfTheGrid() {
    LocalDate anchor = LocalDate.of(2025, 12, 31);
    assertThat(RULES.grid(anchor.minusDays(30), anchor.plusDays(30)))
        .containsExactly(anchor.minusDays(30), anchor, anchor.plusDays(30));
    assertThat(RULES.grid(anchor.plusDays(1), anchor.plusDays(29))).isEmpty();
    assertThat(RULES.grid(anchor, anchor.minusDays(1))).isEmpty();
  }

  @Test
  void theRowOfTheCutoffIsOfTheDayItselfAndThoseOfMissedDaysAreMadeLater(SparkSession spark) {
    Dataset<Row> facts =
        facts(
            spark,
            Map.of("customer_id", "ada", "activity_day", LocalDate.of(2026, 1, 10)),
            Map.of("customer_id", "bob", "activity_day", LocalDate.of(2026, 3, 10)),
            Map.of("customer_id", "anon-7", "activity_day", LocalDate.of(2026, 1, 10)));

    Grid.of(
            """
            customer_id | snapshot_day | is_reconstructed | contract_kind | sessions_30 | tenure_days | last_nps
            ada         | 2026-01-30   | true             | none          | 2.0         | 20.0        |
            ada         | 2026-03-01   | true             | none          | 0.0         | 50.0        |
            ada         | 2026-03-30   | false            | none          | 0.0         | 79.0        |
            bob         | 2026-03-30   | false            | none          | 2.0         | 20.0        |
            """)
        .assertShows(
            Frames.maps(
                CustomerFeatures.build(facts, RULES.grid(day(1, 1), day(3, 28)), THEN, RULES)
                    .orderBy("customer_id", "snapshot_day")),
            row -> row::get);
  }

  /** Whatever the order of their rows and the partitions that they come in. */
  @Test
  void theRowsAreAFunctionOfTheSetOfFacts(SparkSession spark) {
    Dataset<Row> facts = facts(spark, interactions(spark, 30), NOW);
    List<LocalDate> missed = RULES.grid(day(3, 1), day(4, 25));
    List<String> once = Frames.sorted(CustomerFeatures.build(facts, missed, NOW, RULES));
    Dataset<Row> shuffled = facts.orderBy(functions.rand(7)).repartition(7, functions.rand(5));

    assertThat(once).isNotEmpty();
    assertThat(Frames.sorted(CustomerFeatures.build(shuffled, missed, NOW, RULES))).isEqualTo(once);
  }

  /**
   * The test for leaks: of what happened until a day the same is known on that day and weeks later.
   * Not drawn: programs, which are told by whole days of UTC; interactions without an intent, which
   * have it from what follows in their session.
   */
  @Test
  void weeksLaterNoMoreIsSaidOfADayThanWasKnownAtItsEnd(SparkSession spark) {
    Dataset<Row> interactions = interactions(spark, 150).cache();
    Dataset<Row> then =
        CustomerFeatures.build(facts(spark, interactions, THEN), List.of(), THEN, RULES);
    Dataset<Row> later =
        CustomerFeatures.build(facts(spark, interactions, NOW), List.of(THEN), NOW, RULES)
            .where(CustomerFeatures.SNAPSHOT_DAY.col().equalTo(THEN));
    List<Row> known = then.drop("is_reconstructed").orderBy("customer_id").collectAsList();

    assertThat(known).hasSizeGreaterThan(100);
    for (String feature :
        List.of("errors_30", "repeat_contacts_30", "abandoned_journeys_30", "spend", "last_nps")) {
      assertThat(known)
          .as("somebody has " + feature)
          .anyMatch(row -> row.<Double>getAs(feature) != null && row.<Double>getAs(feature) > 0);
    }
    for (Expectation promise : CustomerFeatures.TABLE.expectations()) {
      assertThat(then.where(functions.not(promise.holds())).count())
          .as(promise.sentence())
          .isZero();
    }
    assertThat(drawn(later.drop("is_reconstructed").orderBy("customer_id").collectAsList()))
        .isEqualTo(drawn(known));
  }

  /** A line for each feature, so that a failure names the one that differs. */
  private static String drawn(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      for (String column : row.schema().fieldNames()) {
        text.append(row.<String>getAs("customer_id")).append(' ').append(column).append(' ');
        text.append(row.<Object>getAs(column)).append('\n');
      }
    }
    return text.toString();
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2026, month, day);
  }

  /** Facts of days with two sessions each. */
  @SafeVarargs
  private static Dataset<Row> facts(SparkSession spark, Map<String, Object>... days) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> day : days) {
      Map<String, Object> row = new HashMap<>(day);
      row.putAll(Map.of("session_count", 2L, "assisted_session_count", 0L, "error_count", 0L));
      rows.add(row);
    }
    return facts(
        spark,
        Frames.of(spark, CustomerDays.TABLE, rows),
        Frames.of(spark, CustomerEvents.TABLE, List.of()),
        Frames.of(spark, FrictionSignals.TABLE, List.of()),
        Frames.of(spark, Journeys.TABLE, List.of()));
  }

  /** Facts as the night of a day makes them: of what happened until its end. */
  private static Dataset<Row> facts(
      SparkSession spark, Dataset<Row> interactions, LocalDate lastDay) {
    Timeline.Rules shipped = ShippedConf.rules();
    Timeline.Rules rules =
        new Timeline.Rules(
            shipped.touchpoints(),
            shipped.goals(),
            shipped.sessions(),
            shipped.journeys(),
            shipped.bots(),
            shipped.dailyCap(),
            ROME);
    List<Timeline.Part> parts = new ArrayList<>(Timeline.parts(rules));
    parts.add(FrictionSignals.part(FrictionSignals.Rules.from(SETTINGS), ROME));
    parts.add(CustomerEvents.part(ROME));
    Instant cutoff = Cutoff.endOf(lastDay, ROME).end();
    Dataset<Row> pass = Timeline.build(interactions, rules, cutoff, parts).cache();
    return facts(
        spark,
        CustomerDays.build(Timeline.pass(parts).rowsOf(pass, Sessions.TABLE)),
        Timeline.pass(parts).rowsOf(pass, CustomerEvents.TABLE),
        Timeline.pass(parts).rowsOf(pass, FrictionSignals.TABLE),
        Timeline.pass(parts).rowsOf(pass, Journeys.TABLE));
  }

  private static Dataset<Row> facts(
      SparkSession spark,
      Dataset<Row> days,
      Dataset<Row> events,
      Dataset<Row> signals,
      Dataset<Row> journeys) {
    return CustomerFacts.build(
        new CustomerFacts.Sources(
            days, events, signals, journeys, Frames.of(spark, CurrencyRates.TABLE, List.of())),
        Journeys.Rules.from(SETTINGS),
        ReportingCurrency.Rules.from(SETTINGS),
        ROME);
  }

  private static Dataset<Row> interactions(SparkSession spark, int customers) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      history(new Random(customer), "c" + customer, rows);
    }
    return Frames.of(spark, CustomerInteractions.TABLE, rows);
  }

  /** Few places and long pauses, so that visits go on for days, and sessions at all hours. */
  private static void history(Random random, String customer, List<Map<String, Object>> rows) {
    Instant at = FIRST.plusSeconds(random.nextInt(10 * 86_400));
    for (int i = 0; at.isBefore(Instant.parse("2026-04-26T00:00:00Z")); i++) {
      rows.add(interaction(random, customer, customer + "-" + i, at));
      boolean goesOn = random.nextInt(10) < 6;
      at = at.plusSeconds(goesOn ? 1 + random.nextInt(1700) : 1 + random.nextInt(4 * 86_400));
    }
  }

  private static Map<String, Object> interaction(
      Random random, String customer, String id, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", customer);
    row.put("interaction_id", id);
    row.put("source", "shop");
    row.put("channel", "web");
    row.put("place", random.nextInt(3) == 0 ? "home" : "help");
    row.put("action", "view");
    row.put("direction", "inbound");
    row.put("occurred_at", at);
    row.put("sequence", 0L);
    row.put("intent", random.nextInt(4) == 0 ? "buy" : "support");
    switch (random.nextInt(12)) {
      case 0, 1 -> row.putAll(Map.of("action", "error", "is_error", true));
      case 2, 3 ->
          row.putAll(
              Map.of(
                  "action",
                  "message",
                  "channel",
                  "voice",
                  "place",
                  "call",
                  "conversation_id",
                  id,
                  "wait_seconds",
                  (double) random.nextInt(900)));
      case 4 ->
          row.putAll(
              Map.of(
                  "action",
                  "purchase",
                  "value_amount",
                  new BigDecimal("9.9000"),
                  "currency",
                  "EUR"));
      case 5 -> row.putAll(Map.of("action", "rate", "score_kind", "NPS", "score", 7.0));
      case 6 ->
          row.put(
              "action",
              List.of("subscribe", "renew", "cancel_request", "cancel", "complaint", "transfer")
                  .get(random.nextInt(6)));
      case 7 ->
          row.putAll(
              Map.of("action", "error", "error_code", "payment_failed", "direction", "outbound"));
      default -> {}
    }
    return row;
  }
}
