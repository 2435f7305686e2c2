package io.percorso.retention;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Days on which one customer bought, and what was spent. Purchases come in order of their day. As
 * in {@link FeatureFold} two records of one day are two tales of one purchase, of which the dearer
 * counts. Knows no Spark.
 */
final class BuyingFold {
  private Optional<LocalDate> first = Optional.empty();
  private LocalDate last = LocalDate.MIN;
  private long days;
  private long priced;
  private double spent;
  private double spentOnLast;

  /**
   * @param amount NaN where it is not known
   */
  void take(LocalDate day, double amount) {
    if (!day.equals(last)) {
      first = first.or(() -> Optional.of(day));
      last = day;
      days++;
      spentOnLast = 0;
    }
    if (amount > spentOnLast) {
      priced += spentOnLast == 0 ? 1 : 0;
      spent += amount - spentOnLast;
      spentOnLast = amount;
    }
  }

  Optional<LocalDate> first() {
    return first;
  }

  /** Of somebody who bought. */
  LocalDate last() {
    return last;
  }

  /** Days with a purchase. */
  long days() {
    return days;
  }

  /** Those on which something above nothing is known to have been paid. */
  long priced() {
    return priced;
  }

  double spent() {
    return spent;
  }
}
