package io.percorso.lake;

/**
 * Something that the person who typed the command can mend: usage, configuration, a lake that is
 * held. Shown without a stack trace. The message says the problem, why, and the remedy, with
 * values.
 */
public final class UserError extends RuntimeException {
  /** What went wrong, which decides the exit code of the command line. */
  public enum Kind {
    /** Exit 1: the run or an error-level promise failed. */
    FAILED,
    /** Exit 2: usage or configuration. */
    USAGE,
    /** Exit 4: another run holds the lake. */
    LOCKED
  }

  private final Kind kind;

  public UserError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static UserError usage(String message) {
    return new UserError(Kind.USAGE, message);
  }

  public static UserError failed(String message) {
    return new UserError(Kind.FAILED, message);
  }

  public Kind kind() {
    return kind;
  }
}
