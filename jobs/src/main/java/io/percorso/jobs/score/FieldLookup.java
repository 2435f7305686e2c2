package io.percorso.jobs.score;

import java.util.HashMap;
import java.util.Map;

/**
 * How well the value of one field alone tells a label: a look-up table learnt on one half of the
 * records and judged on the other. Each value that the first half has at least twice foretells the
 * label that it goes with most often there; any other value, and of equally frequent labels the
 * choice, fall to the label that is most frequent overall, then to the smallest.
 */
final class FieldLookup {
  /** A field is marked when it is better than the most frequent label by more than this. */
  static final double MARGIN = 0.05;

  private static final int LEAST_SEEN = 2;

  private final Map<Long, Map<Integer, Integer>> learnt = new HashMap<>();
  private final Map<Integer, Integer> labels = new HashMap<>();

  /**
   * What a look-up reached.
   *
   * @param n records that it was judged on
   * @param majority share of them that has the most frequent label of the other half
   * @param accuracy share of them whose label the look-up foretold
   */
  record Result(long n, double majority, double accuracy) {
    boolean isMarked() {
      return n > 0 && accuracy > majority + MARGIN;
    }
  }

  /** A record of the half that is learnt from. */
  void learn(long value, int label) {
    learnt.computeIfAbsent(value, v -> new HashMap<>(2)).merge(label, 1, Integer::sum);
    labels.merge(label, 1, Integer::sum);
  }

  /** Judges records of the other half, given as arrays of equal length. */
  Result judge(long[] values, int[] trueLabels) {
    int common = mostFrequent(labels, Integer.MIN_VALUE);
    Map<Long, Integer> foretold = new HashMap<>();
    learnt.forEach(
        (value, counts) -> {
          if (counts.values().stream().mapToInt(Integer::intValue).sum() >= LEAST_SEEN) {
            foretold.put(value, mostFrequent(counts, common));
          }
        });
    long right = 0;
    long rightAsCommon = 0;
    for (int i = 0; i < values.length; i++) {
      right += foretold.getOrDefault(values[i], common) == trueLabels[i] ? 1 : 0;
      rightAsCommon += common == trueLabels[i] ? 1 : 0;
    }
    int n = Math.max(1, values.length);
    return new Result(values.length, (double) rightAsCommon / n, (double) right / n);
  }

  private static int mostFrequent(Map<Integer, Integer> counts, int preferred) {
    int best = Integer.MAX_VALUE;
    int most = 0;
    for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
      boolean isBetter = each.getValue() > most;
      boolean isEqual = each.getValue() == most;
      if (isBetter
          || isEqual && best != preferred && each.getKey() < best
          || isEqual && each.getKey() == preferred) {
        best = each.getKey();
        most = each.getValue();
      }
    }
    return best;
  }
}
