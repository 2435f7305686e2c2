package io.percorso.segments;

import java.util.HashMap;
import java.util.Map;

/**
 * How far two partitions of the same customers agree: 1 the same, 0 as chance would have it, below
 * 0 less than that. L. Hubert and P. Arabie, Comparing partitions, Journal of Classification 2
 * (1985): with n(i,j) customers in part i of the one and j of the other, (Σ C(n(i,j),2) − E) / (M −
 * E), where E is the product of both sums of pairs over all pairs and M their mean.
 */
final class AdjustedRand {
  private AdjustedRand() {}

  /**
   * @param one part of each customer
   * @param other part of each customer, in the same order
   */
  static double index(int[] one, int[] other) {
    if (one.length != other.length || one.length < 2) {
      throw new IllegalArgumentException(
          "partitions of %d and %d customers; both need the same, at least 2"
              .formatted(one.length, other.length));
    }
    Map<Long, Long> both = new HashMap<>();
    Map<Long, Long> ofOne = new HashMap<>();
    Map<Long, Long> ofOther = new HashMap<>();
    for (int i = 0; i < one.length; i++) {
      both.merge(((long) one[i] << Integer.SIZE) | other[i], 1L, Long::sum);
      ofOne.merge((long) one[i], 1L, Long::sum);
      ofOther.merge((long) other[i], 1L, Long::sum);
    }
    double together = pairs(both);
    double first = pairs(ofOne);
    double second = pairs(ofOther);
    double expected = first * second / pairs(one.length);
    double most = (first + second) / 2;
    // Both are one part, or both are all parts of one: the same partition.
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  private static double pairs(Map<Long, Long> counts) {
    return counts.values().stream().mapToDouble(AdjustedRand::pairs).sum();
  }

  private static double pairs(long n) {
    return n * (n - 1) / 2.0;
  }
}
