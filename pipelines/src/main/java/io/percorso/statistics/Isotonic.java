package io.percorso.statistics;

import java.util.Arrays;

/**
 * The nearest sequence that never falls, by pooling neighbours that do: R. Barlow and others,
 * Statistical inference under order restrictions (1972). Against it a curve is held that must not
 * fall, such as the share of abandoned visits by friction index.
 */
public final class Isotonic {
  private Isotonic() {}

  /**
   * @param values in the order along which they must not fall
   * @param weights above 0, such as the cases behind each value
   * @return as many, none below the one before it
   */
  public static double[] fit(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "%d values and %d weights".formatted(values.length, weights.length));
    }
    int blocks = 0;
    double[] mean = new double[values.length];
    double[] weight = new double[values.length];
    int[] length = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(weights[i] > 0) || Double.isNaN(values[i])) {
        throw new IllegalArgumentException(
            "value %d is %s with weight %s".formatted(i, values[i], weights[i]));
      }
      mean[blocks] = values[i];
      weight[blocks] = weights[i];
      length[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        double both = weight[blocks - 2] + weight[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / both;
        weight[blocks - 2] = both;
        length[blocks - 2] += length[--blocks];
      }
    }
    double[] fitted = new double[values.length];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < length[block]; i++) {
        fitted[at++] = mean[block];
      }
    }
    return fitted;
  }

  /** The nearest sequence that never rises. */
  public static double[] falling(double[] values, double[] weights) {
    double[] turned = fit(Arrays.stream(values).map(value -> -value).toArray(), weights);
    return Arrays.stream(turned).map(value -> 0.0 - value).toArray();
  }

  /** By how much the values fall at most: the largest distance to the nearest that never do. */
  public static double violation(double[] values, double[] weights) {
    double[] fitted = fit(values, weights);
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i] - fitted[i]));
    }
    return largest;
  }
}
