package io.percorso.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How far a distribution has moved: the population stability index Σ (a − e) ln(a / e) over the
 * bins of a reference, which is the symmetric divergence of H. Jeffreys (1946). 0 when nothing
 * moved.
 */
public final class StabilityIndex {
  /** Added to each bin, so that an empty one is a large move and not an infinite one. */
  private static final double HALF = 0.5;

  private StabilityIndex() {}

  /**
   * @param expected shares of the reference by bin, all above 0
   * @param actual shares by bin, all above 0
   */
  public static double ofShares(double[] expected, double[] actual) {
    requireSameBins(expected.length, actual.length);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!(expected[i] > 0 && actual[i] > 0)) {
        throw new IllegalArgumentException(
            "bin %d has shares %s and %s: use counts where a bin may be empty"
                .formatted(i, expected[i], actual[i]));
      }
      sum += (actual[i] - expected[i]) * Math.log(actual[i] / expected[i]);
    }
    return sum;
  }

  /** The index of counts, half a case added to every bin. */
  public static double ofCounts(long[] expected, long[] actual) {
    requireSameBins(expected.length, actual.length);
    return ofShares(shares(expected), shares(actual));
  }

  private static double[] shares(long[] counts) {
    double all = Arrays.stream(counts).sum() + HALF * counts.length;
    return Arrays.stream(counts).mapToDouble(count -> (count + HALF) / all).toArray();
  }

  private static void requireSameBins(int expected, int actual) {
    if (expected != actual || expected < 2) {
      throw new IllegalArgumentException(
          "%d bins against %d; both need the same, at least 2".formatted(expected, actual));
    }
  }

  /**
   * What the index exceeds with a small probability though nothing moved: about (1/n + 1/m) times a
   * chi-square with one degree less than bins.
   *
   * @param probability such as 0.01
   */
  public static double byChance(int bins, long expected, long actual, double probability) {
    return (1.0 / expected + 1.0 / actual)
        * new ChiSquaredDistribution(null, bins - 1).inverseCumulativeProbability(1 - probability);
  }

  /**
   * How probable an index at least this large is though nothing moved: {@link #byChance} the other
   * way round. 1 when one side has no case.
   */
  public static double chance(int bins, long expected, long actual, double index) {
    if (expected == 0 || actual == 0) {
      return 1;
    }
    double square = index / (1.0 / expected + 1.0 / actual);
    return 1 - new ChiSquaredDistribution(null, bins - 1).cumulativeProbability(square);
  }
}
