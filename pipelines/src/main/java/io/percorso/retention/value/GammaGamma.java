package io.percorso.retention.value;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * What a purchase is worth: each one Gamma(p, n), where n is the customer's own and spread over
 * customers as Gamma(q, v). Of P. Fader, B. Hardie and K. Lee, "RFM and CLV: using iso-value curves
 * for customer base analysis", Journal of Marketing Research 42 (2005).
 *
 * <p>It assumes that what customers spend has nothing to do with how often they buy: look at {@link
 * #correlation} before relying on it.
 *
 * @param p shape of one customer's amounts
 * @param q shape of the spread over customers; a mean over them exists only above 1
 * @param v rate of that spread, in the unit of the amounts
 */
public record GammaGamma(double p, double q, double v) {
  public GammaGamma {
    Given.parameter("Gamma-Gamma", "p", p);
    Given.parameter("Gamma-Gamma", "q", q);
    Given.parameter("Gamma-Gamma", "v", v);
  }

  /**
   * What one customer has spent.
   *
   * @param purchases of which the amounts are known, at least 1
   * @param mean amount of them, above 0, in one currency and unit for all customers
   */
  public record Spent(long purchases, double mean) {
    public Spent {
      if (purchases < 1) {
        throw new IllegalArgumentException(
            "amounts of %d purchases say nothing: leave out customers without any"
                .formatted(purchases));
      }
      if (!(mean > 0) || Double.isInfinite(mean)) {
        throw new IllegalArgumentException(
            "a mean amount of %s: leave out purchases that cost nothing or were given back"
                .formatted(mean));
      }
    }
  }

  /**
   * Fits by likelihood.
   *
   * @param customers in any order
   * @throws IllegalArgumentException when they cannot say how customers differ
   */
  public static Fitted<GammaGamma> fit(List<Spent> customers) {
    if (customers.stream().mapToDouble(Spent::mean).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "%d customers have fewer than two different mean amounts, so that nothing tells how they"
                  .formatted(customers.size())
              + " differ: take more customers");
    }
    List<Spent> sorted =
        customers.stream()
            .sorted(Comparator.comparingLong(Spent::purchases).thenComparingDouble(Spent::mean))
            .toList();
    double mean = sorted.stream().mapToDouble(Spent::mean).average().orElseThrow();
    Likeliest likeliest =
        Likeliest.of(
            new double[] {2, 2, mean},
            at -> {
              GammaGamma tried = new GammaGamma(at[0], at[1], at[2]);
              return LogNumbers.sum(sorted.stream().mapToDouble(tried::logLikelihood));
            });
    double[] found = likeliest.parameters();
    return new Fitted<>(
        new GammaGamma(found[0], found[1], found[2]),
        likeliest.logLikelihood(),
        likeliest.isConverged());
  }

  /**
   * By how much those who buy more often spend more, or less, each time: the correlation of the
   * number of purchases and their mean amount, from −1 to 1; 0 where one of the two is the same for
   * all. Of the shop with which the model was published it is 0.11; far from 0 the model must not
   * be used.
   */
  public static double correlation(List<Spent> customers) {
    if (customers.stream().mapToLong(Spent::purchases).distinct().count() < 2
        || customers.stream().mapToDouble(Spent::mean).distinct().count() < 2) {
      return 0;
    }
    return new PearsonsCorrelation()
        .correlation(
            customers.stream().mapToDouble(Spent::purchases).toArray(),
            customers.stream().mapToDouble(Spent::mean).toArray());
  }

  /** Of one customer. */
  public double logLikelihood(Spent of) {
    double shape = p * of.purchases;
    return Gamma.logGamma(shape + q)
        - Gamma.logGamma(shape)
        - Gamma.logGamma(q)
        + q * Math.log(v)
        + (shape - 1) * Math.log(of.mean)
        + shape * Math.log(of.purchases)
        - (shape + q) * Math.log(v + of.purchases * of.mean);
  }

  /**
   * Mean amount of a customer of whom nothing is known.
   *
   * @throws IllegalArgumentException when q is not above 1: then the mean over customers is
   *     infinite
   */
  public double expectedAmount() {
    return expectedAmount(0, 0);
  }

  /**
   * Mean amount of a customer's purchases to come: his own, drawn towards that of all.
   *
   * @throws IllegalArgumentException when he bought so little, and q is so small, that it is
   *     infinite
   */
  public double expectedAmount(Spent of) {
    return expectedAmount(of.purchases, of.mean);
  }

  private double expectedAmount(long purchases, double mean) {
    double weight = p * purchases + q - 1;
    if (weight <= 0) {
      throw new IllegalArgumentException(
          "after %d purchases %s has no finite mean, for p × purchases + q is not above 1: fit it"
                  .formatted(purchases, this)
              + " without the few who spend hundreds of times what others do");
    }
    return p * (v + purchases * mean) / weight;
  }
}
