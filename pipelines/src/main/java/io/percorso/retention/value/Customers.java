package io.percorso.retention.value;

import io.percorso.retention.value.BuyingHistory.Counted;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The customers of a fit, in an order that is theirs, so that sums do not hang on how they came.
 */
final class Customers {
  private final List<Counted> sorted;

  /** Customers by their number of repeats. */
  private final SortedMap<Long, Long> byRepeats = new TreeMap<>();

  private Customers(List<Counted> sorted) {
    this.sorted = sorted;
    sorted.forEach(one -> byRepeats.merge(one.history().repeats(), one.customers(), Long::sum));
  }

  /**
   * @throws IllegalArgumentException when they cannot say how customers differ
   */
  static Customers of(List<Counted> customers) {
    List<Counted> sorted =
        customers.stream()
            .sorted(Comparator.comparing(Counted::history).thenComparingLong(Counted::customers))
            .toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no customers: a fit needs those of a past period");
    }
    long all = sorted.stream().mapToLong(Counted::customers).sum();
    if (sorted.stream().allMatch(one -> one.history().repeats() == 0)) {
      throw new IllegalArgumentException(
          "none of %d customers bought again, so that nothing tells how often they do: take an"
                  .formatted(all)
              + " earlier or longer period");
    }
    if (sorted.stream().map(Counted::history).distinct().count() == 1) {
      throw new IllegalArgumentException(
          "all %d customers have one history, %s, so that nothing tells how they differ: take more"
                  .formatted(all, sorted.get(0).history())
              + " customers");
    }
    return new Customers(sorted);
  }

  /** Time watched per repeat purchase. */
  double meanWait() {
    double watched = 0;
    double repeats = 0;
    for (Counted one : sorted) {
      watched += one.customers() * one.history().watched();
      repeats += (double) one.customers() * one.history().repeats();
    }
    return watched / repeats;
  }

  /**
   * Sum over all customers of a part that hangs on their number of repeats alone, which is worked
   * out once for each number, and of the rest.
   */
  double sum(LongToDoubleFunction ofRepeats, ToDoubleFunction<BuyingHistory> ofHistory) {
    return LogNumbers.sum(
        DoubleStream.concat(
            byRepeats.entrySet().stream()
                .mapToDouble(one -> one.getValue() * ofRepeats.applyAsDouble(one.getKey())),
            sorted.stream()
                .mapToDouble(one -> one.customers() * ofHistory.applyAsDouble(one.history()))));
  }
}
