package io.percorso.retention;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** In which periods after their first one customer was active. Knows no Spark. */
final class CohortVisits {
  /**
   * A period of a customer.
   *
   * @param cohort first day of the customer's first period
   * @param number of the period, 0 for the first
   * @param isActive whether the customer was active in it
   * @param isLast whether it is the last that is told up to which the customer came back
   */
  record Seen(Period period, LocalDate cohort, int number, boolean isActive, boolean isLast) {}

  private CohortVisits() {}

  /**
   * @param days on which the customer was active, at least one; in any order
   */
  static List<Seen> of(List<LocalDate> days) {
    TreeSet<LocalDate> sorted = new TreeSet<>(days);
    List<Seen> seen = new ArrayList<>();
    for (Period period : Period.values()) {
      LocalDate cohort = period.of(sorted.first());
      TreeSet<Integer> active = new TreeSet<>();
      for (LocalDate day : sorted) {
        active.add(period.between(cohort, period.of(day)));
      }
      // Whoever came back after the last period that is told was not lost before it.
      int last = Math.min(active.last(), period.last());
      active.removeIf(number -> number > period.last());
      for (int number : active) {
        seen.add(new Seen(period, cohort, number, true, number == last));
      }
      if (!active.contains(last)) {
        seen.add(new Seen(period, cohort, last, false, true));
      }
    }
    return seen;
  }
}
