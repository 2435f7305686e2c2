package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LikeliestTest {
  @Test
  void theTopIsFoundFarFromTheStartAndOnARidge() {
    Likeliest found =
        Likeliest.of(
            new double[] {1, 1},
            p -> {
              double along = Math.log(p[0]) - 4;
              double across = Math.log(p[1]) + 3 - along * along;
              return -1 - along * along - 100 * across * across;
            });
    assertThat(found.isConverged()).isTrue();
    assertThat(found.parameters()[0]).isCloseTo(Math.exp(4), within(1e-4));
    assertThat(found.parameters()[1]).isCloseTo(Math.exp(-3), within(1e-6));
    assertThat(found.logLikelihood()).isCloseTo(-1, within(1e-10));
  }

  @Test
  void aParameterThatRunsAwayIsNoAnswer() {
    Likeliest found = Likeliest.of(new double[] {1}, p -> -1 / p[0]);
    assertThat(found.isConverged()).isFalse();
    assertThat(found.parameters()[0]).isFinite();
  }

  @Test
  void aSearchThatNeverComesToRestIsNoAnswer() {
    double[] looks = new double[1];
    Likeliest found = Likeliest.of(new double[] {1, 1}, p -> ++looks[0]);
    assertThat(found.isConverged()).isFalse();
  }

  @Test
  void placesWithoutALikelihoodAreWalkedAround() {
    Likeliest found =
        Likeliest.of(
            new double[] {1},
            p -> p[0] > 2.1 ? Double.NaN : -Math.pow(Math.log(p[0]) - Math.log(2), 2));
    assertThat(found.parameters()[0]).isCloseTo(2, within(1e-5));
  }
}
