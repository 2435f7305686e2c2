package io.percorso.retention.value;

import java.util.stream.DoubleStream;

/** Likelihoods: numbers too small to be written but as their logarithms. */
final class LogNumbers {
  private LogNumbers() {}

  /** ln(1 + e^x), without overflow. */
  static double log1pExp(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** ln(e^x − e^y) for x ≥ y. */
  static double logDifference(double x, double y) {
    return x == y ? Double.NEGATIVE_INFINITY : x + Math.log(-Math.expm1(y - x));
  }

  /** Probability of the other side of odds. */
  static double complementOfOdds(double logOdds) {
    return 1 / (1 + Math.exp(logOdds));
  }

  /**
   * Sum in the order given, with what rounding takes away added again: W. Kahan (1965). Near its
   * top a likelihood differs from place to place by less than a plain sum of thousands errs.
   */
  static double sum(DoubleStream terms) {
    double[] sumAndLost = new double[2];
    terms.forEachOrdered(
        one -> {
          double term = one - sumAndLost[1];
          double next = sumAndLost[0] + term;
          sumAndLost[1] = (next - sumAndLost[0]) - term;
          sumAndLost[0] = next;
        });
    return sumAndLost[0];
  }
}
