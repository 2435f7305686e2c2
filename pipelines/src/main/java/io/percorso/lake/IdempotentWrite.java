package io.percorso.lake;

import java.util.Optional;

/**
 * Whether a write of a run is still to be done. Delta skips a write in silence when its number is
 * not greater than the last, whatever it holds; so the number is compared here, before the write,
 * and the content with it.
 */
final class IdempotentWrite {
  enum Decision {
    WRITE,
    SKIP
  }

  private IdempotentWrite() {}

  /**
   * @param table for the message
   * @param last the last commit of ours, if any
   * @param runNumber the number of this run
   * @param digest of what this run would write from
   * @throws UserError when the table was written by a later run, or by this run from other inputs
   */
  static Decision decide(String table, Optional<CommitNote> last, long runNumber, String digest) {
    if (last.isEmpty() || last.get().runNumber() < runNumber) {
      return Decision.WRITE;
    }
    CommitNote note = last.get();
    if (note.runNumber() > runNumber) {
      throw UserError.failed(
          "%s was not written: run number %d already wrote it and this is %d. A later run must not be overwritten by an earlier one: start a new run"
              .formatted(table, note.runNumber(), runNumber));
    }
    if (note.digest().equals(digest)) {
      return Decision.SKIP;
    }
    throw UserError.failed(
        "%s was not written: run number %d wrote it before from other inputs (digest %s, now %s). Settings, files or upstream tables changed between the attempts: start the run again, its tables are restored first"
            .formatted(table, runNumber, note.digest(), digest));
  }
}
