package io.percorso.lake.fsck;

import java.util.Locale;

/** The kinds of findings. docs/operations/repair.md has a section on each, under its word. */
public enum Fault {
  EMPTY_COMMIT(Weight.FAULT),
  TORN_COMMIT(Weight.FAULT),
  MISSING_COMMIT(Weight.FAULT),
  /** A file is not what its checksums say. */
  FLIPPED_BITS(Weight.FAULT),
  BAD_CHECKPOINT(Weight.FAULT),
  BAD_LAST_CHECKPOINT(Weight.FAULT),
  BAD_VERSION_SUM(Weight.FAULT),
  MISSING_FILE(Weight.FAULT),
  WRONG_SIZE(Weight.FAULT),
  UNREADABLE_FILE(Weight.FAULT),
  WRONG_ROWS(Weight.FAULT),
  UNFINISHED_RUN(Weight.FAULT),
  UNKNOWN_COMMIT(Weight.FAULT),
  MISSING_VERSION(Weight.FAULT),
  BAD_PUBLICATION(Weight.FAULT),
  OTHER_KEYS(Weight.FAULT),
  /** Nothing is wrong, but a flipped bit in this file would not be found. */
  NO_CHECKSUMS(Weight.NOTE),
  ORPHAN_FILES(Weight.NOTE),
  LEFTOVER_FILES(Weight.NOTE),
  WAITING_FILES(Weight.NOTE);

  /** Whether a finding makes the lake unsound. */
  public enum Weight {
    FAULT,
    NOTE
  }

  private final Weight weight;

  Fault(Weight weight) {
    this.weight = weight;
  }

  public Weight weight() {
    return weight;
  }

  /** As it is printed, and as the documentation calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
