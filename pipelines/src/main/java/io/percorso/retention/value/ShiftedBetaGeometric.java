package io.percorso.retention.value;

import org.apache.commons.math3.special.Beta;

/**
 * Customers with a contract that is renewed every period: each leaves at a renewal with a
 * probability of his own, spread over them as Beta(a, b). As those likeliest to leave do so first,
 * the share of those left who renew rises, though nobody changes. Of P. Fader and B. Hardie, "How
 * to project customer retention", Journal of Interactive Marketing 21 (2007).
 *
 * @param a weight of leaving
 * @param b weight of staying
 */
public record ShiftedBetaGeometric(double a, double b) {
  public ShiftedBetaGeometric {
    Given.parameter("shifted beta-geometric", "a", a);
    Given.parameter("shifted beta-geometric", "b", b);
  }

  /**
   * Fits by likelihood.
   *
   * @param survivors of one cohort: how many began, then how many were left after each renewal; at
   *     least two renewals
   * @throws IllegalArgumentException when they rise, or when nobody or everybody left
   */
  public static Fitted<ShiftedBetaGeometric> fit(long... survivors) {
    requireCohort(survivors);
    Likeliest likeliest =
        Likeliest.of(
            new double[] {1, 2},
            at -> new ShiftedBetaGeometric(at[0], at[1]).logLikelihood(survivors));
    double[] found = likeliest.parameters();
    return new Fitted<>(
        new ShiftedBetaGeometric(found[0], found[1]),
        likeliest.logLikelihood(),
        likeliest.isConverged());
  }

  private static void requireCohort(long[] survivors) {
    if (survivors.length < 3) {
      throw new IllegalArgumentException(
          "%d counts of survivors: two parameters need those who began and those left after at"
                  .formatted(survivors.length)
              + " least two renewals");
    }
    for (int t = 1; t < survivors.length; t++) {
      if (survivors[t] < 0 || survivors[t] > survivors[t - 1]) {
        throw new IllegalArgumentException(
            "%d survivors after renewal %d, of %d before it: count one cohort, which nobody joins"
                .formatted(survivors[t], t, survivors[t - 1]));
      }
    }
    if (survivors[0] == survivors[survivors.length - 1]) {
      throw new IllegalArgumentException(
          "none of %d customers left, so that nothing tells how they do: wait for more renewals"
              .formatted(survivors[0]));
    }
    if (survivors[1] == 0) {
      throw new IllegalArgumentException(
          "all of %d customers left at the first renewal, so that nothing tells who stays: take a"
                  .formatted(survivors[0])
              + " shorter period");
    }
  }

  /** Of a cohort: those who began, then those left after each renewal. */
  public double logLikelihood(long... survivors) {
    int last = survivors.length - 1;
    double sum = survivors[last] == 0 ? 0 : survivors[last] * logSurvival(last);
    for (int t = 1; t <= last; t++) {
      long left = survivors[t - 1] - survivors[t];
      sum += left == 0 ? 0 : left * (Beta.logBeta(a + 1, b + t - 1) - Beta.logBeta(a, b));
    }
    return sum;
  }

  /** Share of those who began that is left after so many renewals. */
  public double survival(int renewals) {
    Given.notNegative("the number of renewals", renewals);
    return Math.exp(logSurvival(renewals));
  }

  private double logSurvival(int renewals) {
    return Beta.logBeta(a, b + renewals) - Beta.logBeta(a, b);
  }

  /**
   * Share of those still there who renew.
   *
   * @param renewal 1 for the first
   */
  public double retention(int renewal) {
    requireRenewal(renewal);
    return (b + renewal - 1) / (a + b + renewal - 1);
  }

  /**
   * Periods that a customer will still renew for, each of them worth less the later it begins: the
   * discounted expected residual lifetime of P. Fader and B. Hardie, "Customer-base valuation in a
   * contractual setting", Marketing Science 29 (2010). Times the margin of a period it is what he
   * is still worth right before a renewal.
   *
   * @param renewal that is due, 1 for the first; the period that it buys counts in full
   * @param discount per period, above 0, such as 0.1
   */
  public double expectedPeriods(int renewal, double discount) {
    requireRenewal(renewal);
    if (!(discount > 0) || Double.isInfinite(discount)) {
      throw new IllegalArgumentException(
          "a discount of %s per period: give one above 0, for the sum of all periods to come may be"
                  .formatted(discount)
              + " infinite without");
    }
    return retention(renewal)
        * Hypergeometric.ofOne(b + renewal, a + b + renewal, 1 / (1 + discount));
  }

  private static void requireRenewal(int renewal) {
    if (renewal < 1) {
      throw new IllegalArgumentException(
          "renewal %d: the first that a customer can make is 1".formatted(renewal));
    }
  }
}
