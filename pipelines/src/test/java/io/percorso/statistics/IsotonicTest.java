package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IsotonicTest {
  @Test
  void neighboursThatFallArePooledByTheirWeights() {
    assertThat(Isotonic.fit(new double[] {1, 3, 2, 4}, new double[] {1, 1, 3, 1}))
        .containsExactly(new double[] {1, 2.25, 2.25, 4}, within(1e-12));
  }

  @Test
  void aPoolThatFallsBelowTheOneBeforeItIsPooledAgain() {
    assertThat(Isotonic.fit(new double[] {4, 5, 1, 9}, new double[] {1, 1, 1, 1}))
        .containsExactly(new double[] {10 / 3.0, 10 / 3.0, 10 / 3.0, 9}, within(1e-12));
  }

  @Test
  void whatNeverFallsIsLeftAsItIs() {
    double[] ones = {1, 1, 1};
    assertThat(Isotonic.violation(new double[] {1, 1, 2}, ones)).isZero();
    assertThat(Isotonic.violation(new double[] {1, 3, 2}, ones)).isCloseTo(.5, within(1e-12));
  }
}
