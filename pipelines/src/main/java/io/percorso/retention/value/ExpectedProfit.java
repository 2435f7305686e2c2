package io.percorso.retention.value;

import io.percorso.retention.value.RocHull.Corner;
import java.util.List;
import org.apache.commons.math3.special.Beta;

/**
 * The profit of addressing those with the highest scores, as many as pays best, while the share
 * that accepts is known only as a distribution: the expected maximum profit measure for churn of T.
 * Verbraken, W. Verbeke and B. Baesens, IEEE Transactions on Knowledge and Data Engineering 25
 * (2013). For any share that accepts, one corner of {@link RocHull} pays best; so the profit is a
 * sum over corners.
 *
 * @param perCustomer profit per customer of all, in the currency of the campaign; never below 0
 * @param addressed share of all customers to address, on average over what may be accepted
 */
public record ExpectedProfit(double perCustomer, double addressed) {
  /**
   * @param customers of a past period, at least one who left and one who stayed
   * @throws IllegalArgumentException when all of them did the same
   */
  public static ExpectedProfit of(List<ScoredCustomer> customers, Campaign campaign) {
    long leavers = customers.stream().filter(ScoredCustomer::isLeaver).count();
    if (leavers == 0 || leavers == customers.size()) {
      throw new IllegalArgumentException(
          "%d of %d customers left: whom to address can be told only where some left and some stayed"
              .formatted(leavers, customers.size()));
    }
    double left = (double) leavers / customers.size();
    List<Corner> hull = RocHull.of(customers, leavers);
    double profit = 0;
    double addressed = 0;
    double from = 0;
    for (int i = 0; i < hull.size(); i++) {
      Corner best = hull.get(i);
      double to = i + 1 < hull.size() ? paysFrom(best, hull.get(i + 1), left, campaign) : 1;
      to = Math.min(to, 1);
      double weight = share(campaign, 0, from, to);
      double accepted = weight == 0 ? 0 : mean(campaign) * share(campaign, 1, from, to);
      profit +=
          left * best.leavers() * (campaign.won() * accepted - campaign.contactCost() * weight)
              - (1 - left) * best.stayers() * campaign.wasted() * weight;
      addressed += weight * (left * best.leavers() + (1 - left) * best.stayers());
      from = to;
    }
    return new ExpectedProfit(profit, addressed);
  }

  /** The accepting share from which on the next corner pays better than this one; maybe above 1. */
  static double paysFrom(Corner here, Corner next, double left, Campaign campaign) {
    double moreLeavers = left * (next.leavers() - here.leavers());
    double moreStayers = (1 - left) * (next.stayers() - here.stayers());
    return moreLeavers == 0
        ? Double.POSITIVE_INFINITY
        : (moreStayers * campaign.wasted() + moreLeavers * campaign.contactCost())
            / (moreLeavers * campaign.won());
  }

  /** Mean share that accepts. */
  private static double mean(Campaign campaign) {
    return campaign.acceptAlpha() / (campaign.acceptAlpha() + campaign.acceptBeta());
  }

  /** Probability between two shares under Beta(alpha + more, beta). */
  private static double share(Campaign campaign, int more, double from, double to) {
    double alpha = campaign.acceptAlpha() + more;
    return Beta.regularizedBeta(to, alpha, campaign.acceptBeta())
        - Beta.regularizedBeta(from, alpha, campaign.acceptBeta());
  }
}
