package io.percorso.retention.value;

import java.util.Comparator;

/**
 * All that the models of buying need to know of a customer. Times are counted from the first
 * purchase, in one unit for all customers; purchases of one moment count as one.
 *
 * @param repeats purchases after the first
 * @param lastAt time of the last of them, 0 where there is none
 * @param watched time until which purchases would have been seen
 */
public record BuyingHistory(long repeats, double lastAt, double watched)
    implements Comparable<BuyingHistory> {
  private static final Comparator<BuyingHistory> ORDER =
      Comparator.comparingLong(BuyingHistory::repeats)
          .thenComparingDouble(BuyingHistory::lastAt)
          .thenComparingDouble(BuyingHistory::watched);

  public BuyingHistory {
    if (repeats < 0) {
      throw new IllegalArgumentException(
          "%d repeat purchases are fewer than none: count the purchases after the first"
              .formatted(repeats));
    }
    Given.notNegative("the time watched", watched);
    if (!(lastAt >= 0 && lastAt <= watched)) {
      throw new IllegalArgumentException(
          "a last purchase at %s is outside of the %s watched: count both from the first purchase,"
                  .formatted(lastAt, watched)
              + " in one unit");
    }
    if (repeats == 0 && lastAt > 0) {
      throw new IllegalArgumentException(
          "a last repeat purchase at %s, but there is none: give 0 where nothing was bought again"
              .formatted(lastAt));
    }
    if (repeats > 0 && lastAt == 0) {
      throw new IllegalArgumentException(
          "%d repeat purchases at the moment of the first: count purchases of one moment as one"
              .formatted(repeats));
    }
  }

  /** Time since the last purchase. */
  public double silence() {
    return watched - lastAt;
  }

  @Override
  public int compareTo(BuyingHistory other) {
    return ORDER.compare(this, other);
  }

  /**
   * Customers of one history.
   *
   * @param customers at least 1
   */
  public record Counted(BuyingHistory history, long customers) {
    public Counted {
      if (customers < 1) {
        throw new IllegalArgumentException(
            "%d customers of %s: leave out histories that nobody has"
                .formatted(customers, history));
      }
    }
  }
}
