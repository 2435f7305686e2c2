package io.percorso.statistics;

import java.util.Arrays;

/**
 * The best that anybody can reach who knows the true probability of each row and no more: what a
 * model scores above it, it knows from elsewhere.
 *
 * @param auc Σ over all pairs of p_i (1 − p_j), where p_i is the larger, a half where both are the
 *     same, against Σ p · Σ (1 − p). A row stands beside itself as beside its like, so it is the
 *     AUC of as many such rows as one likes
 * @param brier mean of p (1 − p)
 * @param logLoss mean of −p ln p − (1 − p) ln (1 − p)
 */
public record BayesAuc(double auc, double brier, double logLoss) {
  /**
   * @param probabilities true ones, in any order
   * @throws IllegalArgumentException when nothing can happen in any row, or must in all
   */
  public static BayesAuc of(double[] probabilities) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    double events = 0;
    double below = 0;
    double pairs = 0;
    double brier = 0;
    double logLoss = 0;
    for (int from = 0; from < sorted.length; ) {
      double p = sorted[from];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a true probability of " + p);
      }
      int to = from;
      while (to < sorted.length && sorted[to] == p) {
        to++;
      }
      double rows = to - from;
      pairs += rows * p * (below + rows * (1 - p) / 2);
      below += rows * (1 - p);
      events += rows * p;
      brier += rows * p * (1 - p);
      logLoss -= p > 0 && p < 1 ? rows * (p * Math.log(p) + (1 - p) * Math.log1p(-p)) : 0;
      from = to;
    }
    if (!(events > 0 && below > 0)) {
      throw new IllegalArgumentException(
          "%s events are to be expected of %d rows: rows of both kinds must be possible"
              .formatted(events, sorted.length));
    }
    return new BayesAuc(pairs / events / below, brier / sorted.length, logLoss / sorted.length);
  }
}
