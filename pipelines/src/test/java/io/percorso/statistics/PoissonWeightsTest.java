package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PoissonWeightsTest {
  private static final int MANY = 200_000;

  @Test
  void weightsAreThoseOfAPoissonWithMeanOne() {
    double[] share = new double[20];
    for (long customer = 0; customer < MANY; customer++) {
      share[PoissonWeights.weight(customer, 3)] += 1.0 / MANY;
    }
    double expected = Math.exp(-1);
    for (int k = 0; k < 6; k++) {
      assertThat(share[k]).as("share of weight %d", k).isCloseTo(expected, within(.004));
      expected /= k + 1;
    }
  }

  @Test
  void replicatesAndCustomersAreDrawnApart() {
    double replicates = 0;
    double customers = 0;
    for (long customer = 0; customer < MANY; customer++) {
      int weight = PoissonWeights.weight(customer, 0) - 1;
      replicates += weight * (PoissonWeights.weight(customer, 1) - 1.0) / MANY;
      customers += weight * (PoissonWeights.weight(customer + 1, 0) - 1.0) / MANY;
    }
    assertThat(replicates).as("correlation").isCloseTo(0, within(.01));
    assertThat(customers).as("correlation").isCloseTo(0, within(.01));
  }

  /** The mean of 400 customers who differ: its error by 200 replicates is the one by the book. */
  @Test
  void aBootstrapByTheseWeightsFindsTheErrorOfAMean() {
    int customers = 400;
    double square = 0;
    double mean = (customers - 1) / 2.0;
    for (int c = 0; c < customers; c++) {
      square += (c - mean) * (c - mean) / customers;
    }
    double sum = 0;
    double squares = 0;
    int replicates = 2_000;
    for (int b = 0; b < replicates; b++) {
      double weights = 0;
      double values = 0;
      for (int c = 0; c < customers; c++) {
        int weight = PoissonWeights.weight(c * 7_919L, b);
        weights += weight;
        values += weight * (double) c;
      }
      sum += values / weights / replicates;
      squares += values / weights * values / weights / replicates;
    }
    double error = Math.sqrt(squares - sum * sum);
    assertThat(error / Math.sqrt(square / customers)).isCloseTo(1, within(.06));
  }

  @Test
  void theSameCustomerHasTheSameWeightEveryTime() {
    assertThat(PoissonWeights.weight(42, 7)).isEqualTo(PoissonWeights.weight(42, 7));
  }
}
