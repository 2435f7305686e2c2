package io.percorso.retention;

import io.percorso.retention.RiskModels.Stored;
import java.time.LocalDate;

/** A line in silence and refused payments, small enough to be counted by hand. */
final class SmallModel {
  /**
   * Log odds −3 + 1·(ln(1 + days since active) − 1) + 2·(ln(1 + refused payments)), where a missing
   * silence adds 0.5; of a fit on 100 customers, half of them seen within 10 days.
   */
  static final String JSON =
      """
      {"kind": "LOGISTIC",
       "features": [{"name": "days_since_active", "kind": "COUNT"},
                    {"name": "payment_failures_90", "kind": "COUNT"}],
       "scorer": {"base": -3.0, "terms": [
         {"at": 0, "mean": 1.0, "low": 0.0, "high": 9.0, "missingShare": 0.0, "slope": 1.0, "missing": 0.5},
         {"at": 1, "mean": 0.0, "low": 0.0, "high": 9.0, "missingShare": 0.0, "slope": 2.0, "missing": 0.0}]},
       "calibrator": {"intercept": 0.0, "slope": 1.0},
       "references": [{"feature": "days_since_active", "cuts": [10.0], "counts": [50, 40, 10]}]}
      """;

  private SmallModel() {}

  static Stored stored(String modelId, int version) {
    return new Stored(modelId, version, 30, LocalDate.of(2026, 3, 1), "key", 25, JSON);
  }
}
