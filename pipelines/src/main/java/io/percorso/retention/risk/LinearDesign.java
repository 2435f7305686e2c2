package io.percorso.retention.risk;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a line: of each feature its value, and whether it is missing, both with mean 0 and
 * standard deviation 1 among the training rows. What is the same in all of them has no column.
 */
final class LinearDesign implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<RiskFeature> features;
  private final int[] used;
  private final List<Scorer.Column> columns = new ArrayList<>();

  /** Standard deviations of value and of missing; 0 where there is no column. */
  private final List<double[]> scales = new ArrayList<>();

  private final int size;

  /**
   * @param used places of the features that the line may read
   * @param rows at least one
   */
  LinearDesign(List<RiskFeature> features, int[] used, List<RiskRow> rows) {
    this.features = features;
    this.used = used.clone();
    int live = 0;
    for (int at : used) {
      double[] known =
          Arrays.stream(RiskRows.values(rows, at))
              .map(features.get(at)::linear)
              .filter(value -> !Double.isNaN(value))
              .toArray();
      double[] scale = add(known, 1 - (double) known.length / rows.size());
      live += (scale[0] > 0 ? 1 : 0) + (scale[1] > 0 ? 1 : 0);
    }
    size = live;
  }

  private double[] add(double[] known, double missingShare) {
    double low = Arrays.stream(known).min().orElse(0);
    double high = Arrays.stream(known).max().orElse(0);
    double mean = Math.max(low, Math.min(high, Arrays.stream(known).average().orElse(0)));
    double spread =
        Math.sqrt(Arrays.stream(known).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    boolean isLive = low < high && spread > 0 && Double.isFinite(spread);
    double[] scale = {isLive ? spread : 0, Math.sqrt(missingShare * (1 - missingShare))};
    columns.add(
        isLive
            ? new Scorer.Column(mean, low, high, missingShare)
            : new Scorer.Column(0, 0, 0, missingShare));
    scales.add(scale);
    return scale;
  }

  /** Columns. */
  int size() {
    return size;
  }

  /** A row's columns. */
  double[] columns(double[] row) {
    double[] values = new double[size];
    int column = 0;
    for (int i = 0; i < used.length; i++) {
      RiskFeature feature = features.get(used[i]);
      double[] scale = scales.get(i);
      if (scale[0] > 0) {
        Scorer.Term one = new Scorer.Term(used[i], feature, columns.get(i), 1 / scale[0], 0);
        values[column++] = one.adds(row);
      }
      if (scale[1] > 0) {
        Scorer.Term one = new Scorer.Term(used[i], feature, columns.get(i), 0, 1 / scale[1]);
        values[column++] = one.adds(row);
      }
    }
    return values;
  }

  /** The line of coefficients of the columns. */
  Scorer.Linear line(double intercept, double[] coefficients) {
    List<Scorer.Term> terms = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < used.length; i++) {
      double[] scale = scales.get(i);
      double slope = scale[0] > 0 ? coefficients[column++] / scale[0] : 0;
      double missing = scale[1] > 0 ? coefficients[column++] / scale[1] : 0;
      terms.add(new Scorer.Term(used[i], features.get(used[i]), columns.get(i), slope, missing));
    }
    return new Scorer.Linear(intercept, List.copyOf(terms));
  }
}
