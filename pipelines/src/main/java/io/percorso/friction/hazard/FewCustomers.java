package io.percorso.friction.hazard;

import java.io.Serializable;
import java.util.Arrays;

/** Different customers, counted up to as many as are enough. */
final class FewCustomers implements Serializable {
  /** Below it nothing is told of a group of customers. */
  static final int ENOUGH = 30;

  private long[] customers = new long[2];
  private int count;

  /**
   * @param customer hash of its id
   */
  void add(long customer) {
    if (count == ENOUGH) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (customers[i] == customer) {
        return;
      }
    }
    if (count == customers.length) {
      customers = Arrays.copyOf(customers, Math.min(ENOUGH, 2 * count));
    }
    customers[count++] = customer;
  }

  void addAll(FewCustomers other) {
    for (int i = 0; i < other.count; i++) {
      add(other.customers[i]);
    }
  }

  boolean areEnough() {
    return count == ENOUGH;
  }
}
