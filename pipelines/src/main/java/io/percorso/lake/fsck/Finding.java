package io.percorso.lake.fsck;

import java.util.Optional;

/**
 * Something about a lake that is not as it should be.
 *
 * @param fault of which kind
 * @param where table or folder
 * @param problem what was found, with names and numbers
 * @param remedy what to do; a command of ours begins with {@code ./percorso}
 * @param repair what mends it without loss, where something does
 */
public record Finding(
    Fault fault, String where, String problem, String remedy, Optional<Repair> repair) {
  /** Something that {@code fsck --repair} does. */
  public interface Repair {
    /**
     * @return what was done, as a sentence
     */
    String apply() throws java.io.IOException;
  }

  /** A finding that nothing mends by itself. */
  public static Finding of(Fault fault, String where, String problem, String remedy) {
    return new Finding(fault, where, problem, remedy, Optional.empty());
  }

  /** The same, with what mends it. */
  public Finding mendedBy(Repair mending) {
    return new Finding(fault, where, problem, remedy, Optional.of(mending));
  }

  /** The finding as one line. */
  public String line() {
    return "%-7s %-22s %-26s %s. Mend it: %s"
        .formatted(
            fault.weight().name().toLowerCase(java.util.Locale.ROOT),
            fault.word(),
            where,
            problem,
            remedy);
  }
}
