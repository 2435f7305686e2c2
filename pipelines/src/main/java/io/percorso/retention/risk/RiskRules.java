package io.percorso.retention.risk;

import io.percorso.retention.value.Campaign;

/**
 * The numbers by which models are learned.
 *
 * @param seed of subsampling
 * @param iterations trees at most; they stop earlier when validation no longer gains
 * @param depth of a tree
 * @param step how much of each tree's answer counts
 * @param subsampling share of rows that each tree sees
 * @param leastRows behind each leaf
 * @param bins into which MLlib cuts a feature
 * @param featureShare of features that each split looks at, as MLlib writes it
 * @param gain of validation below which trees stop, against the loss
 * @param ridge on a line's standardised coefficients, per row; the least, where few leave
 * @param leastLeavers in training for more than a baseline
 * @param replicates of the bootstraps
 * @param campaign that prices the models
 */
public record RiskRules(
    long seed,
    int iterations,
    int depth,
    double step,
    double subsampling,
    int leastRows,
    int bins,
    String featureShare,
    double gain,
    double ridge,
    int leastLeavers,
    int replicates,
    Campaign campaign) {
  /** The usual ones. */
  public static final RiskRules USUAL =
      new RiskRules(
          1, 120, 5, 0.1, 0.7, 50, 64, "0.5", 0.001, 1e-4, 200, 200, Campaign.OF_TELEPHONY);

  public RiskRules {
    positive("iterations", iterations);
    positive("depth", depth);
    positive("step", step);
    positive("leastRows", leastRows);
    positive("bins", bins - 1);
    positive("leastLeavers", leastLeavers);
    positive("replicates", replicates);
    positive("subsampling", subsampling);
    if (step > 1 || subsampling > 1 || !(gain >= 0) || !(ridge >= 0)) {
      throw new IllegalArgumentException(
          ("step %s and subsampling %s lie above 0 and up to 1, gain %s and ridge %s are not"
                  + " negative")
              .formatted(step, subsampling, gain, ridge));
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("%s is too small: %s".formatted(name, value));
    }
  }

  /** The same with another seed, and another least number of leavers. */
  public RiskRules with(long otherSeed, int otherLeast) {
    return new RiskRules(
        otherSeed,
        iterations,
        depth,
        step,
        subsampling,
        leastRows,
        bins,
        featureShare,
        gain,
        ridge,
        otherLeast,
        replicates,
        campaign);
  }

  /** The same with fewer or more trees. */
  public RiskRules withTrees(int most, int deep) {
    return new RiskRules(
        seed,
        most,
        deep,
        step,
        subsampling,
        leastRows,
        bins,
        featureShare,
        gain,
        ridge,
        leastLeavers,
        replicates,
        campaign);
  }
}
