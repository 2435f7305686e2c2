package io.percorso.retention;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long one customer stayed away, each time: days from one day of activity to the next. Days
 * come in order. Knows no Spark; memory: a number for each length that occurs.
 */
final class SilenceFold {
  private final SortedMap<Integer, Long> returned = new TreeMap<>();
  private Optional<LocalDate> last = Optional.empty();

  void take(LocalDate day) {
    last.filter(day::isAfter).ifPresent(before -> returned.merge(days(before, day), 1L, Long::sum));
    last = Optional.of(day);
  }

  /** Silences that a return ended, counted by the day of the return; 1 is the next day. */
  SortedMap<Integer, Long> returned() {
    return returned;
  }

  /** Days of the silence that goes on; 0 for who is active on the last day, or never was. */
  int open(LocalDate cutoff) {
    return last.map(day -> days(day, cutoff)).orElse(0);
  }

  private static int days(LocalDate from, LocalDate to) {
    return (int) ChronoUnit.DAYS.between(from, to);
  }
}
