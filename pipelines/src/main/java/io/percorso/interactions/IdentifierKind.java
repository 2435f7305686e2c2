package io.percorso.interactions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an identifier names, the surest first. A strong one names a person; a weak one a browser, a
 * device, a case or a connection, which people share or change.
 */
public enum IdentifierKind {
  /** Customer number. */
  CUSTOMER(Strength.STRONG),
  LOGIN(Strength.STRONG),
  EMAIL(Strength.STRONG),
  PHONE(Strength.STRONG),
  /** Loyalty card. */
  LOYALTY(Strength.STRONG),
  /** Name in a social network or a messenger. */
  HANDLE(Strength.STRONG),
  COOKIE(Strength.WEAK),
  DEVICE(Strength.WEAK),
  /** Conversation, thread, call or case. */
  CONVERSATION(Strength.WEAK),
  /** Address and user agent together. */
  IP_AGENT(Strength.WEAK);

  /** Whether it names a person. */
  private enum Strength {
    STRONG,
    WEAK
  }

  private final Strength strength;

  IdentifierKind(Strength strength) {
    this.strength = strength;
  }

  /** The word in tables and mappings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isStrong() {
    return strength == Strength.STRONG;
  }

  /** Words of all kinds, the surest first. */
  public static List<String> words() {
    return Arrays.stream(values()).map(IdentifierKind::word).toList();
  }

  /**
   * @throws IllegalArgumentException for a word that is none
   */
  public static IdentifierKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
