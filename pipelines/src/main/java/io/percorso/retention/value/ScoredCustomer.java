package io.percorso.retention.value;

/**
 * A customer of a past period: how likely he was said to leave, and whether he did.
 *
 * @param score higher for those likelier to leave; only the order counts
 */
public record ScoredCustomer(double score, boolean isLeaver) {
  public ScoredCustomer {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "a customer's score is no number: score him or leave him out");
    }
  }
}
