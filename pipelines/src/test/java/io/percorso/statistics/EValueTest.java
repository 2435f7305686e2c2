package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EValueTest {
  @Test
  void ofARiskRatioAndOfItsInverse() {
    assertThat(EValue.of(1.5)).isCloseTo(2.366025, within(1e-6));
    assertThat(EValue.of(1 / 1.5)).isCloseTo(2.366025, within(1e-6));
    assertThat(EValue.of(1)).isEqualTo(1);
  }

  @Test
  void ofAnIntervalThatOfTheEndNearerToNone() {
    assertThat(EValue.of(new Interval(1.5, 4))).isCloseTo(2.366025, within(1e-6));
    assertThat(EValue.of(new Interval(.2, 1 / 1.5))).isCloseTo(2.366025, within(1e-6));
    assertThat(EValue.of(new Interval(.9, 4))).isEqualTo(1);
  }
}
