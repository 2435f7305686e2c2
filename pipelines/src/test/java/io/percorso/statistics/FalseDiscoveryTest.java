package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
  /** The fifteen of Benjamini and Hochberg's own example. */
  private static final double[] P = {
    .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528,
    .7590, 1
  };

  @Test
  void theExampleOfBenjaminiAndHochberg() {
    assertThat(FalseDiscovery.benjaminiHochberg(P))
        .containsExactly(
            new double[] {
              .0015, .0030, .0095, .0356, .0603, .0639, .0639, .0645, .0765, .4860, .5812, .7149,
              .7532, .8132, 1
            },
            within(5.1e-5));
    assertThat(FalseDiscovery.believed(FalseDiscovery.benjaminiHochberg(P), .05)).isEqualTo(4);
    assertThat(FalseDiscovery.believed(FalseDiscovery.benjaminiYekutieli(P), .05)).isEqualTo(3);
  }

  @Test
  void theOrderOfTheTestsIsKept() {
    assertThat(FalseDiscovery.benjaminiHochberg(.04, .01, .03))
        .containsExactly(new double[] {.04, .03, .04}, within(1e-12));
    assertThat(FalseDiscovery.benjaminiHochberg()).isEmpty();
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> FalseDiscovery.benjaminiHochberg(.1, Double.NaN))
        .hasMessage("NaN is no probability");
  }
}
