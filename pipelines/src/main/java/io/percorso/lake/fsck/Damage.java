package io.percorso.lake.fsck;

/**
 * Something wrong in a table's log, before it is known what mends it.
 *
 * @param version of the commit or checkpoint
 * @param problem what was found, with the name of the file
 */
record Damage(Fault fault, long version, String problem) {
  /** True for damage to a commit, by which every later version is in doubt. */
  boolean isOfCommit() {
    return switch (fault) {
      case EMPTY_COMMIT, TORN_COMMIT, MISSING_COMMIT, FLIPPED_BITS -> true;
      default -> false;
    };
  }
}
