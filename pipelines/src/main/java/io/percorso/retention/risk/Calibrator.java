package io.percorso.retention.risk;

import io.percorso.statistics.IsotonicCurve;
import io.percorso.statistics.LogisticSums;
import io.percorso.statistics.Platt;
import io.percorso.statistics.Predictions;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How a score in log odds becomes a probability. Fitted on a slice that is later than training: the
 * more leavers it has, the more freely.
 *
 * <ul>
 *   <li>1000 and more: a curve that never falls, over at most 1000 bins of about as many rows; with
 *       n rows from 1 / (n + 2) to 1 less that.
 *   <li>200 and more: a line of log odds, {@link Platt}.
 *   <li>fewer: the line is only moved until as many are predicted as left; slope 1.
 *   <li>none, or nobody stayed: the score is taken at its word.
 * </ul>
 *
 * The curve gives many scores one probability: rank by the score, price by the probability.
 */
public sealed interface Calibrator extends Serializable {
  int CURVE_LEAVERS = 1000;
  int LINE_LEAVERS = 200;
  int MOST_BINS = 1000;

  /** Takes the score at its word. */
  Calibrator NONE = new Line(new Platt(0, 1));

  /** A line of log odds. */
  record Line(Platt platt) implements Calibrator {
    @Override
    public double probability(double score) {
      return platt.probability(score);
    }
  }

  /** A curve that never falls. */
  record Curve(IsotonicCurve curve) implements Calibrator {
    @Override
    public double probability(double score) {
      return curve.value(score);
    }
  }

  /** Above 0 and below 1 for any score, that of a higher score never lower. */
  double probability(double score);

  /** Fits to scores and outcomes, in any order. */
  static Calibrator fit(double[] scores, boolean[] hasLeft) {
    double[] once = new double[scores.length];
    Arrays.fill(once, 1);
    return fit(scores, hasLeft, once);
  }

  /**
   * @param weights how often each row counts, for a replicate of a bootstrap
   */
  static Calibrator fit(double[] scores, boolean[] hasLeft, double[] weights) {
    double rows = Arrays.stream(weights).sum();
    double leavers = leavers(hasLeft, weights);
    if (leavers == 0 || leavers == rows) {
      return NONE;
    }
    if (leavers >= CURVE_LEAVERS) {
      Predictions binned = Predictions.of(binned(scores, weights), hasLeft);
      return new Curve(IsotonicCurve.of(binned.weighted(weights)));
    }
    Predictions predictions = Predictions.of(scores, hasLeft).weighted(weights);
    boolean hasSlope = !predictions.isOneValue() && !predictions.isSeparated();
    return leavers >= LINE_LEAVERS && hasSlope
        ? new Line(Platt.fit(predictions))
        : new Line(new Platt(shift(scores, weights, leavers), 1));
  }

  private static double leavers(boolean[] hasLeft, double[] weights) {
    double leavers = 0;
    for (int i = 0; i < hasLeft.length; i++) {
      leavers += hasLeft[i] ? weights[i] : 0;
    }
    return leavers;
  }

  /** Each score replaced by the mean of its bin. Equal scores share a bin. */
  private static double[] binned(double[] scores, double[] weights) {
    double[] different = Arrays.stream(scores).sorted().distinct().toArray();
    if (different.length <= MOST_BINS) {
      return scores;
    }
    int[] at = Arrays.stream(scores).mapToInt(s -> Arrays.binarySearch(different, s)).toArray();
    double[] weight = new double[different.length];
    for (int i = 0; i < at.length; i++) {
      weight[at[i]] += weights[i];
    }
    double all = Arrays.stream(weight).sum();
    int[] bin = new int[different.length];
    double[] sum = new double[MOST_BINS];
    double[] inBin = new double[MOST_BINS];
    double before = 0;
    for (int g = 0; g < bin.length; g++) {
      bin[g] = Math.min(MOST_BINS - 1, (int) (MOST_BINS * (before + weight[g] / 2) / all));
      before += weight[g];
      sum[bin[g]] += weight[g] * different[g];
      inBin[bin[g]] += weight[g];
    }
    return Arrays.stream(at)
        .mapToDouble(g -> inBin[bin[g]] > 0 ? sum[bin[g]] / inBin[bin[g]] : different[g])
        .toArray();
  }

  /** What is to be added to every score until as many are predicted as left; by halving. */
  private static double shift(double[] scores, double[] weights, double leavers) {
    double low = -80;
    double high = 80;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      double predicted = 0;
      for (int i = 0; i < scores.length; i++) {
        predicted += weights[i] * LogisticSums.probability(middle + scores[i]);
      }
      if (predicted < leavers) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
