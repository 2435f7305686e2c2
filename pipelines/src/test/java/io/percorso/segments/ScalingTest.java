package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static double e(int power) {
    return Math.exp(power) - 1;
  }

  /** Logarithms 0, 2, 4: mean 2, deviation √(8/3). */
  @Test
  void logarithmsInDeviationsFromTheirMean() {
    Scaling scaling =
        Scaling.of(List.of(new double[] {e(0), 5}, new double[] {e(2), 5}, new double[] {e(4), 5}));
    assertThat(scaling.scaled(new double[] {e(4), 5})[0])
        .isCloseTo(2 / Math.sqrt(8 / 3.0), within(1e-12));
    assertThat(scaling.scaled(new double[] {e(2), 9})).containsExactly(0, 0);
  }

  @Test
  void whatLiesBeyondTheLastHundredthIsDrawnIn() {
    List<double[]> figures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      figures.add(new double[] {e(i == 99 ? 30 : i % 3)});
    }
    Scaling scaling = Scaling.of(figures);
    assertThat(scaling.high()[0]).isCloseTo(2, within(1e-12));
    assertThat(scaling.scaled(new double[] {e(30)}))
        .containsExactly(scaling.scaled(new double[] {e(2)}));
  }

  @Test
  void aPointOfAnotherScalingIsFoundWhereItLies() {
    Scaling narrow = Scaling.of(List.of(new double[] {e(0)}, new double[] {e(2)}));
    Scaling wide = Scaling.of(List.of(new double[] {e(0)}, new double[] {e(4)}));
    // Logarithm 1 + 1 = 2 of the narrow one is the middle of the wide one.
    assertThat(wide.moved(new double[] {1}, narrow)[0]).isCloseTo(0, within(1e-12));
  }
}
