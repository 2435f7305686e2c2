package io.percorso.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of a table in a run.
 *
 * @param table its name
 * @param versionBefore the newest version before, −1 when there was none
 * @param versionAfter the newest version after; the same when nothing changed
 * @param rows rows written
 * @param removed rows taken out or replaced
 * @param periods first days of the periods (months) whose rows changed
 * @param kinds rows that came, went or changed by kind, where the writer tells kinds apart
 * @param seconds how long the write took
 */
public record Written(
    String table,
    long versionBefore,
    long versionAfter,
    long rows,
    long removed,
    Set<LocalDate> periods,
    List<ChangeCount> kinds,
    double seconds) {
  public Written {
    kinds = List.copyOf(kinds);
    periods = java.util.Collections.unmodifiableSet(new TreeSet<>(periods));
  }

  public boolean changed() {
    return versionAfter != versionBefore;
  }
}
