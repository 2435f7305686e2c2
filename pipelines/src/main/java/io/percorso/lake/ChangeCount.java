package io.percorso.lake;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How many rows of one kind a write inserts, updates or deletes.
 *
 * @param kind the word that {@link ChangeKinds} gave them
 * @param period first day of their period, where the table has periods
 * @param firstDay the earliest of their days, where they have one
 * @param lastDay the latest
 */
public record ChangeCount(
    Change change,
    String kind,
    Optional<LocalDate> period,
    long rows,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay) {
  /** What becomes of a row. */
  public enum Change {
    INSERT,
    UPDATE,
    DELETE;

    /** The word by which it is known in rows. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Change of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
