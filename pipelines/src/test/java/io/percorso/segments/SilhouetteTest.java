package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SilhouetteTest {
  private static final List<double[]> ON_A_LINE =
      List.of(new double[] {0}, new double[] {1}, new double[] {4}, new double[] {6});

  /** 0: a 1, b 5; 1: a 1, b 4; 4: a 2, b 3.5; 6: a 2, b 5.5. */
  @Test
  void asComputedByHand() {
    double expected = (4 / 5.0 + 3 / 4.0 + 1.5 / 3.5 + 3.5 / 5.5) / 4;
    assertThat(Silhouette.mean(ON_A_LINE, new int[] {0, 0, 1, 1}, 2))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void whoIsAloneCountsNothing() {
    // 0: a (1 + 4) / 2, b 6; 1: a 2, b 5; 4: a 3.5, b 2; 6: alone.
    assertThat(Silhouette.mean(ON_A_LINE, new int[] {0, 0, 0, 1}, 2))
        .isCloseTo((3.5 / 6 + 3 / 5.0 + (2 - 3.5) / 3.5) / 4, within(1e-12));
  }

  @Test
  void oneClusterHasNoSilhouette() {
    assertThat(Silhouette.mean(ON_A_LINE, new int[] {1, 1, 1, 1}, 2)).isZero();
  }

  @Test
  void thoseOfOnePlaceAreNoFigureThatIsNone() {
    List<double[]> same = List.of(new double[] {2}, new double[] {2}, new double[] {2});
    assertThat(Silhouette.mean(same, new int[] {0, 0, 1}, 2)).isZero();
  }
}
