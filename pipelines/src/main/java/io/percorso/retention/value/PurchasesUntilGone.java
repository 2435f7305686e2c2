package io.percorso.retention.value;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Repeat purchases within a time under {@link BgNbd}. Were nobody ever to leave, their number would
 * be negative binomial; of those purchases only the ones up to leaving are made.
 *
 * <p>The mean is Σ P(n would be made) · E(made of n). It equals the closed form with ₂F₁ of the
 * paper; but all its terms are positive, where the closed form takes two large numbers from each
 * other when a is near 1.
 */
final class PurchasesUntilGone {
  private static final double SMALLEST_SHARE = 1e-17;
  private static final long MOST_TERMS = 100_000_000;

  /** Where the running weights are scaled down, lest they overflow. */
  private static final double TOO_LARGE = 1e200;

  private final BgNbd model;

  /** Share of the time in alpha and the time. */
  private final double share;

  private final double logNone;

  PurchasesUntilGone(BgNbd model, double time) {
    this.model = model;
    this.share = time / (model.alpha() + time);
    this.logNone = -model.r() * Math.log1p(time / model.alpha());
  }

  double expected() {
    double weight = 1;
    double sum = 0;
    double logScale = logNone;
    double stays = 1;
    double made = 0;
    for (long n = 1; n < MOST_TERMS; n++) {
      double growth = (model.r() + n - 1) / n * share;
      weight *= growth;
      made += stays;
      stays *= (model.b() + n - 1) / (model.a() + model.b() + n - 1);
      sum += weight * made;
      // No later term is more than this share of the one before it: made grows no faster than n.
      double fall = (model.r() + n) / n * share;
      if (fall < 1 && weight * made <= SMALLEST_SHARE * sum * (1 - fall)) {
        return sum == 0 ? 0 : Math.exp(Math.log(sum) + logScale);
      }
      if (sum > TOO_LARGE) {
        weight /= TOO_LARGE;
        sum /= TOO_LARGE;
        logScale += Math.log(TOO_LARGE);
      }
    }
    throw new IllegalArgumentException(
        "the purchases of %s are too many to add up after %d terms: ask for a shorter time"
            .formatted(model, MOST_TERMS));
  }

  double probability(long n) {
    if (n == 0) {
      return Math.exp(logNone);
    }
    if (share == 0) {
      return 0;
    }
    double stayed = Beta.logBeta(model.a(), model.b() + n) - Beta.logBeta(model.a(), model.b());
    double made =
        Gamma.logGamma(model.r() + n)
            - Gamma.logGamma(model.r())
            - Gamma.logGamma(n + 1.0)
            + logNone
            + n * Math.log(share);
    double left =
        Beta.logBeta(model.a() + 1, model.b() + n - 1) - Beta.logBeta(model.a(), model.b());
    return Math.exp(stayed + made) + Math.exp(left) * Beta.regularizedBeta(share, n, model.r());
  }
}
