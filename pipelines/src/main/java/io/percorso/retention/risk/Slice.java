package io.percorso.retention.risk;

/** What a row with a known outcome is used for. */
public enum Slice {
  /** Models are fitted to it. */
  TRAIN,
  /** Trees stop by it, and one of the models is chosen. */
  VALIDATION,
  /** Scores become probabilities by it. */
  CALIBRATION,
  /** The chosen model is judged by it, and nothing else. */
  TEST
}
