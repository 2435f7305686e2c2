package io.percorso.retention.value;

import io.percorso.retention.value.BuyingHistory.Counted;
import java.util.List;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Customers who buy at a rate of their own, spread over them as Gamma(r, alpha), and of whom each
 * leaves for good after any repeat purchase with a probability of his own, spread as Beta(a, b):
 * the BG/NBD of P. Fader, B. Hardie and K. Lee, "Counting your customers" the easy way, Marketing
 * Science 24 (2005).
 *
 * <p>One who never bought again is alive for sure in this model, however long ago that was: use
 * {@link ParetoNbd}, or a hazard of silence, for those.
 *
 * @param r shape of the rates
 * @param alpha rate of the rates, in the unit of time of the histories
 * @param a weight of leaving
 * @param b weight of staying
 */
public record BgNbd(double r, double alpha, double a, double b) {
  public BgNbd {
    Given.parameter("BG/NBD", "r", r);
    Given.parameter("BG/NBD", "alpha", alpha);
    Given.parameter("BG/NBD", "a", a);
    Given.parameter("BG/NBD", "b", b);
  }

  /**
   * Fits by likelihood.
   *
   * @param customers in any order
   * @throws IllegalArgumentException when nobody bought again, or all have one history
   */
  public static Fitted<BgNbd> fit(List<Counted> customers) {
    Customers all = Customers.of(customers);
    Likeliest likeliest =
        Likeliest.of(
            new double[] {1, all.meanWait(), 1, 2},
            p -> {
              BgNbd tried = new BgNbd(p[0], p[1], p[2], p[3]);
              return all.sum(tried::logOfRepeats, tried::logOfTimes);
            });
    double[] p = likeliest.parameters();
    return new Fitted<>(
        new BgNbd(p[0], p[1], p[2], p[3]), likeliest.logLikelihood(), likeliest.isConverged());
  }

  /** Of one customer. */
  public double logLikelihood(BuyingHistory of) {
    return logOfRepeats(of.repeats()) + logOfTimes(of);
  }

  private double logOfRepeats(long x) {
    return Gamma.logGamma(r + x)
        - Gamma.logGamma(r)
        + r * Math.log(alpha)
        + Beta.logBeta(a, b + x)
        - Beta.logBeta(a, b);
  }

  private double logOfTimes(BuyingHistory of) {
    return -(r + of.repeats()) * Math.log(alpha + of.watched())
        + LogNumbers.log1pExp(logOddsGone(of));
  }

  /** Probability that a customer still buys; 1 for one who never bought again. */
  public double aliveProbability(BuyingHistory of) {
    return LogNumbers.complementOfOdds(logOddsGone(of));
  }

  /** Logarithm of P(gone) / P(alive). */
  private double logOddsGone(BuyingHistory of) {
    long x = of.repeats();
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return Math.log(a / (b + x - 1)) + (r + x) * Math.log1p(of.silence() / (alpha + of.lastAt()));
  }

  /** Repeat purchases to be expected of a customer within a time of his first. */
  public double expectedPurchases(double time) {
    Given.notNegative("the time of the purchases", time);
    return new PurchasesUntilGone(this, time).expected();
  }

  /**
   * Purchases to be expected of a customer within a time from now on. Those who are still there
   * follow the same model, with what they have shown added to its parameters.
   */
  public double expectedPurchases(BuyingHistory of, double time) {
    long x = of.repeats();
    return aliveProbability(of)
        * new BgNbd(r + x, alpha + of.watched(), a, b + x).expectedPurchases(time);
  }

  /** Probability of so many repeat purchases within a time of the first. */
  public double purchaseProbability(long purchases, double time) {
    Given.notNegative("the number of purchases", purchases);
    Given.notNegative("the time of the purchases", time);
    return new PurchasesUntilGone(this, time).probability(purchases);
  }
}
