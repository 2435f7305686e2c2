package io.percorso.retention.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Customers whose chance to leave in 30 days is known: log odds of the formula of models.md,
 * section 7.1, each effect larger or smaller by up to 30 in 100, and a part that nobody observes.
 * The formula leaves open how causes are spread; here they are spread as the constants say.
 */
final class RiskWorld {
  /** As a feature table would name them, none of them in the form in which the formula reads it. */
  static final List<RiskFeature> FEATURES =
      List.of(
          new RiskFeature("frictions", RiskFeature.Kind.COUNT),
          new RiskFeature("repeats", RiskFeature.Kind.COUNT),
          new RiskFeature("payment_failed", RiskFeature.Kind.FLAG),
          new RiskFeature("price_rose", RiskFeature.Kind.FLAG),
          new RiskFeature("days_since_seen", RiskFeature.Kind.COUNT),
          new RiskFeature("tenure_months", RiskFeature.Kind.COUNT),
          new RiskFeature("satisfaction", RiskFeature.Kind.NUMBER),
          new RiskFeature("renews_itself", RiskFeature.Kind.FLAG));

  private static final double BASE = -3.3;
  private static final double[] EFFECTS = {.45, .35, 1.3, .8, .9, -.35, -.4, -.9, .5};
  private static final double PERTURBED = .3;
  private static final double UNSEEN = .8;

  /** Σ over the normal distribution of what nobody observes, at 21 places. */
  private static final GaussIntegrator NORMAL = new GaussIntegratorFactory().hermite(21);

  final List<RiskRow> rows = new ArrayList<>();

  /** Of each row: the probability that whoever sees all features can know. */
  final double[] truth;

  /** Of each row: what the customer is worth. */
  final double[] worth;

  private final double[] effects;

  /**
   * @param perturbed false for the formula's own effects
   */
  RiskWorld(long seed, int customers, boolean perturbed) {
    SplittableRandom random = new SplittableRandom(seed);
    effects =
        Arrays.stream(EFFECTS)
            .map(e -> perturbed ? e * (1 + PERTURBED * (2 * random.nextDouble() - 1)) : e)
            .toArray();
    truth = new double[customers];
    worth = new double[customers];
    for (int i = 0; i < customers; i++) {
      add(i, random);
    }
  }

  private void add(int i, SplittableRandom random) {
    double trait = ModelsOfTest.normal(random);
    double[] x = {
      poisson(random, .8 * Math.exp(.5 * trait)),
      poisson(random, .3 * Math.exp(.5 * trait)),
      random.nextDouble() < .04 ? 1 : 0,
      random.nextDouble() < .15 ? 1 : 0,
      -7 * Math.log(1 - random.nextDouble()),
      -24 * Math.log(1 - random.nextDouble()),
      ModelsOfTest.normal(random),
      random.nextDouble() < .6 ? 1 : 0
    };
    double seen = logOdds(x);
    truth[i] =
        NORMAL.integrate(z -> probability(seen + UNSEEN * Math.sqrt(2) * z)) / Math.sqrt(Math.PI);
    double unseen = UNSEEN * ModelsOfTest.normal(random);
    boolean hasLeft = random.nextDouble() < probability(seen + unseen);
    double tier = random.nextDouble();
    worth[i] =
        Math.exp(3.5 + .4 * (tier < .3 ? 0 : tier < .8 ? 1 : 2) + .5 * ModelsOfTest.normal(random));
    rows.add(
        new RiskRow("c" + i, ModelsOfTest.DAY, x[7] == 1 ? "automatic" : "manual", hasLeft, x));
  }

  private double logOdds(double[] x) {
    return BASE
        + effects[0] * Math.min(x[0], 5)
        + effects[1] * Math.min(x[1], 4)
        + effects[2] * x[2]
        + effects[3] * x[3]
        + effects[4] * Math.log1p(x[4] / 7)
        + effects[5] * Math.log1p(x[5])
        + effects[6] * x[6]
        + effects[7] * x[7]
        + effects[8] * x[3] * (x[0] >= 2 ? 1 : 0);
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static int poisson(SplittableRandom random, double mean) {
    double left = random.nextDouble();
    double term = Math.exp(-mean);
    int count = 0;
    while (left > term && count < 200) {
      left -= term;
      term *= mean / ++count;
    }
    return count;
  }
}
