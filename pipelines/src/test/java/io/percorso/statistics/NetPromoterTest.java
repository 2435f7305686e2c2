package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NetPromoterTest {
  @Test
  void theErrorIsThatOfAnswersOfOneNoughtAndMinusOne() {
    NetPromoter half = NetPromoter.of(162, 108, 54);
    assertThat(half.score()).isCloseTo(33.33, within(5e-3));
    assertThat(half.error()).isCloseTo(4.1409, within(5e-5));
    assertThat((half.interval(1.959964).high() - half.interval(1.959964).low()) / 2)
        .isCloseTo(8.116, within(5e-4));

    NetPromoter thousand = NetPromoter.of(500, 300, 200);
    assertThat(thousand.score()).isCloseTo(30, within(1e-12));
    assertThat(thousand.error()).isCloseTo(2.4698, within(5e-5));
    assertThat(1.959964 * thousand.error()).isCloseTo(4.8408, within(5e-4));
  }

  @Test
  void aScoreStaysOnItsScaleAndNobodyGivesNone() {
    assertThat(NetPromoter.of(9, 1, 0).interval(3).high()).isEqualTo(100);
    assertThatThrownBy(() -> NetPromoter.of(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
