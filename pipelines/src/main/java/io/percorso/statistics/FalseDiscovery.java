package io.percorso.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of many findings to believe: a q-value is the smallest rate of false ones among those
 * believed at which a finding is still among them.
 */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * For tests that are independent or positively dependent. Y. Benjamini and Y. Hochberg, Journal
   * of the Royal Statistical Society B 57 (1995).
   *
   * @param p in any order, none NaN
   * @return the q-values in the same order
   */
  public static double[] benjaminiHochberg(double... p) {
    return qValues(p, 1);
  }

  /** For tests of any dependence. Y. Benjamini and D. Yekutieli, Annals of Statistics 29 (2001). */
  public static double[] benjaminiYekutieli(double... p) {
    return qValues(p, IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum());
  }

  private static double[] qValues(double[] p, double dependence) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(value + " is no probability");
      }
    }
    Integer[] largestFirst =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .toArray(Integer[]::new);
    double[] q = new double[p.length];
    double smallest = 1;
    for (int rank = p.length; rank >= 1; rank--) {
      int i = largestFirst[p.length - rank];
      smallest = Math.min(smallest, p[i] * p.length * dependence / rank);
      q[i] = smallest;
    }
    return q;
  }

  /** How many q-values are at most a rate. */
  public static long believed(double[] q, double rate) {
    return Arrays.stream(q).filter(value -> value <= rate).count();
  }
}
