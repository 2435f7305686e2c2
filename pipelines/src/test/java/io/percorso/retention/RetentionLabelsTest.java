package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RetentionLabelsTest {
  private static final LocalDate SNAPSHOT = LocalDate.of(2026, 3, 1);
  private static final LocalDate KNOWN_UNTIL = LocalDate.of(2026, 3, 31);
  private static final int HORIZON = 30;

  /** Snapshots of customers who are still whom they were, with their events as drawn. */
  private static Map<String, String> outcomes(SparkSession spark, String contract, String drawn) {
    List<Map<String, Object>> events = new ArrayList<>();
    List<Map<String, Object>> days = new ArrayList<>();
    TreeSet<String> customers = new TreeSet<>();
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      String token = "customer:" + row.get("customer");
      customers.add(token);
      if (row.get("day") == null) {
        continue;
      }
      LocalDate day = LocalDate.parse(row.get("day"));
      if (row.get("kind").equals("active")) {
        days.add(
            Map.of("customer_id", id(spark, token), "activity_day", day, "activity_month", day));
      } else {
        events.add(
            Map.of(
                "customer_id",
                id(spark, token),
                "event_id",
                "e" + events.size(),
                "event_day",
                day,
                "event_month",
                day.withDayOfMonth(1),
                "kind",
                row.get("kind")));
      }
    }
    List<Map<String, Object>> ids = new ArrayList<>();
    List<Map<String, Object>> snapshots = new ArrayList<>();
    for (String token : customers) {
      ids.add(identifier(token, id(spark, token)));
      snapshots.add(snapshot(id(spark, token), contract));
    }
    RetentionLabels.Histories of =
        new RetentionLabels.Histories(
            Frames.of(spark, CustomerIds.TABLE, ids),
            Frames.of(spark, CustomerEvents.TABLE, events),
            Frames.of(spark, CustomerDays.TABLE, days));
    Dataset<Row> features = Frames.of(spark, CustomerFeatures.TABLE, snapshots);
    Dataset<Row> labelled =
        contract.equals("none")
            ? RetentionLabels.ofVisitors(features, of, HORIZON, KNOWN_UNTIL)
            : RetentionLabels.ofContracts(features, of, HORIZON, KNOWN_UNTIL);
    Map<String, String> outcomes = new TreeMap<>();
    for (Row row : labelled.collectAsList()) {
      for (String token : customers) {
        if (row.getAs("customer_id").equals(id(spark, token))) {
          outcomes.put(
              token.substring("customer:".length()), row.getAs(RetentionLabels.OUTCOME.name()));
        }
      }
    }
    return outcomes;
  }

  private static Map<String, Object> identifier(String token, String customer) {
    return Map.of(
        "identifier",
        token,
        "kind",
        "customer",
        "valid_from",
        Instant.EPOCH,
        "valid_until",
        Instant.parse("2200-01-01T00:00:00Z"),
        "customer_id",
        customer);
  }

  private static Map<String, Object> snapshot(String customer, String contract) {
    return Map.of("customer_id", customer, "snapshot_day", SNAPSHOT, "contract_kind", contract);
  }

  /** The id that a customer has by this identifier alone. */
  private static String id(SparkSession spark, String token) {
    return spark
        .range(1)
        .select(CustomerInteractions.customerOf(functions.lit(token)))
        .first()
        .getString(0);
  }

  @Test
  void leavingCountsFromTheDayAfterTheSnapshotToTheHorizonsLast(SparkSession spark) {
    assertThat(
            outcomes(
                spark,
                "manual",
                """
                customer   | day        | kind
                same day   | 2026-03-01 | cancel_requested
                next day   | 2026-03-02 | cancel_requested
                last day   | 2026-03-31 | cancel_requested
                after it   | 2026-04-01 | cancel_requested
                silent     |            |
                """))
        .isEqualTo(
            Map.of(
                "same day", "stayed",
                "next day", "left",
                "last day", "left",
                "after it", "stayed",
                "silent", "stayed"));
  }

  @Test
  void whoTakesItBackWithinTheHorizonHasStayed(SparkSession spark) {
    assertThat(
            outcomes(
                spark,
                "automatic",
                """
                customer    | day        | kind
                back        | 2026-03-10 | cancel_requested
                back        | 2026-03-12 | cancel_withdrawn
                back later  | 2026-03-10 | cancel_requested
                back later  | 2026-04-02 | cancel_withdrawn
                and again   | 2026-03-10 | cancel_requested
                and again   | 2026-03-12 | cancel_withdrawn
                and again   | 2026-03-20 | cancel_requested
                """))
        .isEqualTo(Map.of("back", "stayed", "back later", "left", "and again", "left"));
  }

  @Test
  void whomTheCompanyPutOutTeachesNothing(SparkSession spark) {
    assertThat(
            outcomes(
                spark,
                "automatic",
                """
                customer | day        | kind
                unpaid   | 2026-03-15 | lapsed
                both     | 2026-03-10 | cancel_requested
                both     | 2026-03-15 | lapsed
                later    | 2026-04-15 | lapsed
                """))
        .isEqualTo(Map.of("unpaid", "lapsed", "both", "left", "later", "stayed"));
  }

  @Test
  void whoHasNoContractLeavesByNotComing(SparkSession spark) {
    assertThat(
            outcomes(
                spark,
                "none",
                """
                customer | day        | kind
                came     | 2026-03-31 | active
                not yet  | 2026-04-01 | active
                before   | 2026-03-01 | active
                """))
        .isEqualTo(Map.of("came", "stayed", "not yet", "left", "before", "left"));
  }

  /** Whoever a customer of then is by now is who left; and each snapshot is told once. */
  @Test
  void aSnapshotUnderAnIdThatWasMergedAwayIsThatOfWhoItBecame(SparkSession spark) {
    String then = id(spark, "login:old");
    RetentionLabels.Histories of =
        new RetentionLabels.Histories(
            Frames.of(
                spark,
                CustomerIds.TABLE,
                List.of(identifier("login:old", "merged"), identifier("email:new", "merged"))),
            Frames.of(
                spark,
                CustomerEvents.TABLE,
                List.of(
                    Map.of(
                        "customer_id",
                        "merged",
                        "event_id",
                        "e",
                        "event_day",
                        SNAPSHOT.plusDays(3),
                        "event_month",
                        SNAPSHOT,
                        "kind",
                        "cancel_requested"))),
            Frames.of(spark, CustomerDays.TABLE, List.of()));

    List<Row> rows =
        RetentionLabels.ofContracts(
                Frames.of(spark, CustomerFeatures.TABLE, List.of(snapshot(then, "manual"))),
                of,
                HORIZON,
                KNOWN_UNTIL)
            .collectAsList();

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).<String>getAs(RetentionLabels.OUTCOME.name())).isEqualTo("left");
    assertThat(rows.get(0).<String>getAs("customer_id")).isEqualTo(then);
  }

  @Test
  void aSnapshotWhoseHorizonIsNotOverHasNoOutcome(SparkSession spark) {
    String token = id(spark, "login:ada");
    RetentionLabels.Histories of =
        new RetentionLabels.Histories(
            Frames.of(spark, CustomerIds.TABLE, List.of(identifier("login:ada", token))),
            Frames.of(spark, CustomerEvents.TABLE, List.of()),
            Frames.of(spark, CustomerDays.TABLE, List.of()));

    assertThat(
            RetentionLabels.ofContracts(
                    Frames.of(spark, CustomerFeatures.TABLE, List.of(snapshot(token, "manual"))),
                    of,
                    HORIZON,
                    KNOWN_UNTIL.minusDays(1))
                .collectAsList())
        .isEmpty();
  }
}
