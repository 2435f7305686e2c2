package io.percorso.simulator.company;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What the best possible prediction reaches where the true probabilities are known. A model that is
 * better than this on the same customers has seen what it may not see.
 *
 * @param baseRate mean of the probabilities, 0 to 1
 * @param auc expected area under the ROC curve of the probabilities themselves, over the outcomes
 *     that they can bring: sum over i and j of p_i (1 - p_j) [1{p_i > p_j} + 1/2 1{p_i = p_j}],
 *     divided by the sum of p times the sum of 1 - p
 * @param brier mean of p (1 - p), the smallest expected Brier score
 * @param logLoss mean of -p ln p - (1 - p) ln(1 - p), the smallest expected log loss, in nats
 */
public record BayesBound(double baseRate, double auc, double brier, double logLoss) {
  /** Points of the quadrature: exact for polynomials up to degree 41. */
  private static final int POINTS = 21;

  private static final double[] NODES = hermiteRoots(POINTS);
  private static final double[] WEIGHTS = hermiteWeights(NODES);

  /**
   * What happened, told by a score.
   *
   * @param auc share of the pairs of one to whom it happened and one to whom it did not, in which
   *     the first has the higher score; equal scores count one half
   * @param standardError of that share over samples of both kinds, by DeLong, DeLong and
   *     Clarke-Pearson (1988)
   */
  public record Realised(double auc, double standardError, long happened, long others) {}

  /** The logistic function: log-odds to probability. */
  public static double probability(double logit) {
    if (logit >= 0) {
      return 1 / (1 + StrictMath.exp(-logit));
    }
    double odds = StrictMath.exp(logit);
    return odds / (1 + odds);
  }

  /**
   * The probability that somebody can know who sees the logit but not a trait u, standard normal,
   * that adds {@code deviation * u} to it.
   */
  public static double probability(double logit, double deviation) {
    return deviation == 0
        ? probability(logit)
        : normalMean(u -> probability(logit + deviation * u));
  }

  /** Mean of a smooth function of a standard normal number, by Gauss and Hermite. */
  static double normalMean(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += WEIGHTS[i] * function.applyAsDouble(NODES[i]);
    }
    return sum;
  }

  /**
   * The bound for customers with these true probabilities.
   *
   * @throws IllegalArgumentException where one is outside 0 to 1, or where they are all 0 or all 1,
   *     since then there is nothing to tell apart
   */
  public static BayesBound of(double[] probabilities) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n == 0 || !(sorted[0] >= 0 && sorted[n - 1] <= 1)) {
      throw new IllegalArgumentException(
          "a bound needs probabilities from 0 to 1, found "
              + (n == 0 ? "none" : sorted[0] + " to " + sorted[n - 1]));
    }
    double yes = 0;
    double no = 0;
    double concordant = 0;
    double brier = 0;
    double logLoss = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && sorted[to] == sorted[from]) {
        to++;
      }
      double p = sorted[from];
      double alike = to - from;
      concordant += alike * p * (no + .5 * alike * (1 - p));
      yes += alike * p;
      no += alike * (1 - p);
      brier += alike * p * (1 - p);
      logLoss += alike * (surprise(p) + surprise(1 - p));
      from = to;
    }
    if (yes == 0 || no == 0) {
      throw new IllegalArgumentException(
          n + " probabilities are all " + sorted[0] + ": nothing to tell apart");
    }
    return new BayesBound(yes / n, concordant / (yes * no), brier / n, logLoss / n);
  }

  private static double surprise(double p) {
    return p == 0 ? 0 : -p * StrictMath.log(p);
  }

  /**
   * How well scores tell those to whom it happened from the others. Empty where either kind has
   * fewer than two members, since the error cannot be told then.
   *
   * @throws IllegalArgumentException where the lengths differ or a score is no number
   */
  public static Optional<Realised> realised(double[] scores, boolean[] happened) {
    if (scores.length != happened.length) {
      throw new IllegalArgumentException(
          scores.length + " scores but " + happened.length + " outcomes");
    }
    double[] yes = chosen(scores, happened, true);
    double[] no = chosen(scores, happened, false);
    if (yes.length < 2 || no.length < 2) {
      return Optional.empty();
    }
    double[] yesPlaces = places(yes, no);
    double[] noPlaces = places(no, yes);
    double error = Math.sqrt(variance(yesPlaces) / yes.length + variance(noPlaces) / no.length);
    return Optional.of(new Realised(mean(yesPlaces), error, yes.length, no.length));
  }

  private static double[] chosen(double[] scores, boolean[] happened, boolean wanted) {
    double[] chosen = new double[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + (i + 1) + " is not a number");
      }
      if (happened[i] == wanted) {
        chosen[count++] = scores[i];
      }
    }
    chosen = Arrays.copyOf(chosen, count);
    Arrays.sort(chosen);
    return chosen;
  }

  /** Of each score the share of the others below it, equal ones counting one half; both sorted. */
  private static double[] places(double[] scores, double[] others) {
    double[] places = new double[scores.length];
    int below = 0;
    int notAbove = 0;
    for (int i = 0; i < scores.length; i++) {
      while (below < others.length && others[below] < scores[i]) {
        below++;
      }
      while (notAbove < others.length && others[notAbove] <= scores[i]) {
        notAbove++;
      }
      places[i] = (below + (notAbove - below) / 2.0) / others.length;
    }
    return places;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  /**
   * Roots of the orthonormal Hermite polynomial of the standard normal weight, ascending. Those of
   * one degree lie between those of the degree before, so that halving finds each.
   */
  private static double[] hermiteRoots(int degree) {
    double[] roots = {};
    for (int n = 1; n <= degree; n++) {
      double[] next = new double[n];
      double outside = Math.sqrt(4.0 * n + 2);
      for (int i = 0; i < n; i++) {
        double low = i == 0 ? -outside : roots[i - 1];
        double high = i == n - 1 ? outside : roots[i];
        next[i] = rootBetween(low, high, n);
      }
      roots = next;
    }
    return roots;
  }

  private static double rootBetween(double from, double to, int degree) {
    double low = from;
    double high = to;
    double signLow = Math.signum(hermite(low, degree)[degree]);
    double middle = (low + high) / 2;
    while (low < middle && middle < high) {
      if (Math.signum(hermite(middle, degree)[degree]) == signLow) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return Math.abs(middle) < 1e-14 ? 0 : middle;
  }

  /** A weight is 1 over the sum of the squared polynomials of lower degree at the root. */
  private static double[] hermiteWeights(double[] roots) {
    double[] weights = new double[roots.length];
    for (int i = 0; i < roots.length; i++) {
      double[] values = hermite(roots[i], roots.length - 1);
      weights[i] = 1 / Arrays.stream(values).map(h -> h * h).sum();
    }
    return weights;
  }

  /** Orthonormal polynomials of degree 0 to this one, by their recurrence of three terms. */
  private static double[] hermite(double x, int degree) {
    double[] values = new double[degree + 1];
    values[0] = 1;
    for (int k = 0; k < degree; k++) {
      double before = k == 0 ? 0 : Math.sqrt(k) * values[k - 1];
      values[k + 1] = (x * values[k] - before) / Math.sqrt(k + 1.0);
    }
    return values;
  }
}
