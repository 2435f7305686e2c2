package io.percorso.retention.risk;

import io.percorso.statistics.IsotonicCurve;
import io.percorso.statistics.LogisticSums;
import io.percorso.statistics.Platt;
import io.percorso.statistics.Predictions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a score in log odds becomes a probability. Fitted on a slice that is later than training: the
 * more leavers it has, the more freely.
 *
 * <ul>
 *   <li>1000 and more: a curve that never falls, over bins of about as many rows, one for each 20
 *       leavers and at most 1000. Where of the n rows at its lower end none left it says 1 / (n +
 *       2), and the like at its upper end. Narrower bins, or the n of all rows, would let the ends
 *       claim more than their rows know: slopes of .84 were seen in a world of known truth.
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
  int LEAVERS_OF_A_BIN = 20;

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
      return new Curve(curve(scores, hasLeft, weights, leavers));
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

  private static IsotonicCurve curve(
      double[] scores, boolean[] hasLeft, double[] weights, double leavers) {
    int[] bin = bins(scores, weights, (int) Math.min(MOST_BINS, leavers / LEAVERS_OF_A_BIN));
    int bins = 1 + Arrays.stream(bin).max().orElseThrow();
    double[] rows = new double[bins];
    double[] left = new double[bins];
    double[] sum = new double[bins];
    for (int i = 0; i < bin.length; i++) {
      rows[bin[i]] += weights[i];
      left[bin[i]] += hasLeft[i] ? weights[i] : 0;
      sum[bin[i]] += weights[i] * scores[i];
    }
    int[] used = IntStream.range(0, bins).filter(b -> rows[b] > 0).toArray();
    double[] at = Arrays.stream(used).mapToDouble(b -> sum[b] / rows[b]).toArray();
    double[] weight = Arrays.stream(used).mapToDouble(b -> rows[b]).toArray();
    double[] share = Arrays.stream(used).mapToDouble(b -> left[b] / rows[b]).toArray();
    IsotonicCurve fitted = IsotonicCurve.fit(at, share, weight);
    return clipped(scaled(fitted, scores, weights, leavers), at, weight);
  }

  /**
   * Between and beyond the bins a curve predicts a little less or more than left; this mends it.
   */
  private static IsotonicCurve scaled(
      IsotonicCurve curve, double[] scores, double[] weights, double leavers) {
    double predicted = 0;
    for (int i = 0; i < scores.length; i++) {
      predicted += weights[i] * curve.value(scores[i]);
    }
    double factor = leavers / predicted;
    return new IsotonicCurve(
        curve.at(), Arrays.stream(curve.values()).map(p -> p * factor).toArray());
  }

  /** The bin of each score. Equal scores share one, and few different ones have one each. */
  private static int[] bins(double[] scores, double[] weights, int most) {
    double[] different = Arrays.stream(scores).sorted().distinct().toArray();
    int[] at = Arrays.stream(scores).mapToInt(s -> Arrays.binarySearch(different, s)).toArray();
    if (different.length <= most) {
      return at;
    }
    double[] weight = new double[different.length];
    for (int i = 0; i < at.length; i++) {
      weight[at[i]] += weights[i];
    }
    double all = Arrays.stream(weight).sum();
    int[] bin = new int[different.length];
    double before = 0;
    for (int g = 0; g < bin.length; g++) {
      bin[g] = Math.min(most - 1, (int) (most * (before + weight[g] / 2) / all));
      before += weight[g];
    }
    return Arrays.stream(at).map(g -> bin[g]).toArray();
  }

  /** Of n rows at an end that are given one share, the least that they can tell is 1 / (n + 2). */
  private static IsotonicCurve clipped(IsotonicCurve curve, double[] at, double[] weight) {
    double[] values = curve.values();
    double lowest = values[0];
    double highest = values[values.length - 1];
    double low = 0;
    double high = 0;
    for (int b = 0; b < at.length; b++) {
      low += curve.value(at[b]) == lowest ? weight[b] : 0;
      high += curve.value(at[b]) == highest ? weight[b] : 0;
    }
    double least = 1 / (low + 2);
    double most = 1 - 1 / (high + 2);
    return new IsotonicCurve(
        curve.at(), Arrays.stream(values).map(p -> Math.max(least, Math.min(most, p))).toArray());
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
