package io.percorso.retention.value;

import io.percorso.retention.value.BuyingHistory.Counted;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Customers who buy at a rate of their own, spread over them as Gamma(r, alpha), and leave for good
 * at any moment at a rate of their own, spread as Gamma(s, beta): the Pareto/NBD of D. Schmittlein,
 * D. Morrison and R. Colombo, Management Science 33 (1987).
 *
 * <p>With the likelihood as P. Fader and B. Hardie write it, "A note on deriving the Pareto/NBD
 * model" (2005). Their ₂F₁ goes through Euler's transformation, and everything is taken relative to
 * a customer who is alive, in logarithms, so that hundreds of purchases do not vanish.
 *
 * @param r shape of the rates of buying
 * @param alpha rate of the rates of buying, in the unit of time of the histories
 * @param s shape of the rates of leaving
 * @param beta rate of the rates of leaving, in the same unit
 */
public record ParetoNbd(double r, double alpha, double s, double beta) {
  public ParetoNbd {
    Given.parameter("Pareto/NBD", "r", r);
    Given.parameter("Pareto/NBD", "alpha", alpha);
    Given.parameter("Pareto/NBD", "s", s);
    Given.parameter("Pareto/NBD", "beta", beta);
  }

  /**
   * Fits by likelihood.
   *
   * @param customers in any order
   * @throws IllegalArgumentException when nobody bought again, or all have one history
   */
  public static Fitted<ParetoNbd> fit(List<Counted> customers) {
    Customers all = Customers.of(customers);
    Likeliest likeliest =
        Likeliest.of(
            new double[] {1, all.meanWait(), 1, all.meanWait()},
            p -> {
              ParetoNbd tried = new ParetoNbd(p[0], p[1], p[2], p[3]);
              return all.sum(tried::logOfRepeats, tried::logOfTimes);
            });
    double[] p = likeliest.parameters();
    return new Fitted<>(
        new ParetoNbd(p[0], p[1], p[2], p[3]), likeliest.logLikelihood(), likeliest.isConverged());
  }

  /** Of one customer. */
  public double logLikelihood(BuyingHistory of) {
    return logOfRepeats(of.repeats()) + logOfTimes(of);
  }

  private double logOfRepeats(long x) {
    return Gamma.logGamma(r + x) - Gamma.logGamma(r) + r * Math.log(alpha) + s * Math.log(beta);
  }

  private double logOfTimes(BuyingHistory of) {
    return logAlive(of.repeats(), of.watched()) + LogNumbers.log1pExp(logOddsGone(of));
  }

  /** Probability that a customer still buys. */
  public double aliveProbability(BuyingHistory of) {
    return LogNumbers.complementOfOdds(logOddsGone(of));
  }

  /** Of one who stays throughout: ln (alpha + t)^−(r+x) (beta + t)^−s. */
  private double logAlive(long x, double time) {
    return -(r + x) * Math.log(alpha + time) - s * Math.log(beta + time);
  }

  /** Logarithm of P(gone) / P(alive). */
  private double logOddsGone(BuyingHistory of) {
    long x = of.repeats();
    if (of.silence() == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double early = logGoneAfter(x, of.lastAt());
    double late = logGoneAfter(x, of.watched());
    return Math.log(s / (r + s + x))
        + LogNumbers.logDifference(Math.max(early, late), late)
        - logAlive(x, of.watched());
  }

  /** Of one who buys nothing from a time on and leaves some day after it; falls with the time. */
  private double logGoneAfter(long x, double time) {
    double c = r + s + x + 1;
    if (alpha >= beta) {
      double z = (alpha - beta) / (alpha + time);
      return logAlive(x, time) + Math.log(Hypergeometric.ofOne(r + x, c, z));
    }
    double z = (beta - alpha) / (beta + time);
    return logAlive(x, time)
        + Math.log((alpha + time) / (beta + time))
        + Math.log(Hypergeometric.ofOne(s + 1, c, z));
  }

  /** Repeat purchases to be expected of a customer within a time of his first. */
  public double expectedPurchases(double time) {
    Given.notNegative("the time of the purchases", time);
    double log = Math.log1p(time / beta);
    double stays = s == 1 ? log : -Math.expm1((1 - s) * log) / (s - 1);
    return r * beta / alpha * stays;
  }

  /**
   * Purchases to be expected of a customer within a time from now on. Those who are still there
   * follow the same model, with what they have shown added to its parameters.
   */
  public double expectedPurchases(BuyingHistory of, double time) {
    return aliveProbability(of)
        * new ParetoNbd(r + of.repeats(), alpha + of.watched(), s, beta + of.watched())
            .expectedPurchases(time);
  }
}
