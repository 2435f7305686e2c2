package io.percorso.retention.risk;

import io.percorso.statistics.Predictions;
import io.percorso.statistics.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Features that alone tell leavers from others too well to be true: most often they know the
 * outcome. A person looks at them before the model is used.
 */
public final class SingleFeatureAuc {
  /** Of customers who leave, no honest feature alone is known to tell as much. */
  static final double SUSPICIOUS = 0.90;

  private SingleFeatureAuc() {}

  /**
   * A feature to look at.
   *
   * @param auc above 0.90, whichever way round the feature ranks
   */
  public record Suspect(String feature, double auc) {}

  /** Those to look at, the worst first; none where all rows came to the same. */
  public static List<Suspect> of(List<RiskFeature> features, List<RiskRow> rows) {
    boolean[] hasLeft = RiskRows.hasLeft(rows);
    List<Suspect> suspects = new ArrayList<>();
    if (RiskRows.isOneOutcome(rows)) {
      return suspects;
    }
    for (int j = 0; j < features.size(); j++) {
      double[] values = RiskRows.values(rows, j);
      // Being missing may tell it too: below all values, or above.
      double auc =
          Math.max(auc(values, hasLeft, -Double.MAX_VALUE), auc(values, hasLeft, Double.MAX_VALUE));
      if (auc > SUSPICIOUS) {
        suspects.add(new Suspect(features.get(j).name(), auc));
      }
    }
    suspects.sort(Comparator.comparingDouble(Suspect::auc).reversed());
    return List.copyOf(suspects);
  }

  private static double auc(double[] values, boolean[] hasLeft, double missing) {
    double[] known = values.clone();
    for (int i = 0; i < known.length; i++) {
      known[i] = Double.isFinite(known[i]) ? known[i] : missing;
    }
    double auc = Ranking.auc(Predictions.of(known, hasLeft));
    return Math.max(auc, 1 - auc);
  }
}
