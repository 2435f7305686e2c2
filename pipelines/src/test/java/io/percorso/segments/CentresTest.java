package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CentresTest {
  private static final Centres CENTRES = new Centres(new double[][] {{0, 0}, {4, 0}, {0, 3}});

  @Test
  void whoIsAsNearToTwoBelongsToTheFirst() {
    assertThat(CENTRES.nearest(new double[] {2, 0})).isZero();
    assertThat(CENTRES.nearest(new double[] {2.001, 0})).isEqualTo(1);
  }

  @Test
  void everyPointHasItsCentre() {
    assertThat(CENTRES.nearest(List.of(new double[] {5, 5}, new double[] {0, 2})))
        .containsExactly(1, 2);
  }

  @Test
  void distanceIsTheStraightLine() {
    assertThat(Centres.distance(new double[] {4, 0}, new double[] {0, 3})).isEqualTo(5);
  }
}
