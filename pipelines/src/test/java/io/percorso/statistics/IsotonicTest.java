package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

  @Test
  void whatMayNotRiseIsPooledWhereItDoes() {
    assertThat(Isotonic.falling(new double[] {7, 5, 3, 5, 1}, new double[] {1, 1, 1, 1, 1}))
        .containsExactly(7, 5, 4, 4, 1);
  }

  @Test
  void aWeightOfNothingAndWhatIsNoNumberAreRefused() {
    double[] ones = {1, 1};
    assertThatThrownBy(() -> Isotonic.fit(new double[] {1, 2}, new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value 1 is 2.0 with weight 0.0");
    assertThatThrownBy(() -> Isotonic.fit(new double[] {Double.NaN, 2}, ones))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Isotonic.fit(new double[] {1}, ones))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 values and 2 weights");
  }
}
