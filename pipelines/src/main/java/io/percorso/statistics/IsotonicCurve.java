package io.percorso.statistics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The nearest curve through points that never falls, with straight lines between: see {@link
 * Isotonic}. Outside the points it goes on as it is at their ends.
 *
 * @param at where the curve bends, ascending
 * @param values there, none below the one before it
 */
public record IsotonicCurve(double[] at, double[] values) implements Serializable {
  /**
   * @param x ascending, each once
   * @param y to which the curve comes as near as it can
   * @param weights above 0
   */
  public static IsotonicCurve fit(double[] x, double[] y, double[] weights) {
    if (x.length == 0) {
      throw new IllegalArgumentException("no point: a curve needs at least one");
    }
    if (x.length != y.length) {
      throw new IllegalArgumentException("%d places and %d values".formatted(x.length, y.length));
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || i > 0 && x[i] <= x[i - 1]) {
        throw new IllegalArgumentException(
            "point %d lies at %s, after one at %s: sort them, and take those of one place together"
                .formatted(i, x[i], i == 0 ? "none" : x[i - 1]));
      }
    }
    double[] fitted = Isotonic.fit(y, weights);
    double[] at = new double[x.length];
    double[] values = new double[x.length];
    int bends = 0;
    for (int i = 0; i < x.length; i++) {
      boolean isInside =
          i > 0 && i < x.length - 1 && fitted[i - 1] == fitted[i] && fitted[i] == fitted[i + 1];
      if (!isInside) {
        at[bends] = x[i];
        values[bends++] = fitted[i];
      }
    }
    return new IsotonicCurve(Arrays.copyOf(at, bends), Arrays.copyOf(values, bends));
  }

  /**
   * The share of rows in which it happened, by score. Among n rows no share is below 1 / (n + 2) or
   * above 1 less that: so many cannot tell what never happens.
   */
  public static IsotonicCurve of(Predictions rows) {
    int[] used = IntStream.range(0, rows.size()).filter(g -> rows.weight(g) > 0).toArray();
    IsotonicCurve curve =
        fit(
            Arrays.stream(used).mapToDouble(rows::value).toArray(),
            Arrays.stream(used).mapToDouble(g -> rows.events(g) / rows.weight(g)).toArray(),
            Arrays.stream(used).mapToDouble(rows::weight).toArray());
    double least = 1 / (rows.weight() + 2);
    return new IsotonicCurve(
        curve.at,
        Arrays.stream(curve.values).map(p -> Math.max(least, Math.min(1 - least, p))).toArray());
  }

  /** The curve's value at a place. */
  public double value(double x) {
    if (Double.isNaN(x)) {
      throw new IllegalArgumentException("the curve at no number: leave out rows without a score");
    }
    int found = Arrays.binarySearch(at, x + 0.0);
    if (found >= 0) {
      return values[found];
    }
    int after = -found - 1;
    if (after == 0 || after == at.length) {
      return values[after == 0 ? 0 : after - 1];
    }
    double part = (x - at[after - 1]) / (at[after] - at[after - 1]);
    return values[after - 1] + part * (values[after] - values[after - 1]);
  }
}
