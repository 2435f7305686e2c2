package io.percorso.statistics;

/** Whether of rows that were given a probability it happened in just that share. */
public final class Calibration {
  private Calibration() {}

  /** Mean square of what a probability missed by; 0 at best. G. Brier (1950). */
  public static double brier(Predictions rows) {
    requireProbabilities(rows);
    double sum = 0;
    for (int g = 0; g < rows.size(); g++) {
      double p = rows.value(g);
      sum += rows.events(g) * (1 - p) * (1 - p) + (rows.weight(g) - rows.events(g)) * p * p;
    }
    return sum / rows.weight();
  }

  /** What of the Brier score of one probability for all is done away with: 1 at best, 0 if none. */
  public static double brierSkill(Predictions rows) {
    rows.requireBothOutcomes();
    double share = rows.events() / rows.weight();
    return 1 - brier(rows) / (share * (1 - share));
  }

  /**
   * Mean of −ln of the probability given to what then happened.
   *
   * @throws IllegalArgumentException when what was called impossible happened: the loss is infinite
   */
  public static double logLoss(Predictions rows) {
    requireProbabilities(rows);
    double sum = 0;
    for (int g = 0; g < rows.size(); g++) {
      double p = rows.value(g);
      double others = rows.weight(g) - rows.events(g);
      if (p == 0 && rows.events(g) > 0 || p == 1 && others > 0) {
        throw new IllegalArgumentException(
            ("%s of %s rows that were given the probability %s were otherwise,"
                    + " so the log loss is infinite: clip probabilities before")
                .formatted(p == 0 ? rows.events(g) : others, rows.weight(g), p));
      }
      sum -= rows.events(g) > 0 ? rows.events(g) * Math.log(p) : 0;
      sum -= others > 0 ? others * Math.log1p(-p) : 0;
    }
    return sum / rows.weight();
  }

  /**
   * Mean distance between probability and share, over bins of about as many rows each. A value's
   * rows lie in one bin, that of their middle.
   */
  public static double errorOfEqualMass(Predictions rows, int bins) {
    int[] bin = new int[rows.size()];
    double before = 0;
    for (int g = 0; g < bin.length; g++) {
      double middle = (before + rows.weight(g) / 2) / rows.weight();
      bin[g] = Math.min(bins - 1, (int) (bins * middle));
      before += rows.weight(g);
    }
    return error(rows, bin, bins);
  }

  /** The same over bins of equal width, the first from 0 to 1 / bins, that itself left out. */
  public static double errorOfEqualWidth(Predictions rows, int bins) {
    int[] bin = new int[rows.size()];
    for (int g = 0; g < bin.length; g++) {
      bin[g] = Math.min(bins - 1, (int) (bins * rows.value(g)));
    }
    return error(rows, bin, bins);
  }

  private static double error(Predictions rows, int[] bin, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(bins + " bins; at least 1 is needed");
    }
    requireProbabilities(rows);
    double[] missed = new double[bins];
    for (int g = 0; g < bin.length; g++) {
      missed[bin[g]] += rows.weight(g) * rows.value(g) - rows.events(g);
    }
    double sum = 0;
    for (double one : missed) {
      sum += Math.abs(one);
    }
    return sum / rows.weight();
  }

  /** Events that were predicted, against those that happened; 1 at best. */
  public static double inTheLarge(Predictions rows) {
    requireProbabilities(rows);
    if (rows.events() == 0) {
      throw new IllegalArgumentException(
          "it happened in none of %s rows: what was predicted cannot be held against it"
              .formatted(rows.weight()));
    }
    double predicted = 0;
    for (int g = 0; g < rows.size(); g++) {
      predicted += rows.weight(g) * rows.value(g);
    }
    return predicted / rows.events();
  }

  /**
   * The line of log odds that would mend the probabilities; intercept 0 and slope 1 when nothing is
   * to be mended, a slope below 1 when they say too much. D. Cox, Biometrika 45 (1958).
   */
  public static Platt line(Predictions rows) {
    requireProbabilities(rows);
    double lowest = rows.value(0);
    double highest = rows.value(rows.size() - 1);
    if (lowest == 0 || highest == 1) {
      throw new IllegalArgumentException(
          "probabilities from %s to %s: 0 and 1 have no log odds, clip them before"
              .formatted(lowest, highest));
    }
    if (lowest == highest) {
      throw new IllegalArgumentException(
          "every row was given %s: one probability has no slope".formatted(lowest));
    }
    return Platt.plain(rows.map(p -> Math.log(p) - Math.log1p(-p)));
  }

  private static void requireProbabilities(Predictions rows) {
    double lowest = rows.value(0);
    double highest = rows.value(rows.size() - 1);
    if (lowest < 0 || highest > 1) {
      throw new IllegalArgumentException(
          "predictions from %s to %s are no probabilities: calibrate scores before"
              .formatted(lowest, highest));
    }
  }
}
