package io.percorso.jobs;

import io.percorso.lake.UserError;

/** What the process tells its caller. 130 and 143, for signals, are the JVM's own. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOTHING_TO_DO = 3;
  static final int LOCKED = 4;
  static final int BUG = 5;

  /** Shown below the help of every command that runs something. */
  static final String HELP =
      "Exit codes: 0 done; 1 the run or a promise failed; 2 usage or configuration; 3 nothing to do"
          + " (with --fail-on-empty); 4 the lake is locked; 5 a bug; 130, 143 stopped by a signal.";

  private ExitCode() {}

  static int of(UserError.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case LOCKED -> LOCKED;
    };
  }
}
