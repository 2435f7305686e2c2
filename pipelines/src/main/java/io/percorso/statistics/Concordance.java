package io.percorso.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How often the one with the higher risk was the first to leave. Of two people this is known when
 * the event of one was seen before the other left sight, or at that very time; equal risks count a
 * half. F. Harrell and others, Journal of the American Medical Association 247 (1982).
 *
 * @param index 1 when risk tells the order without a fault, .5 when it tells nothing
 * @param pairs of which it is known who was first, at least 1
 */
public record Concordance(double index, long pairs) {
  /**
   * @param times until the event, or until last seen
   * @param happened false: it had not happened when last seen
   * @param risks higher for those who are to leave earlier
   * @throws IllegalArgumentException when no pair can be compared
   */
  public static Concordance of(double[] times, boolean[] happened, double[] risks) {
    requireNumbers(times, happened, risks);
    double[] levels = Arrays.stream(risks).map(r -> r + 0.0).sorted().distinct().toArray();
    Counts later = new Counts(levels.length);
    Integer[] order =
        IntStream.range(0, times.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> times[i]).reversed())
            .toArray(Integer[]::new);
    long pairs = 0;
    double concordant = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && times[order[to]] == times[order[from]]) {
        int i = order[to++];
        if (!happened[i]) {
          later.add(level(levels, risks[i]));
        }
      }
      for (int k = from; k < to; k++) {
        if (happened[order[k]]) {
          int level = level(levels, risks[order[k]]);
          pairs += later.all;
          concordant += later.below(level) + later.at(level) / 2.0;
        }
      }
      for (; from < to; from++) {
        if (happened[order[from]]) {
          later.add(level(levels, risks[order[from]]));
        }
      }
    }
    if (pairs == 0) {
      throw new IllegalArgumentException(
          "of %d people no two can be compared: nobody's event was seen before another left sight"
              .formatted(times.length));
    }
    return new Concordance(concordant / pairs, pairs);
  }

  private static int level(double[] levels, double risk) {
    return Arrays.binarySearch(levels, risk + 0.0);
  }

  private static void requireNumbers(double[] times, boolean[] happened, double[] risks) {
    if (times.length != happened.length || times.length != risks.length) {
      throw new IllegalArgumentException(
          "%d times, %d outcomes and %d risks: each person has one of each"
              .formatted(times.length, happened.length, risks.length));
    }
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] >= 0) || Double.isNaN(risks[i])) {
        throw new IllegalArgumentException(
            "person %d has time %s and risk %s: leave out whom nothing is known of"
                .formatted(i, times[i], risks[i]));
      }
    }
  }

  /** How many have been added at each level, and below it: a tree of P. Fenwick (1994). */
  private static final class Counts {
    private final long[] tree;
    private long all;

    Counts(int levels) {
      tree = new long[levels + 1];
    }

    void add(int level) {
      all++;
      for (int i = level + 1; i < tree.length; i += i & -i) {
        tree[i]++;
      }
    }

    long below(int level) {
      long sum = 0;
      for (int i = level; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }

    long at(int level) {
      return below(level + 1) - below(level);
    }
  }
}
