package io.percorso.interactions;

/**
 * A text for a regular expression that counts how often its letters are looked at, and ends the
 * search when that grows out of proportion. Patterns of declarations meet lines of strangers: one
 * that tries every place against every other would take hours for one long line.
 */
final class CountedText implements CharSequence {
  /** A search that goes once through the text for each of some dozens of words needs less. */
  private static final long LOOKS_PER_LETTER = 100;

  private static final long LOOKS_AT_LEAST = 100_000;

  /** Thrown out of the search. */
  static final class TooManyLooks extends RuntimeException {
    private TooManyLooks() {
      super("a pattern takes too long", null, false, false);
    }
  }

  private final String text;
  private long left;

  CountedText(String text) {
    this.text = text;
    this.left = LOOKS_AT_LEAST + LOOKS_PER_LETTER * text.length();
  }

  @Override
  public char charAt(int index) {
    if (left-- <= 0) {
      throw new TooManyLooks();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public String subSequence(int from, int to) {
    return text.substring(from, to);
  }

  @Override
  public String toString() {
    return text;
  }
}
