package io.percorso.segments;

import java.io.Serializable;
import java.util.List;

/**
 * What makes figures of customers comparable: ln(1 + x), drawn in to the first and the last
 * hundredth of the customers that it was made of, less their mean, in their standard deviations. A
 * figure that is the same for everybody becomes 0.
 *
 * @param low the first hundredth of each logarithm
 * @param high the last
 * @param mean of the logarithms, drawn in
 * @param deviation their standard deviation, 0 where all are the same
 */
public record Scaling(double[] low, double[] high, double[] mean, double[] deviation)
    implements Serializable {
  private static final double EACH_SIDE = 0.01;

  /**
   * @param figures of customers, 0 and up; at least one
   */
  static Scaling of(List<double[]> figures) {
    int width = figures.get(0).length;
    Scaling scaling =
        new Scaling(new double[width], new double[width], new double[width], new double[width]);
    for (int i = 0; i < width; i++) {
      int at = i;
      double[] sorted =
          figures.stream().mapToDouble(each -> Math.log1p(each[at])).sorted().toArray();
      scaling.fit(i, sorted);
    }
    return scaling;
  }

  private void fit(int at, double[] sorted) {
    int outside = (int) Math.floor(EACH_SIDE * sorted.length);
    low[at] = sorted[outside];
    high[at] = sorted[sorted.length - 1 - outside];
    double sum = 0;
    for (double each : sorted) {
      sum += drawnIn(at, each);
    }
    mean[at] = sum / sorted.length;
    double squares = 0;
    for (double each : sorted) {
      double off = drawnIn(at, each) - mean[at];
      squares += off * off;
    }
    deviation[at] = low[at] == high[at] ? 0 : Math.sqrt(squares / sorted.length);
  }

  private double drawnIn(int at, double log) {
    return Math.min(high[at], Math.max(low[at], log));
  }

  double[] scaled(double[] figures) {
    double[] scaled = new double[figures.length];
    for (int i = 0; i < figures.length; i++) {
      scaled[i] = standard(i, drawnIn(i, Math.log1p(figures[i])));
    }
    return scaled;
  }

  /** A point of another scaling where it lies in this one. */
  double[] moved(double[] point, Scaling from) {
    double[] moved = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      moved[i] = standard(i, point[i] * from.deviation[i] + from.mean[i]);
    }
    return moved;
  }

  private double standard(int at, double log) {
    return deviation[at] == 0 ? 0 : (log - mean[at]) / deviation[at];
  }
}
