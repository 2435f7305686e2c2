package io.percorso.statistics;

import java.io.Serializable;

/**
 * Log odds that a score stands for, on a line: intercept + slope · score. J. Platt, Advances in
 * large margin classifiers (1999). Scores are log odds themselves, so slope 1 and intercept 0
 * change nothing.
 *
 * @param slope below 0 when the score ranks the wrong way round
 */
public record Platt(double intercept, double slope) implements Serializable {
  /** With so many rows in which it happened the slope is believed as it is. */
  private static final double ENOUGH_EVENTS = 200;

  /**
   * How far from 1 a slope lies by itself, as a standard deviation, where next to nothing is known:
   * boosted trees are rarely wrong by more than a half.
   */
  private static final double USUAL_SPREAD = 0.25;

  private static final int[] COLUMNS = {0, 1};

  /**
   * The line of the largest likelihood. With less than 200 events the slope is drawn towards 1, the
   * more the fewer they are; where all rows have one score it is 1.
   *
   * @param logOdds scores as log odds: of MLlib's boosted trees twice the margin
   * @throws IllegalArgumentException when it happened in all rows or in none, or when there are 200
   *     events and the score divides them from the rest without a fault
   */
  public static Platt fit(Predictions logOdds) {
    double missing = logOdds.isOneValue() ? 1 : Math.max(0, 1 - logOdds.events() / ENOUGH_EVENTS);
    return fit(logOdds, missing / (USUAL_SPREAD * USUAL_SPREAD));
  }

  /** The line of the largest likelihood, nothing drawn. */
  static Platt plain(Predictions logOdds) {
    return fit(logOdds, 0);
  }

  /**
   * @param ridge on the slope's distance from 1
   */
  private static Platt fit(Predictions rows, double ridge) {
    rows.requireBothOutcomes();
    if (ridge == 0 && rows.isSeparated()) {
      throw new IllegalArgumentException(
          ("the scores divide %s events from %s other rows without a fault, so no slope is steep"
                  + " enough: look for a feature that knows the outcome")
              .formatted(rows.events(), rows.weight() - rows.events()));
    }
    LogisticFit.Penalty penalty = new LogisticFit.Penalty(new double[] {0, ridge}, new boolean[2]);
    // What is fitted is the slope's distance from 1.
    LogisticFit fit =
        LogisticFit.of(penalty, new double[2], at -> sums(rows, new double[] {at[0], 1 + at[1]}));
    return new Platt(fit.coefficients()[0], 1 + fit.coefficients()[1]);
  }

  private static LogisticSums sums(Predictions rows, double[] line) {
    LogisticSums sums = new LogisticSums(line);
    double[] values = {1, 0};
    for (int g = 0; g < rows.size(); g++) {
      values[1] = rows.value(g);
      sums.add(COLUMNS, values, true, rows.events(g));
      sums.add(COLUMNS, values, false, rows.weight(g) - rows.events(g));
    }
    return sums;
  }

  /** The probability that belongs to a score. */
  public double probability(double score) {
    return LogisticSums.probability(intercept + slope * score);
  }
}
