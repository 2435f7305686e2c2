package io.percorso.retention.risk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of learning: a model or none, all that was tried, and why.
 *
 * @param model the simplest that is not significantly worse than the best; empty without a training
 *     row
 * @param candidates from the simplest on
 * @param reasons sentences that say what was done and what was left out
 * @param suspects features for a person to look at before the model is used
 * @param split how the rows were divided
 * @param rows that were divided
 */
public record Learned(
    Optional<RiskModel> model,
    List<Candidate> candidates,
    List<String> reasons,
    List<SingleFeatureAuc.Suspect> suspects,
    Split split,
    Rows rows) {
  /**
   * The rows that it came of.
   *
   * @param count in all slices
   * @param leavers among them
   * @param test the slice on which the candidates were judged
   */
  public record Rows(long count, long leavers, List<RiskRow> test) {}

  /**
   * A model that was tried.
   *
   * @param validationLogLoss empty without a validation row
   * @param metrics on the test slice, all rows first, then by group
   */
  public record Candidate(
      RiskModel model, OptionalDouble validationLogLoss, List<RiskMetrics> metrics) {}

  /** The candidate that was chosen. */
  public Optional<Candidate> chosen() {
    return candidates.stream()
        .filter(one -> model.isPresent() && one.model.kind() == model.get().kind())
        .findFirst();
  }
}
