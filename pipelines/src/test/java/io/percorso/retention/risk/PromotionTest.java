package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.retention.risk.Promotion.Condition;
import io.percorso.retention.risk.Promotion.Rule;
import io.percorso.retention.value.Campaign;
import io.percorso.statistics.Platt;
import io.percorso.statistics.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Customers of whom one part is seen by both models and another by the better one alone. A test
 * bends what the challenger says in one way, so that one condition fails and the others hold.
 */
class PromotionTest {
  private static final int REPLICATES = 200;

  /** What is known of a customer: two parts of his log odds, a group, and what he did. */
  private record Customer(String id, double seen, double hidden, String group, boolean hasLeft) {}

  private static final List<Customer> CUSTOMERS = customers();

  private static List<Customer> customers() {
    SplittableRandom random = new SplittableRandom(11);
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      double seen = -2 + ModelsOfTest.normal(random);
      double hidden = .8 * ModelsOfTest.normal(random);
      boolean hasLeft = random.nextDouble() < 1 / (1 + Math.exp(-seen - hidden));
      customers.add(
          new Customer("c" + i, seen, hidden, i % 6 == 0 ? "yearly" : "monthly", hasLeft));
    }
    return customers;
  }

  /** What a model says that knows the log odds so well; calibrated by what came of it. */
  private static List<ScoredRow> said(List<Customer> of, ToDoubleFunction<Customer> logOdds) {
    double[] scores = of.stream().mapToDouble(logOdds).toArray();
    boolean[] hasLeft = new boolean[scores.length];
    for (int i = 0; i < hasLeft.length; i++) {
      hasLeft[i] = of.get(i).hasLeft;
    }
    Calibrator calibrator = new Calibrator.Line(Platt.fit(Predictions.of(scores, hasLeft)));
    List<ScoredRow> rows = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Customer customer = of.get(i);
      rows.add(
          new ScoredRow(
              customer.id,
              customer.group,
              scores[i],
              calibrator.probability(scores[i]),
              customer.hasLeft));
    }
    return rows;
  }

  private static List<ScoredRow> champion() {
    return said(CUSTOMERS, c -> c.seen);
  }

  private static List<ScoredRow> challenger() {
    return said(CUSTOMERS, c -> c.seen + c.hidden);
  }

  /** The same rows with other log odds of the probability; the score stays. */
  private static List<ScoredRow> bent(List<ScoredRow> rows, double move, double turn) {
    return rows.stream()
        .map(
            r -> {
              double logOdds = Math.log(r.probability() / (1 - r.probability()));
              double p = 1 / (1 + Math.exp(-move - turn * logOdds));
              return new ScoredRow(r.customer(), r.group(), r.score(), p, r.hasLeft());
            })
        .toList();
  }

  /** One score for all who are about as likely to leave as pays to address. */
  private static double weakInTheMiddle(Customer c, double width) {
    double logOdds = c.seen + c.hidden;
    return Math.abs(logOdds + 1.6) < width ? -1.6 : logOdds;
  }

  private static Promotion promotion(List<ScoredRow> champion, List<ScoredRow> challenger) {
    return Promotion.of(champion, challenger, Campaign.OF_TELEPHONY, REPLICATES);
  }

  private static void assertOnlyFails(Rule rule, Promotion promotion) {
    assertThat(promotion.isPromoted()).isFalse();
    assertThat(promotion.conditions())
        .filteredOn(condition -> !condition.holds())
        .extracting(Condition::rule)
        .containsExactly(rule);
  }

  @Test
  void aModelThatKnowsMoreIsPromoted() {
    Promotion promotion = promotion(champion(), challenger());
    promotion.conditions().forEach(c -> System.out.println(c.rule() + ": " + c.sentence()));
    assertThat(promotion.conditions()).allMatch(Condition::holds).hasSize(Rule.values().length);
    assertThat(promotion.isPromoted()).isTrue();
  }

  @Test
  void theSameModelIsNotPromotedForItsLogLossDoesNotFall() {
    assertOnlyFails(Rule.LOG_LOSS, promotion(champion(), champion()));
  }

  @Test
  void aModelThatRanksWorseIsNotPromotedThoughItsLogLossFalls() {
    // The champion prices badly and is weak where it is decided who is addressed; the challenger
    // cannot tell apart those below, whom nobody addresses.
    List<ScoredRow> champion = bent(said(CUSTOMERS, c -> weakInTheMiddle(c, .3)), 1, 1);
    List<ScoredRow> challenger = said(CUSTOMERS, c -> Math.max(-2.3, c.seen + c.hidden));
    assertOnlyFails(Rule.AUC, promotion(champion, challenger));
  }

  @Test
  void probabilitiesThatSayTooMuchAreNotPromoted() {
    // Turned about the mean, so that as many are predicted.
    assertOnlyFails(Rule.SLOPE, promotion(champion(), bent(challenger(), .17, 1.14)));
  }

  @Test
  void tooManyPredictedLeaversAreNotPromoted() {
    assertOnlyFails(Rule.IN_THE_LARGE, promotion(champion(), bent(challenger(), .12, 1)));
  }

  @Test
  void aGroupThatIsServedWorseIsNotPromoted() {
    List<ScoredRow> challenger =
        said(CUSTOMERS, c -> c.group.equals("yearly") ? .6 * c.seen - .5 : c.seen + c.hidden);
    List<ScoredRow> champion =
        said(CUSTOMERS, c -> c.group.equals("yearly") ? c.seen + c.hidden / 3 : c.seen);
    assertOnlyFails(Rule.GROUPS, promotion(champion, challenger));
  }

  @Test
  void aGroupOfFewLeaversCannotKeepAModelBack() {
    List<Customer> few = new ArrayList<>();
    for (Customer c : CUSTOMERS) {
      boolean isTiny = few.size() % 60 == 0;
      few.add(new Customer(c.id, c.seen, c.hidden, isTiny ? "tiny" : "monthly", c.hasLeft));
    }
    List<ScoredRow> challenger = said(few, c -> c.group.equals("tiny") ? -2 : c.seen + c.hidden);
    assertThat(promotion(said(few, c -> c.seen), challenger).isPromoted()).isTrue();
  }

  @Test
  void lessProfitAtTheTopIsNotPromoted() {
    // It knows more of those at both ends, and less where it is decided who is addressed.
    List<ScoredRow> champion =
        said(CUSTOMERS, c -> Math.max(-2.6, Math.min(-.6, c.seen + c.hidden)));
    List<ScoredRow> challenger = said(CUSTOMERS, c -> weakInTheMiddle(c, .4));
    assertOnlyFails(Rule.PROFIT, promotion(champion, challenger));
  }

  @Test
  void rowsOfOneOutcomePromoteNobody() {
    List<ScoredRow> stayed = challenger().stream().filter(r -> !r.hasLeft()).toList();
    assertOnlyFails(Rule.BOTH_OUTCOMES, promotion(stayed, stayed));
    assertOnlyFails(Rule.BOTH_OUTCOMES, promotion(List.of(), List.of()));
  }

  @Test
  void eachSentenceNamesItsFigureAndNoneIsMissing() {
    for (Condition condition : promotion(champion(), challenger()).conditions()) {
      assertThat(condition.sentence()).containsPattern("\\d").doesNotContain("NaN");
      assertThat(condition.figure()).isFinite();
    }
  }

  @Test
  void bothModelsMustHaveScoredTheSameRows() {
    List<ScoredRow> rows = champion();
    assertThatThrownBy(() -> promotion(rows, rows.subList(1, rows.size())))
        .hasMessageContaining("12000 rows and the challenger 11999");
    List<ScoredRow> turned = new ArrayList<>(rows);
    Collections.swap(turned, 0, 1);
    assertThatThrownBy(() -> promotion(rows, turned)).hasMessageContaining("row 0 is");
  }
}
