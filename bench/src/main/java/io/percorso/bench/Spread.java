package io.percorso.bench;

import java.util.List;

/**
 * How far measurements of one thing lie apart.
 *
 * @param median the middle one; of an even number, the mean of the two in the middle
 */
public record Spread(double least, double median, double greatest) {
  /**
   * @param values at least one
   */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured, so there is no median");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
