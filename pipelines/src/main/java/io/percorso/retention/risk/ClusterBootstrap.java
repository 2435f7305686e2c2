package io.percorso.retention.risk;

import io.percorso.statistics.Interval;
import io.percorso.statistics.PoissonWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Replicates of rows in which a customer's rows come as often together: see {@link PoissonWeights}.
 * Models that are judged on the same rows see the same replicates, so their differences are paired.
 */
final class ClusterBootstrap {
  private final long[] clusters;

  ClusterBootstrap(List<String> customers) {
    clusters = customers.stream().mapToLong(Split::hash).toArray();
  }

  static ClusterBootstrap of(List<ScoredRow> rows) {
    return new ClusterBootstrap(rows.stream().map(ScoredRow::customer).toList());
  }

  /** How often each row comes in a replicate. */
  double[] weights(int replicate) {
    double[] weights = new double[clusters.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = PoissonWeights.weight(clusters[i], replicate);
    }
    return weights;
  }

  /** The mean over rows in each replicate; without those that drew no row. */
  double[] means(double[] ofRows, int replicates) {
    double[] means = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      double[] weights = weights(r);
      double sum = 0;
      double all = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * ofRows[i];
        all += weights[i];
      }
      means[r] = all > 0 ? sum / all : Double.NaN;
    }
    return Arrays.stream(means).filter(Double::isFinite).toArray();
  }

  /** Between which figures of replicates the middle 90 of 100 lie; empty where half have none. */
  static Optional<Interval> ninety(double[] figures) {
    double[] known = Arrays.stream(figures).filter(Double::isFinite).toArray();
    return known.length == 0 || 2 * known.length < figures.length
        ? Optional.empty()
        : Optional.of(new Interval(quantile(known, .05), quantile(known, .95)));
  }

  /** Quantile of figures in any order, with a straight line between neighbours. */
  static double quantile(double[] figures, double share) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
