package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BayesAucTest {
  @Test
  void twoRowsByHand() {
    BayesAuc best = BayesAuc.of(new double[] {.8, .2});
    // .8 above .2: .64; each beside its like: .08 twice; of Σp Σ(1 − p) = 1.
    assertThat(best.auc()).isCloseTo(.8, within(1e-12));
    assertThat(best.brier()).isCloseTo(.16, within(1e-12));
    assertThat(best.logLoss()).isCloseTo(-.8 * Math.log(.8) - .2 * Math.log(.2), within(1e-12));
  }

  @Test
  void oneProbabilityForAllRanksNothingAndCertaintyRanksAll() {
    assertThat(BayesAuc.of(new double[] {.3, .3, .3}).auc()).isCloseTo(.5, within(1e-12));
    assertThat(BayesAuc.of(new double[] {1, 0, 0})).isEqualTo(new BayesAuc(1, 0, 0));
  }

  @Test
  void countedPairByPairItIsTheSame() {
    SplittableRandom random = new SplittableRandom(11);
    double[] p = random.doubles(200).map(x -> Math.round(x * 50) / 50.0).toArray();
    double pairs = 0;
    for (double one : p) {
      for (double other : p) {
        pairs += one * (1 - other) * (one > other ? 1 : one == other ? .5 : 0);
      }
    }
    double events = Arrays.stream(p).sum();
    assertThat(BayesAuc.of(p).auc()).isCloseTo(pairs / events / (p.length - events), within(1e-12));
  }

  @Test
  void whoKnowsTheTruthReachesItAndNothingMore() {
    SplittableRandom random = new SplittableRandom(3);
    double[] p = random.doubles(40_000).map(x -> x * x).toArray();
    boolean[] happened = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      happened[i] = random.nextDouble() < p[i];
    }
    BayesAuc best = BayesAuc.of(p);
    Predictions truth = Predictions.of(p, happened);
    assertThat(Ranking.auc(truth)).isCloseTo(best.auc(), within(.01));
    assertThat(Calibration.brier(truth)).isCloseTo(best.brier(), within(.01));
    assertThat(Calibration.logLoss(truth)).isCloseTo(best.logLoss(), within(.01));
  }

  @Test
  void whatIsNoProbabilityAndWhatIsCertainForAllAreRefused() {
    for (double bad : new double[] {Double.NaN, -.1, 1.1}) {
      assertThatThrownBy(() -> BayesAuc.of(new double[] {.5, bad}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a true probability of " + bad);
    }
    assertThatThrownBy(() -> BayesAuc.of(new double[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0 events are to be expected of 2 rows");
    assertThatThrownBy(() -> BayesAuc.of(new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BayesAuc.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
