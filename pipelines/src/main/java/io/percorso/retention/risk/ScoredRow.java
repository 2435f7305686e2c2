package io.percorso.retention.risk;

/**
 * What a model said of a customer, and what came of it.
 *
 * @param score log odds before calibration: ranks
 * @param probability after calibration: prices; above 0 and below 1
 */
public record ScoredRow(
    String customer, String group, double score, double probability, boolean hasLeft) {
  public ScoredRow {
    if (!Double.isFinite(score) || !(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "customer %s was given a score of %s and a probability of %s: calibrate scores first"
              .formatted(customer, score, probability));
    }
  }

  /** What a model says of a row. */
  public static ScoredRow of(RiskModel model, RiskRow row) {
    return new ScoredRow(
        row.customer(),
        row.group(),
        model.score(row.values()),
        model.probability(row.values()),
        row.hasLeft());
  }

  /** −ln of the probability that was given to what then happened. */
  double logLoss() {
    return hasLeft ? -Math.log(probability) : -Math.log1p(-probability);
  }
}
