package io.percorso.interactions;

import java.util.Locale;

/** Where a record ended that was not loaded. */
public enum Verdict {
  REJECTED,
  DUPLICATE,
  LATE;

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
