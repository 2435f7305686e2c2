package io.percorso.journeys;

/**
 * What a source measured of an interaction beyond its own columns; null where it says nothing.
 *
 * @param outcome as the source says it
 * @param waitSeconds until somebody answered, or until the customer hung up
 * @param loadMillis until the largest content of the page or screen was shown
 * @param scoreKind which question was asked: CSAT, CES, NPS
 * @param score the answer, on the scale of its kind
 */
public record Measured(
    String outcome, Double waitSeconds, Double loadMillis, String scoreKind, Double score) {
  /** Of an interaction of which nothing was measured. */
  public static final Measured NOTHING = new Measured(null, null, null, null, null);
}
