package io.percorso.bi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Leaves out rows of few customers so that no total gives them away: when the rows left out would
 * together still be fewer than the limit, the next smallest goes with them.
 */
final class SmallCells {
  private SmallCells() {}

  /**
   * The rows to show, in their order.
   *
   * @param limit fewest customers that a shown row, and all hidden ones together, may have
   */
  static <T> List<T> shown(List<T> rows, ToLongFunction<T> customers, long limit) {
    List<T> smallestFirst = new ArrayList<>(rows);
    smallestFirst.sort(Comparator.comparingLong(customers));
    List<T> hidden = new ArrayList<>();
    long hiddenCustomers = 0;
    for (T row : smallestFirst) {
      long count = customers.applyAsLong(row);
      boolean givenAway = !hidden.isEmpty() && hiddenCustomers < limit;
      if (count >= limit && !givenAway) {
        break;
      }
      hidden.add(row);
      hiddenCustomers += count;
    }
    return rows.stream().filter(row -> hidden.stream().noneMatch(h -> h == row)).toList();
  }
}
