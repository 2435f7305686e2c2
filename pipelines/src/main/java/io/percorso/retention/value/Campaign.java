package io.percorso.retention.value;

/**
 * What it costs and brings to address customers before they leave. Amounts in one currency.
 *
 * @param acceptAlpha with acceptBeta: the probability that a leaver accepts the offer and stays,
 *     which nobody knows, is spread as Beta(acceptAlpha, acceptBeta); above 0
 * @param acceptBeta above 0
 * @param customerValue of one who is kept, above 0
 * @param offerCost of an accepted offer, below the customer's value
 * @param contactCost of addressing one customer
 */
public record Campaign(
    double acceptAlpha,
    double acceptBeta,
    double customerValue,
    double offerCost,
    double contactCost) {
  /**
   * The usual one, of W. Verbeke and others, European Journal of Operational Research 218 (2012)
   * and T. Verbraken and others, IEEE Transactions on Knowledge and Data Engineering 25 (2013),
   * from European telephone companies: 3 in 10 accept; a customer is worth 200, an offer 10, a
   * contact 1.
   */
  public static final Campaign OF_TELEPHONY = new Campaign(6, 14, 200, 10, 1);

  public Campaign {
    Given.parameter("campaign", "acceptAlpha", acceptAlpha);
    Given.parameter("campaign", "acceptBeta", acceptBeta);
    Given.parameter("campaign", "customerValue", customerValue);
    Given.notNegative("the cost of an offer", offerCost);
    Given.notNegative("the cost of a contact", contactCost);
    if (offerCost >= customerValue) {
      throw new IllegalArgumentException(
          "an offer costs %s and a customer is worth %s: no campaign can pay, make the offer cheaper"
              .formatted(offerCost, customerValue));
    }
  }

  /** Won by a leaver who accepts, before the contact is paid. */
  double won() {
    return customerValue - offerCost;
  }

  /** Lost by one who stays anyhow: he is addressed and takes the offer. */
  double wasted() {
    return offerCost + contactCost;
  }
}
