package io.percorso.journeys;

/**
 * A result of a customer that will change by silence alone.
 *
 * @param dueAt the first cut-off at which the result differs, microseconds since 1970
 */
public record Timer(String customerId, long dueAt, Reason reason) {
  /** What the silence decides. */
  public enum Reason {
    /** A session is over. */
    SESSION_END,
    /** A journey is abandoned. */
    ABANDONMENT,
    /** Nobody came back: a journey is resolved. */
    RESOLUTION
  }
}
