package io.percorso.statistics;

import java.io.Serializable;

/**
 * What one look at the data says about the coefficients of a logistic regression: the log
 * likelihood, its gradient, and the information matrix. Sums of parts of the data add up to those
 * of all of it, so the parts can be looked at wherever they lie.
 */
public final class LogisticSums implements Serializable {
  /** Beyond it a probability is 0 or 1 to the last digit. */
  private static final double FAR = 36;

  private final double[] coefficients;
  private final double[] gradient;
  private final double[] information;
  private double logLikelihood;
  private double weight;
  private double events;

  /**
   * @param coefficients at which the sums are taken
   */
  public LogisticSums(double[] coefficients) {
    this.coefficients = coefficients.clone();
    this.gradient = new double[coefficients.length];
    this.information = new double[coefficients.length * (coefficients.length + 1) / 2];
  }

  /** The probability that belongs to log odds. */
  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-Math.max(-FAR, Math.min(FAR, logOdds))));
  }

  /**
   * Log odds of a row.
   *
   * @param columns whose value is not 0, ascending
   * @param values theirs
   */
  public static double logOdds(double[] coefficients, int[] columns, double[] values) {
    double sum = 0;
    for (int i = 0; i < columns.length; i++) {
      sum += coefficients[columns[i]] * values[i];
    }
    return sum;
  }

  /**
   * Adds a row.
   *
   * @param columns whose value is not 0, ascending
   * @param values theirs
   * @param isEvent whether it happened
   * @param times how often the row counts
   */
  public void add(int[] columns, double[] values, boolean isEvent, double times) {
    double logOdds = logOdds(coefficients, columns, values);
    double p = probability(logOdds);
    double residual = times * ((isEvent ? 1 : 0) - p);
    double curvature = times * p * (1 - p);
    for (int i = 0; i < columns.length; i++) {
      gradient[columns[i]] += residual * values[i];
      int row = start(columns[i]);
      double value = curvature * values[i];
      for (int j = 0; j <= i; j++) {
        information[row + columns[j]] += value * values[j];
      }
    }
    logLikelihood += times * Math.log(isEvent ? p : 1 - p);
    weight += times;
    events += isEvent ? times : 0;
  }

  /** Adds what another part of the data said about the same coefficients. */
  public LogisticSums add(LogisticSums other) {
    addTo(gradient, other.gradient);
    addTo(information, other.information);
    logLikelihood += other.logLikelihood;
    weight += other.weight;
    events += other.events;
    return this;
  }

  private static void addTo(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** Where a row of the lower triangle begins. */
  private static int start(int row) {
    return row * (row + 1) / 2;
  }

  double gradient(int column) {
    return gradient[column];
  }

  double information(int one, int other) {
    return information[start(Math.max(one, other)) + Math.min(one, other)];
  }

  public double logLikelihood() {
    return logLikelihood;
  }

  /** Rows, each as often as it counts. */
  public double weight() {
    return weight;
  }

  /** Rows in which it happened. */
  public double events() {
    return events;
  }
}
