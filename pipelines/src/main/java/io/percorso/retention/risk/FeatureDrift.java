package io.percorso.retention.risk;

import io.percorso.statistics.FalseDiscovery;
import io.percorso.statistics.StabilityIndex;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Whether features are spread as they were when a model was fitted. Each has the {@link
 * StabilityIndex} of its reference's tenths and of a bin of what is missing; a bin without a case
 * on either side is left out. An index counts when chance alone exceeds it too rarely for as many
 * rows and as many features: Y. Benjamini and Y. Hochberg (1995) at 1 in 100.
 */
public final class FeatureDrift {
  private static final int TENTHS = 10;

  /** From here on a move is large: the usual rule of credit scoring. */
  private static final double LARGE = 0.1;

  private static final double FALSE_RATE = 0.01;

  private FeatureDrift() {}

  /** How much a feature has moved. */
  public enum Level {
    /** Not more than chance. */
    STABLE,
    /** Surely, and little: an index up to 0.1. */
    SMALL,
    /** Surely, and much: look at the source, then fit again. */
    ALERT
  }

  /**
   * One feature against its reference.
   *
   * @param index 0 when nothing moved
   * @param byChance what one feature's index exceeds once in a hundred though nothing moved;
   *     infinite without rows
   * @param q smallest rate of false alarms among those believed at which this is one
   */
  public record Drift(String feature, double index, double byChance, double q, Level level) {}

  /**
   * How a feature was spread.
   *
   * @param cuts ascending; a value up to a cut, and itself, lies below it
   * @param counts rows by bin, one more than cuts, and at the end those where it was missing
   */
  public record Reference(String feature, double[] cuts, long[] counts) implements Serializable {
    public Reference {
      if (counts.length != cuts.length + 2) {
        throw new IllegalArgumentException(
            "%s has %d cuts and %d counts; there is one bin more than cuts, and one of what is missing"
                .formatted(feature, cuts.length, counts.length));
      }
    }

    /**
     * Cuts values into tenths, or, when they are few, into each. Of a value that many rows share,
     * the tenths that it fills are one.
     */
    public static Reference of(String feature, double[] values) {
      double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
      double[] different = Arrays.stream(sorted).distinct().toArray();
      double[] cuts = different.length == 0 ? different : cuts(sorted, different);
      Reference empty = new Reference(feature, cuts, new long[cuts.length + 2]);
      return new Reference(feature, cuts, empty.count(values));
    }

    private static double[] cuts(double[] sorted, double[] different) {
      double last = different[different.length - 1];
      if (different.length == 1) {
        return new double[] {Math.nextDown(last), last};
      }
      DoubleStream cuts =
          different.length <= TENTHS
              ? Arrays.stream(different, 0, different.length - 1)
              : IntStream.range(1, TENTHS).mapToDouble(i -> sorted[i * sorted.length / TENTHS]);
      // A cut at the largest value would leave nothing above it.
      return cuts.map(cut -> cut == last ? Math.nextDown(last) : cut).distinct().toArray();
    }

    /** The bin of a value; the last when it is missing. */
    public int bin(double value) {
      if (!Double.isFinite(value)) {
        return cuts.length + 1;
      }
      int found = Arrays.binarySearch(cuts, value + 0.0);
      return found >= 0 ? found : -found - 1;
    }

    /** Rows by bin. */
    public long[] count(double[] values) {
      long[] counts = new long[cuts.length + 2];
      Arrays.stream(values).forEach(value -> counts[bin(value)]++);
      return counts;
    }
  }

  /**
   * @param counts of each reference's bins now, in the same order
   * @return one for each reference, in the same order
   */
  public static List<Drift> of(List<Reference> references, List<long[]> counts) {
    if (references.size() != counts.size()) {
      throw new IllegalArgumentException(
          "%d references and counts of %d features".formatted(references.size(), counts.size()));
    }
    List<Moved> moved = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      moved.add(Moved.of(references.get(i), counts.get(i)));
    }
    double[] q =
        FalseDiscovery.benjaminiHochberg(moved.stream().mapToDouble(Moved::chance).toArray());
    return IntStream.range(0, q.length)
        .mapToObj(i -> moved.get(i).drift(references.get(i).feature(), q[i]))
        .toList();
  }

  /** An index, what it exceeds by chance, and how probable it is. */
  private record Moved(double index, double byChance, double chance) {
    private static Moved of(Reference reference, long[] now) {
      long[] then = reference.counts();
      if (then.length != now.length) {
        throw new IllegalArgumentException(
            "%s has %d bins and %d counts".formatted(reference.feature(), then.length, now.length));
      }
      int[] used = IntStream.range(0, now.length).filter(b -> then[b] + now[b] > 0).toArray();
      long[] expected = Arrays.stream(used).mapToLong(b -> then[b]).toArray();
      long[] actual = Arrays.stream(used).mapToLong(b -> now[b]).toArray();
      long before = Arrays.stream(expected).sum();
      long rows = Arrays.stream(actual).sum();
      if (used.length < 2 || before == 0 || rows == 0) {
        return new Moved(0, Double.POSITIVE_INFINITY, 1);
      }
      double index = StabilityIndex.ofCounts(expected, actual);
      return new Moved(
          index,
          StabilityIndex.byChance(used.length, before, rows, FALSE_RATE),
          StabilityIndex.chance(used.length, before, rows, index));
    }

    private Drift drift(String feature, double q) {
      boolean isTrue = q <= FALSE_RATE && index > byChance;
      Level level = !isTrue ? Level.STABLE : index > LARGE ? Level.ALERT : Level.SMALL;
      return new Drift(feature, index, byChance, q, level);
    }
  }
}
