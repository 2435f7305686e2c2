package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Field;
import io.percorso.retention.FeatureFold.Fact;
import io.percorso.testing.Grid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureFoldTest {
  private static final LocalDate AT = LocalDate.of(2026, 3, 31);
  static final CustomerFeatures.Rules RULES =
      new CustomerFeatures.Rules(LocalDate.of(2025, 12, 31), 30, 90, 14, "auto");

  private static Fact fact(Map<String, String> row, int number) {
    return new Fact(
        LocalDate.parse(row.get("day")),
        row.get("what"),
        row.get("id") == null ? "f" + number : row.get("id"),
        new double[] {number(row, "first"), number(row, "second"), number(row, "third")},
        row.get("word"),
        row.get("other"),
        row.get("since") == null ? null : LocalDate.parse(row.get("since")));
  }

  private static double number(Map<String, String> row, String column) {
    return row.get(column) == null ? Double.NaN : Double.parseDouble(row.get(column));
  }

  private static FeatureFold fold(String drawn) {
    FeatureFold fold = new FeatureFold(RULES);
    int number = 0;
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      fold.take(fact(row, number++));
    }
    return fold;
  }

  private static double feature(String drawn, Field field) {
    return fold(drawn).features(AT).get(field);
  }

  @Test
  void aWindowOfThirtyDaysIsTheSnapshotsOwnAndTheTwentyNineBeforeIt() {
    String facts =
        """
        day        | what   | first | second | third
        2026-01-01 | active | 1     | 0      | 0
        2026-01-31 | active | 16    | 0      | 0
        2026-03-01 | active | 8     | 0      | 0
        2026-03-02 | active | 4     | 2      | 0
        2026-03-31 | active | 2     | 1      | 5
        """;
    assertThat(feature(facts, CustomerFeatures.SESSIONS_7)).isEqualTo(2);
    assertThat(feature(facts, CustomerFeatures.SESSIONS_30)).isEqualTo(6);
    assertThat(feature(facts, CustomerFeatures.SESSIONS_60)).isEqualTo(30);
    assertThat(feature(facts, CustomerFeatures.SESSIONS_90)).isEqualTo(31);
    assertThat(feature(facts, CustomerFeatures.ACTIVE_DAYS_30)).isEqualTo(2);
    assertThat(feature(facts, CustomerFeatures.ASSISTED_SHARE_90)).isEqualTo(3.0 / 31);
    assertThat(feature(facts, CustomerFeatures.ERRORS_30)).isEqualTo(5);
    assertThat(feature(facts, CustomerFeatures.DAYS_SINCE_ACTIVE)).isZero();
  }

  @Test
  void whatThereIsNotIsNoZero() {
    Map<Field, Double> features =
        fold("""
        day        | what   | first | second | third
        2025-12-01 | active | 1     | 0      | 0
        """)
            .features(AT);
    for (Field field :
        List.of(
            CustomerFeatures.DAYS_SINCE_PURCHASE,
            CustomerFeatures.DAYS_SINCE_RENEWAL,
            CustomerFeatures.UNPAID_DAYS,
            CustomerFeatures.PAID_AMOUNT,
            CustomerFeatures.LAST_NPS,
            CustomerFeatures.NPS_AGE_DAYS,
            CustomerFeatures.ASSISTED_SHARE_90)) {
      assertThat(features.get(field)).as(field.name()).isNaN();
    }
    assertThat(features.get(CustomerFeatures.SESSIONS_90)).isZero();
    assertThat(features.keySet()).containsExactlyInAnyOrderElementsOf(CustomerFeatures.FEATURES);
  }

  @Test
  void severalSignalsOfAVisitAreOneVisit() {
    String facts =
        """
        day        | what     | id
        2026-03-30 | friction | v1
        2026-03-30 | friction | v1
        2026-03-30 | repeated | v1
        2026-03-30 | friction | v2
        """;
    assertThat(feature(facts, CustomerFeatures.FRICTION_VISITS_30)).isEqualTo(2);
    assertThat(feature(facts, CustomerFeatures.REPEAT_CONTACTS_30)).isEqualTo(1);
  }

  @Test
  void twoRecordsOfADayTellOfOnePurchaseAtTheHigherAmount() {
    String facts =
        """
        day        | what      | first
        2026-03-01 | purchased | 20
        2026-03-01 | purchased | 30
        2026-03-01 | purchased |
        2026-03-20 | purchased | 5
        """;
    assertThat(feature(facts, CustomerFeatures.PURCHASE_DAYS)).isEqualTo(2);
    assertThat(feature(facts, CustomerFeatures.SPEND)).isEqualTo(35);
    assertThat(feature(facts, CustomerFeatures.PURCHASE_DAYS_30)).isEqualTo(1);
    assertThat(feature(facts, CustomerFeatures.DAYS_SINCE_PURCHASE)).isEqualTo(11);
    assertThat(feature(facts, CustomerFeatures.DAYS_SINCE_FIRST_PURCHASE)).isEqualTo(30);
  }

  @Test
  void aPriceThatRoseIsToldForThirtyDays() {
    String facts =
        """
        day        | what       | first | other
        2026-01-31 | subscribed | 10    | auto
        2026-03-02 | renewed    | 12    | auto
        """;
    assertThat(feature(facts, CustomerFeatures.PRICE_CHANGE_30)).isEqualTo(12.0 / 10 - 1);
    assertThat(fold(facts).features(AT.plusDays(1)).get(CustomerFeatures.PRICE_CHANGE_30)).isZero();
    assertThat(feature(facts, CustomerFeatures.PAID_AMOUNT)).isEqualTo(12);
    assertThat(feature(facts, CustomerFeatures.RENEWAL_COUNT)).isEqualTo(1);
    assertThat(feature(facts, CustomerFeatures.DAYS_SINCE_RENEWAL)).isEqualTo(29);
  }

  @Test
  void aRefusedPaymentIsOwedUntilTheNextThatIsPaid() {
    String owed =
        """
        day        | what           | first
        2026-01-31 | subscribed     | 10
        2026-03-01 | payment_failed |
        2026-03-04 | payment_failed |
        """;
    assertThat(feature(owed, CustomerFeatures.UNPAID_DAYS)).isEqualTo(30);
    assertThat(feature(owed, CustomerFeatures.PAYMENT_FAILURES_30)).isEqualTo(1);
    assertThat(feature(owed, CustomerFeatures.PAYMENT_FAILURES_90)).isEqualTo(2);
    assertThat(feature(owed + "2026-03-05 | renewed        | 10\n", CustomerFeatures.UNPAID_DAYS))
        .isNaN();
  }

  @Test
  void theLastAnswerCountsWithItsAge() {
    String facts =
        """
        day        | what     | second | word
        2026-01-10 | answered | 9      | NPS
        2026-03-21 | answered | 4      | NPS
        2026-03-22 | answered | 2      | CSAT
        """;
    assertThat(feature(facts, CustomerFeatures.LAST_NPS)).isEqualTo(4);
    assertThat(feature(facts, CustomerFeatures.NPS_AGE_DAYS)).isEqualTo(10);
    assertThat(feature(facts, CustomerFeatures.LAST_CSAT)).isEqualTo(2);
  }

  @Test
  void tenureCountsFromWhatARecordStatesOrFromTheFirstThatWasSeen() {
    String seen =
        """
        day        | what   | first | second | third | since
        2026-03-01 | active | 1     | 0      | 0     |
        """;
    assertThat(feature(seen, CustomerFeatures.TENURE_DAYS)).isEqualTo(30);
    assertThat(
            feature(
                seen + "2026-03-02 | stated |       |        |       | 2025-03-31\n",
                CustomerFeatures.TENURE_DAYS))
        .isEqualTo(365);
    assertThat(
            feature(
                seen + "2026-03-02 | stated |       |        |       | 2026-03-20\n",
                CustomerFeatures.TENURE_DAYS))
        .isEqualTo(30);
  }

  @Test
  void aContractIsAutomaticManualOrNone() {
    String header = "day        | what       | other | word\n";
    assertThat(fold(header + "2026-01-01 | subscribed | auto  |\n").contractKind())
        .isEqualTo("automatic");
    assertThat(fold(header + "2026-01-01 | subscribed | bill  |\n").contractKind())
        .isEqualTo("manual");
    assertThat(fold(header + "2026-01-01 | stated     | gold  | monthly\n").contractKind())
        .isEqualTo("manual");
    assertThat(fold(header + "2026-01-01 | stated     | gold  |\n").contractKind())
        .isEqualTo("none");
    assertThat(
            fold(header + "2026-01-01 | subscribed | auto  |\n2026-02-01 | lapsed | |\n")
                .contractKind())
        .isEqualTo("none");
  }

  @Test
  void whoHasAskedToLeaveIsToldOfNoMoreUntilItIsTakenBack() {
    String facts =
        """
        day        | what             | first
        2026-01-01 | subscribed       | 10
        2026-03-30 | cancel_requested |
        """;
    assertThat(fold(facts).isTold(AT)).isFalse();
    assertThat(fold(facts + "2026-03-31 | cancel_withdrawn |\n").isTold(AT)).isTrue();
    assertThat(
            feature(
                facts + "2026-03-31 | cancel_withdrawn |\n", CustomerFeatures.CANCEL_REQUEST_COUNT))
        .isEqualTo(1);
  }

  @Test
  void withoutAContractWhoWasThereWithinTheWindowIsToldOf() {
    String facts =
        """
        day        | what   | first | second | third
        2026-01-01 | active | 1     | 0      | 0
        """;
    assertThat(fold(facts).isTold(LocalDate.of(2026, 1, 14))).isFalse();
    assertThat(fold(facts).isTold(LocalDate.of(2026, 1, 15))).isTrue();
    assertThat(fold(facts).isTold(AT)).isTrue();
    assertThat(fold(facts).isTold(AT.plusDays(1))).isFalse();
  }

  /** What happens after the day, and in what order, leaves the figures of the day as they are. */
  @Test
  void whatComesAfterTheSnapshotDoesNotMoveIt() {
    Random random = new Random(11);
    for (int customer = 0; customer < 200; customer++) {
      List<Fact> facts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        facts.add(drawn(random, i));
      }
      FeatureFold until = new FeatureFold(RULES);
      facts.sort(Comparator.comparing(Fact::day));
      facts.stream().filter(f -> !f.day().isAfter(AT)).forEach(until::take);
      Map<Field, Double> before = until.features(AT);
      assertThat(rows(facts)).isEqualTo(List.of(before));
    }
  }

  /** The snapshot as the stream of all facts tells it, those after the day included. */
  private static List<Map<Field, Double>> rows(List<Fact> facts) {
    FeatureFold fold = new FeatureFold(RULES);
    List<Map<Field, Double>> told = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.day().isAfter(AT) && told.isEmpty()) {
        told.add(fold.features(AT));
      }
      fold.take(fact);
    }
    if (told.isEmpty()) {
      told.add(fold.features(AT));
    }
    // Asked again at the end, the day's own windows would still be the same.
    for (Field field :
        List.of(
            CustomerFeatures.SESSIONS_30,
            CustomerFeatures.FRICTION_VISITS_90,
            CustomerFeatures.SPEND_90,
            CustomerFeatures.LETTERS_30)) {
      assertThat(fold.features(AT).get(field)).as(field.name()).isEqualTo(told.get(0).get(field));
    }
    return told;
  }

  private static Fact drawn(Random random, int number) {
    String[] kinds = {
      "active",
      "friction",
      "repeated",
      "abandoned",
      "purchased",
      "renewed",
      "written_to",
      "payment_failed"
    };
    return new Fact(
        LocalDate.of(2025, 12, 1).plusDays(random.nextInt(200)),
        kinds[random.nextInt(kinds.length)],
        "f" + number,
        new double[] {1 + random.nextInt(5), random.nextInt(2), random.nextInt(2)},
        null,
        null,
        null);
  }
}
