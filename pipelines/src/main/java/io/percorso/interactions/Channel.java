package io.percorso.interactions;

import java.util.Locale;

/**
 * Where an interaction took place. The order of the constants is the channel rank that breaks ties
 * of time.
 */
public enum Channel {
  WEB,
  APP,
  EMAIL,
  CHAT,
  MESSAGING,
  SOCIAL,
  VOICE,
  STORE,
  SURVEY,
  CRM;

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when the word is not a channel
   */
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** True where a person of the company takes part. */
  public boolean isAssisted() {
    return switch (this) {
      case CHAT, MESSAGING, SOCIAL, VOICE, STORE -> true;
      case WEB, APP, EMAIL, SURVEY, CRM -> false;
    };
  }
}
