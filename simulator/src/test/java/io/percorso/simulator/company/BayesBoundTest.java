package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.percorso.simulator.company.BayesBound.Realised;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BayesBoundTest {
  private static final int CUSTOMERS = 100_000;

  @Test
  void polynomialsUpToDegree41AreExact() {
    double moment = 1;
    for (int degree = 0; degree <= 41; degree++) {
      int power = degree;
      double found = BayesBound.normalMean(u -> Math.pow(u, power));
      if (degree % 2 == 1) {
        assertThat(found / moment / degree).as("degree %d", degree).isCloseTo(0, within(1e-12));
      } else {
        moment *= Math.max(1, degree - 1);
        assertThat(found / moment).as("degree %d", degree).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void degree42IsNotExact() {
    double moment =
        IntStream.rangeClosed(1, 21).mapToDouble(i -> 2.0 * i - 1).reduce(1, (a, b) -> a * b);
    assertThat(BayesBound.normalMean(u -> Math.pow(u, 42)) / moment).isLessThan(1 - 1e-7);
  }

  /** Expected values by adaptive quadrature over -12 to 12 (QUADPACK), error below 1e-13. */
  @Test
  void theKnowableProbabilityIsTheMeanOverTheUnknownTrait() {
    assertThat(BayesBound.probability(0, .8)).isCloseTo(.5, within(1e-12));
    assertThat(BayesBound.probability(-3.3, .8)).isCloseTo(.04659042281196159, within(1e-12));
    assertThat(BayesBound.probability(1.7, .8)).isCloseTo(.8193674051937476, within(1e-12));
    assertThat(BayesBound.probability(-2, .5)).isCloseTo(.12900653637722162, within(1e-12));
    assertThat(BayesBound.probability(-6, 1.5)).isCloseTo(.007222664369677124, within(1e-9));
    assertThat(BayesBound.probability(-3.3, 0)).isCloseTo(.03557118927263618, within(1e-15));
  }

  @Test
  void probabilitiesStayBetweenZeroAndOneHoweverLargeTheLogit() {
    assertThat(BayesBound.probability(-2000)).isZero();
    assertThat(BayesBound.probability(2000)).isEqualTo(1);
    assertThat(BayesBound.probability(-40) + BayesBound.probability(40)).isEqualTo(1);
  }

  @Test
  void theBoundIsTheSumOverAllPairsTiesIncluded() {
    Dice dice = Dice.of(4, "bound");
    double[] p = IntStream.range(0, 200).mapToDouble(i -> dice.below(50) / 60.0).toArray();
    double above = 0;
    double yes = 0;
    double no = 0;
    for (double first : p) {
      yes += first;
      no += 1 - first;
      for (double second : p) {
        double order = first > second ? 1 : first == second ? .5 : 0;
        above += first * (1 - second) * order;
      }
    }
    BayesBound bound = BayesBound.of(p);
    assertThat(bound.auc()).isCloseTo(above / (yes * no), within(1e-12));
    assertThat(bound.baseRate()).isCloseTo(yes / 200, within(1e-12));
  }

  @Test
  void equalProbabilitiesTellNothingApart() {
    BayesBound bound = BayesBound.of(new double[] {.2, .2, .2, .2});
    assertThat(bound.auc()).isEqualTo(.5);
    assertThat(bound.brier()).isCloseTo(.16, within(1e-15));
    assertThat(bound.logLoss()).isCloseTo(.5004024235381879, within(1e-15));
  }

  @Test
  void certaintyTellsAllApart() {
    BayesBound bound = BayesBound.of(new double[] {0, 1, 0, 1});
    assertThat(bound).isEqualTo(new BayesBound(.5, 1, 0, 0));
  }

  @Test
  void impossibleProbabilitiesAreRefused() {
    for (double[] wrong : List.of(new double[0], new double[] {.5, 1.5}, new double[] {-.1, .5})) {
      assertThatIllegalArgumentException().isThrownBy(() -> BayesBound.of(wrong));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesBound.of(new double[] {.5, Double.NaN}));
    assertThatIllegalArgumentException().isThrownBy(() -> BayesBound.of(new double[] {0, 0}));
  }

  @Test
  void realisedIsTheShareOfOrderedPairsTiesOneHalf() {
    Dice dice = Dice.of(4, "realised");
    double[] scores = IntStream.range(0, 200).mapToDouble(i -> dice.below(40)).toArray();
    boolean[] happened = new boolean[200];
    for (int i = 0; i < 200; i++) {
      happened[i] = dice.chance(scores[i] / 60);
    }
    double above = 0;
    long pairs = 0;
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 200; j++) {
        if (happened[i] && !happened[j]) {
          pairs++;
          above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? .5 : 0;
        }
      }
    }
    Realised realised = realised(scores, happened);
    assertThat(realised.auc()).isCloseTo(above / pairs, within(1e-12));
    assertThat(realised.happened() * realised.others()).isEqualTo(pairs);
  }

  @Test
  void equalScoresAreOneHalf() {
    Realised realised =
        realised(new double[] {3, 3, 3, 3}, new boolean[] {true, false, true, false});
    assertThat(realised.auc()).isEqualTo(.5);
    assertThat(realised.standardError()).isZero();
  }

  /** Ten rows by hand: 21 of 25 pairs are in order; placements of both kinds give the variance. */
  @Test
  void aSmallCaseByHand() {
    double[] scores = {.1, .2, .3, .4, .6, .7, .8, .9, .35, .65};
    boolean[] happened = {false, false, true, false, true, true, true, true, false, false};
    Realised realised = realised(scores, happened);
    assertThat(realised.auc()).isCloseTo(.84, within(1e-15));
    // yes: .4 .8 1 1 1, variance .068; no: 1 1 .8 .8 .6, variance .028
    assertThat(realised.standardError()).isCloseTo(Math.sqrt(.068 / 5 + .028 / 5), within(1e-15));
  }

  @Test
  void theStandardErrorIsTheSpreadOverManySamples() {
    int samples = 2_000;
    double[] aucs = new double[samples];
    double errors = 0;
    for (int sample = 0; sample < samples; sample++) {
      Dice dice = Dice.of(9, "spread", sample);
      double[] scores = new double[300];
      boolean[] happened = new boolean[300];
      for (int i = 0; i < 300; i++) {
        happened[i] = i < 60;
        scores[i] = dice.normal() + (happened[i] ? 1 : 0);
      }
      Realised realised = realised(scores, happened);
      aucs[sample] = realised.auc();
      errors += realised.standardError() / samples;
    }
    double mean = Arrays.stream(aucs).average().orElseThrow();
    double spread =
        Math.sqrt(Arrays.stream(aucs).map(a -> (a - mean) * (a - mean)).sum() / (samples - 1));
    // normal scores one deviation apart: AUC is the normal distribution at 1 / sqrt(2)
    assertThat(mean).isCloseTo(.7602499389065233, within(4 * spread / Math.sqrt(samples)));
    assertThat(errors / spread).isCloseTo(1, within(4 / Math.sqrt(2.0 * samples)));
  }

  @Test
  void shuffledOutcomesTellNothing() {
    Churn churn = churn(.8, 20_000);
    List<Boolean> outcomes = new ArrayList<>();
    for (boolean happened : churn.happened) {
      outcomes.add(happened);
    }
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(outcomes, new java.util.Random(round));
      boolean[] shuffled = new boolean[outcomes.size()];
      for (int i = 0; i < shuffled.length; i++) {
        shuffled[i] = outcomes.get(i);
      }
      Realised realised = realised(churn.observable, shuffled);
      assertThat(realised.auc()).isCloseTo(.5, within(3 * realised.standardError()));
    }
  }

  @Test
  void tooFewOfAKindHaveNoError() {
    assertThat(BayesBound.realised(new double[] {1, 2, 3}, new boolean[] {true, false, false}))
        .isEmpty();
    assertThat(BayesBound.realised(new double[0], new boolean[0])).isEmpty();
  }

  @Test
  void scoresAndOutcomesMustBelongTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesBound.realised(new double[2], new boolean[3]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesBound.realised(new double[] {Double.NaN}, new boolean[1]));
  }

  /** The published row of the design: base rate, AUC of what is known, Brier score, log loss. */
  @Test
  void withoutAnUnknownTraitTheBoundIsThePublishedOne() {
    assertPublished(churn(0, CUSTOMERS), .0492, .7797, .7818, .0427, .1682);
  }

  @Test
  void anUnknownTraitLowersTheBoundAsPublished() {
    Churn churn = churn(.8, CUSTOMERS);
    assertPublished(churn, .0588, .7750, .7678, .0503, .1923);
    assertThat(realised(churn.full, churn.happened).auc()).isCloseTo(.8237, within(.01));
  }

  @Test
  void theBoundAndWhatHappenedAgreeWithinThreeErrors() {
    for (double deviation : new double[] {0, .8, 1.5}) {
      Churn churn = churn(deviation, CUSTOMERS);
      Realised realised = realised(churn.observable, churn.happened);
      assertThat(BayesBound.of(churn.observable).auc())
          .isCloseTo(realised.auc(), within(3 * realised.standardError()));
    }
  }

  private static void assertPublished(
      Churn churn, double baseRate, double realised, double auc, double brier, double logLoss) {
    BayesBound bound = BayesBound.of(churn.observable);
    assertThat(bound.baseRate()).isCloseTo(baseRate, within(.01));
    assertThat(realised(churn.observable, churn.happened).auc()).isCloseTo(realised, within(.01));
    assertThat(bound.auc()).isCloseTo(auc, within(.01));
    assertThat(bound.brier()).isCloseTo(brier, within(.01));
    assertThat(bound.logLoss()).isCloseTo(logLoss, within(.01));
  }

  private static Realised realised(double[] scores, boolean[] happened) {
    return BayesBound.realised(scores, happened).orElseThrow();
  }

  private record Churn(double[] full, double[] observable, boolean[] happened) {}

  /**
   * Customers who leave by the churn formula of the design, which does not say how the repeats,
   * prices, pauses and tenures are spread: those are this test's.
   */
  private static Churn churn(double deviation, int customers) {
    Dice dice = Dice.of(20240601, "churn");
    Churn churn = new Churn(new double[customers], new double[customers], new boolean[customers]);
    for (int i = 0; i < customers; i++) {
      int frictions = dice.poisson(.8 * Math.exp(.5 * dice.normal()));
      double price = dice.chance(.15) ? 1 : 0;
      double logit =
          -3.3
              + .45 * Math.min(frictions, 5)
              + .35 * Math.min(dice.poisson(.3), 4)
              + (dice.chance(.04) ? 1.3 : 0)
              + .8 * price
              + .9 * Math.log1p(dice.exponential(9) / 7)
              - .35 * Math.log1p(dice.exponential(24))
              - .4 * dice.normal()
              - (dice.chance(.6) ? .9 : 0)
              + (frictions >= 2 ? .5 * price : 0);
      churn.full[i] = BayesBound.probability(logit + deviation * dice.normal());
      churn.observable[i] = BayesBound.probability(logit, deviation);
      churn.happened[i] = dice.chance(churn.full[i]);
    }
    return churn;
  }
}
