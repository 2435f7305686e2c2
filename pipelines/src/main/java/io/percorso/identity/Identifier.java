package io.percorso.identity;

import io.percorso.interactions.IdentifierKind;

/**
 * An identifier as one text, {@code kind:token}, in which form tables hold and join it; ordered by
 * kind, the surest first, then by token.
 */
record Identifier(IdentifierKind kind, String token) implements Comparable<Identifier> {
  private static final char BETWEEN = ':';

  /**
   * @param text as {@link #toString} writes it
   */
  static Identifier of(String text) {
    int end = text.indexOf(BETWEEN);
    if (end < 0) {
      throw new IllegalArgumentException("'" + text + "' is no identifier: it has no kind");
    }
    return new Identifier(IdentifierKind.of(text.substring(0, end)), text.substring(end + 1));
  }

  boolean isStrong() {
    return kind.isStrong();
  }

  @Override
  public int compareTo(Identifier other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : token.compareTo(other.token);
  }

  @Override
  public String toString() {
    return kind.word() + BETWEEN + token;
  }
}
