package io.percorso.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is usual, from a few weeks of values in groups (the days of the week, or one group): the
 * centre of one group, and how far values scatter around the centres of their groups.
 *
 * <p>Two steps, so that an outage of last week neither moves the centre nor hides the next one.
 * First each value is compared with the median of the others of its group, and the scale of these
 * distances is taken by Qn: P. J. Rousseeuw and C. Croux, Alternatives to the median absolute
 * deviation, Journal of the American Statistical Association 88 (1993), with their factors for
 * small samples. Then values farther than 3 scales are left out, and centre and spread are the mean
 * and the pooled standard deviation of the rest, which use what is left better than medians do.
 *
 * @param centre mean of the wanted group
 * @param spread standard deviation of one value around its group's centre
 * @param count values that the centre was taken from
 */
record Usual(double centre, double spread, int count) {
  /** Qn of a normal distribution is its standard deviation: 1 / (√2 Φ⁻¹(5/8)). */
  private static final double NORMAL = 2.2219;

  private static final double EVEN = 3.8;
  private static final double ODD = 1.4;
  private static final double FAR = 3;

  /**
   * @param values at least 2
   * @param groups group of each value
   * @param wanted the group whose centre is asked for; it must have a value
   * @param least scale below which values are never far
   */
  static Usual of(double[] values, int[] groups, int wanted, double least) {
    double[] distance =
        IntStream.range(0, values.length)
            .mapToDouble(i -> values[i] - medianOfOthers(values, groups, i))
            .toArray();
    double far = FAR * Math.max(qn(distance), least);
    boolean[] isKept = new boolean[values.length];
    IntStream.range(0, values.length).forEach(i -> isKept[i] = Math.abs(distance[i]) <= far);
    double squares = 0;
    int freedom = 0;
    Usual found = new Usual(0, 0, 0);
    for (int group : Arrays.stream(groups).distinct().toArray()) {
      double[] kept = kept(values, groups, isKept, group);
      double mean = kept.length == 1 ? kept[0] : Arrays.stream(kept).average().orElseThrow();
      squares += Arrays.stream(kept).map(v -> (v - mean) * (v - mean)).sum();
      freedom += kept.length - 1;
      if (group == wanted) {
        found = new Usual(mean, 0, kept.length);
      }
    }
    return new Usual(found.centre, Math.sqrt(squares / Math.max(1, freedom)), found.count);
  }

  /** How far a new value may lie from the centre by chance: its own scatter and the centre's. */
  double scale(double leastSpread) {
    return Math.max(spread, leastSpread) * Math.sqrt(1 + 1.0 / count);
  }

  /** The group's values that are not far; where all are, all. */
  private static double[] kept(double[] values, int[] groups, boolean[] isKept, int group) {
    double[] near =
        IntStream.range(0, values.length)
            .filter(i -> groups[i] == group && isKept[i])
            .mapToDouble(i -> values[i])
            .toArray();
    return near.length > 0
        ? near
        : IntStream.range(0, values.length)
            .filter(i -> groups[i] == group)
            .mapToDouble(i -> values[i])
            .toArray();
  }

  private static double medianOfOthers(double[] values, int[] groups, int which) {
    double[] others =
        IntStream.range(0, values.length)
            .filter(i -> i != which && groups[i] == groups[which])
            .mapToDouble(i -> values[i])
            .sorted()
            .toArray();
    if (others.length == 0) {
      return values[which];
    }
    int middle = others.length / 2;
    return others.length % 2 == 1 ? others[middle] : (others[middle - 1] + others[middle]) / 2;
  }

  /** The k-th smallest distance of two values, k = (h over 2) and h = n / 2 + 1. */
  static double qn(double[] values) {
    int n = values.length;
    List<Double> distances = new ArrayList<>(n * (n - 1) / 2);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        distances.add(Math.abs(values[i] - values[j]));
      }
    }
    distances.sort(null);
    int h = n / 2 + 1;
    double small = n % 2 == 0 ? n / (n + EVEN) : n / (n + ODD);
    return NORMAL * small * distances.get(h * (h - 1) / 2 - 1);
  }
}
