package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdjustedRandTest {
  @Test
  void thePartsNamesDoNotMatter() {
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 1}, new int[] {7, 7, 3, 3})).isEqualTo(1);
  }

  /**
   * Counts 2 0 / 1 2 / 0 1: pairs together 1 + 1 = 2; by rows 1 + 3 + 0 = 4, by columns 3 + 3 = 6,
   * of 15; expected 1.6; (2 − 1.6) / (5 − 1.6).
   */
  @Test
  void asComputedByHand() {
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 1, 1, 2}, new int[] {0, 0, 0, 1, 1, 1}))
        .isCloseTo(0.4 / 3.4, within(1e-12));
  }

  /** No pair is together in both, 2 · 2 / 6 were to be expected: (0 − ⅔) / (2 − ⅔). */
  @Test
  void crossedHalvesAgreeLessThanByChance() {
    assertThat(AdjustedRand.index(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}))
        .isCloseTo(-0.5, within(1e-12));
  }

  @Test
  void onePartOnBothSidesIsTheSamePartition() {
    assertThat(AdjustedRand.index(new int[] {0, 0, 0}, new int[] {4, 4, 4})).isEqualTo(1);
  }

  @Test
  void bothMustTellOfTheSameCustomers() {
    assertThatThrownBy(() -> AdjustedRand.index(new int[] {0, 1}, new int[] {0}))
        .hasMessageContaining("2 and 1 customers");
  }
}
