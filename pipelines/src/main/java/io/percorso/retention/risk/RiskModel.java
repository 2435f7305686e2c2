package io.percorso.retention.risk;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Says how likely a customer is to leave within the horizon it was fitted for, and what each
 * feature adds to that. Immutable; scores without Spark; stored as JSON, with every bit.
 *
 * <p>Rank customers by {@link #score}, price them by {@link #probability}: calibration gives many
 * scores one probability. Contributions are reasons of the model, not causes in the world.
 */
public final class RiskModel implements Serializable {
  /** From the simplest on. */
  public enum Kind {
    /** The same for everybody. */
    PREVALENCE,
    /** A line in the days since the customer was last seen. */
    RECENCY,
    /** A line in recency, frequency and monetary value. */
    RFM,
    /** A line in all features. */
    LOGISTIC,
    /** Boosted trees of all features. */
    TREES
  }

  private final Kind kind;
  private final List<RiskFeature> features;
  private final Scorer scorer;
  private final Calibrator calibrator;
  private final List<FeatureDrift.Reference> references;

  RiskModel(
      Kind kind,
      List<RiskFeature> features,
      Scorer scorer,
      Calibrator calibrator,
      List<FeatureDrift.Reference> references) {
    this.kind = kind;
    this.features = List.copyOf(features);
    this.scorer = scorer;
    this.calibrator = calibrator;
    this.references = List.copyOf(references);
  }

  /** A model that says the same of everybody. */
  static RiskModel prevalence(List<RiskFeature> features, double logOdds) {
    return new RiskModel(
        Kind.PREVALENCE, features, new Scorer.Prevalence(logOdds), Calibrator.NONE, List.of());
  }

  /** The same model with another calibration. */
  RiskModel calibrated(Calibrator other) {
    return new RiskModel(kind, features, scorer, other, references);
  }

  /** The same model with the values against which drift is told. */
  RiskModel referring(List<FeatureDrift.Reference> others) {
    return new RiskModel(kind, features, scorer, calibrator, others);
  }

  public Kind kind() {
    return kind;
  }

  /**
   * What a row holds, in its order; a model of kind {@link Kind#RECENCY} reads only one of them.
   */
  public List<RiskFeature> features() {
    return features;
  }

  public Calibrator calibrator() {
    return calibrator;
  }

  /** How the features were spread when the model was fitted; see {@link FeatureDrift}. */
  public List<FeatureDrift.Reference> references() {
    return references;
  }

  /** How a feature was spread, if that was kept. */
  public Optional<FeatureDrift.Reference> reference(String feature) {
    return references.stream().filter(r -> r.feature().equals(feature)).findFirst();
  }

  Scorer scorer() {
    return scorer;
  }

  /**
   * Log odds before calibration.
   *
   * @param row in the order of the features, NaN where missing
   */
  public double score(double[] row) {
    requireRow(row);
    return scorer.score(row);
  }

  /** After calibration; above 0 and below 1, whatever is missing. */
  public double probability(double[] row) {
    return calibrator.probability(score(row));
  }

  /** Log odds before calibration of a customer of whom nothing is known. */
  public double base() {
    return scorer.base();
  }

  /** What each feature adds to {@link #base}, in log odds: all together are the score. */
  public double[] contributions(double[] row) {
    requireRow(row);
    double[] contributions = new double[features.size()];
    scorer.contribute(row, contributions);
    return contributions;
  }

  private void requireRow(double[] row) {
    if (row.length != features.size()) {
      throw new IllegalArgumentException(
          "a row of %d numbers for a model of %d features: are they of the model's own version?"
              .formatted(row.length, features.size()));
    }
  }

  public String toJson() {
    return RiskModelJson.write(this);
  }

  /**
   * @throws IllegalArgumentException when the text is no stored model
   */
  public static RiskModel fromJson(String json) {
    return RiskModelJson.read(json);
  }
}
