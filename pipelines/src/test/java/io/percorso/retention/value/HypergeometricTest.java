package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class HypergeometricTest {
  private static final double DIGITS = 1e-10;

  /** Worked out with mpmath, 30 digits. */
  @Test
  void inAllOfItsRangeItHasTheValuesOfAnArithmeticWithThirtyDigits() {
    assertThat(Hypergeometric.ofOne(.5, 1.5, .25))
        .isCloseTo(1.09861228866811, withinPercentage(DIGITS));
    assertThat(Hypergeometric.ofOne(2, 3.5, .5))
        .isCloseTo(1.43805509807655, withinPercentage(DIGITS));
    assertThat(Hypergeometric.ofOne(.2533, .8595, .9))
        .isCloseTo(2.06095311940564, withinPercentage(DIGITS));
    assertThat(Hypergeometric.ofOne(26.5, 28.1, .05))
        .isCloseTo(1.04949177742332, withinPercentage(DIGITS));
    assertThat(Hypergeometric.ofOne(133.55, 134.16, .3))
        .isCloseTo(1.42580176330229, withinPercentage(DIGITS));
    assertThat(Hypergeometric.ofOne(5, 205.5, .7))
        .isCloseTo(1.0173864429412, withinPercentage(DIGITS));
  }

  @Test
  void nearTheEndOfItsRangeItStillSettles() {
    assertThat(Hypergeometric.ofOne(1.6, 3.2, .999))
        .isCloseTo(3.52205837738937, withinPercentage(1e-8));
    assertThat(Hypergeometric.ofOne(.3, 1.05, .99999))
        .isCloseTo(20.7807069912599, withinPercentage(1e-8));
  }

  @Test
  void withTheArgumentsOfALogarithmItIsOne() {
    assertThat(Hypergeometric.ofOne(1, 2, .5)).isCloseTo(2 * Math.log(2), within(1e-15));
    assertThat(Hypergeometric.ofOne(1, 2, 0)).isEqualTo(1);
  }

  @Test
  void outsideOfItsRangeItIsRefused() {
    assertThatThrownBy(() -> Hypergeometric.ofOne(1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 ≤ z < 1");
    assertThatThrownBy(() -> Hypergeometric.ofOne(1, 2, -.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hypergeometric.ofOne(2, 2, .5)).hasMessageContaining("c > b > 0");
    assertThatThrownBy(() -> Hypergeometric.ofOne(Double.NaN, 2, .5)).hasMessageContaining("NaN");
  }

  @Test
  void soNearToOneThatItDoesNotSettleItSaysSo() {
    assertThatThrownBy(() -> Hypergeometric.ofOne(1, 1.5, Math.nextDown(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has not settled");
  }
}
