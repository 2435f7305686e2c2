package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StabilityIndexTest {
  @Test
  void threeKnownMoves() {
    double[] deciles = new double[10];
    Arrays.fill(deciles, .1);
    assertThat(
            StabilityIndex.ofShares(
                deciles, new double[] {.06, .08, .09, .10, .10, .11, .11, .11, .12, .12}))
        .isCloseTo(.0361017, within(1e-7));
    assertThat(
            StabilityIndex.ofShares(
                new double[] {.25, .25, .25, .25}, new double[] {.4, .3, .2, .1}))
        .isCloseTo(.2282174, within(1e-7));
    assertThat(StabilityIndex.ofShares(new double[] {.5, .5}, new double[] {.6, .4}))
        .isCloseTo(.0405465, within(1e-7));
  }

  @Test
  void whatChanceAloneExceedsOnceInAHundred() {
    assertThat(StabilityIndex.byChance(10, 1_000, 1_000, .01)).isCloseTo(.0433, within(5e-5));
    assertThat(StabilityIndex.byChance(10, 10_000, 10_000, .01)).isCloseTo(.0043, within(5e-5));
    assertThat(StabilityIndex.byChance(20, 1_000, 1_000, .01)).isCloseTo(.0724, within(5e-5));
    assertThat(StabilityIndex.byChance(20, 10_000, 10_000, .01)).isCloseTo(.0072, within(5e-5));
  }

  @Test
  void anEmptyBinIsALargeMoveAndNotAnInfiniteOne() {
    assertThat(StabilityIndex.ofCounts(new long[] {50, 50}, new long[] {100, 0}))
        .isBetween(1.0, 5.0);
    assertThatThrownBy(() -> StabilityIndex.ofShares(new double[] {.5, .5}, new double[] {1, 0}))
        .hasMessageContaining("bin 1");
  }
}
