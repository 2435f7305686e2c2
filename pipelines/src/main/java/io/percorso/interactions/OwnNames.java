package io.percorso.interactions;

import java.util.ArrayList;
import java.util.List;

/**
 * The identifiers that a record gives, by which the same record's texts may name the person: "my
 * tag is …". Patterns cannot know them; the record does.
 */
final class OwnNames {
  /** Shorter ones are words that mean something else. */
  private static final int SHORTEST = 5;

  /**
   * Longer ones are not looked for: no text repeats them, and one made of a single letter would be
   * compared at every letter of the text.
   */
  private static final int LONGEST = 256;

  private record Name(String value, String replacement) {}

  private final List<Name> names = new ArrayList<>(2);

  void clear() {
    names.clear();
  }

  /**
   * @param kind of the identifier, which stands in its place
   * @param value as the record gives it
   */
  void add(String kind, String value) {
    String bare = value.strip();
    if (bare.length() >= SHORTEST && bare.length() <= LONGEST) {
      names.add(new Name(bare, "[" + kind + "]"));
    }
  }

  /**
   * The text with each of them replaced where it stands as a word, in any case; the same object
   * when none does.
   */
  String redact(String text) {
    String out = text;
    for (Name name : names) {
      out = redact(out, name);
    }
    return out;
  }

  private static String redact(String text, Name name) {
    int at = find(text, name.value, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int end = 0;
    while (at >= 0) {
      out.append(text, end, at).append(name.replacement);
      end = at + name.value.length();
      at = find(text, name.value, end);
    }
    return out.append(text, end, text.length()).toString();
  }

  private static int find(String text, String value, int from) {
    for (int at = from; at + value.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, value, 0, value.length())
          && !isPartOfWord(text, at - 1)
          && !isPartOfWord(text, at + value.length())) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isPartOfWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }
}
