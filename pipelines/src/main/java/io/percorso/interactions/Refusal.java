package io.percorso.interactions;

/**
 * Says inside the parser that a record cannot become an interaction. Carries no stack trace: it is
 * an answer, thrown a million times in a bad file.
 */
final class Refusal extends Exception {
  private final Reason reason;

  /**
   * @param detail names of fields and types only, never a value of the record
   */
  Refusal(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return getMessage();
  }
}
