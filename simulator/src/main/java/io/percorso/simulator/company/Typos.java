package io.percorso.simulator.company;

import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One slip of the finger in a text, or a keyboard without accents. */
final class Typos {
  private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");
  private static final Pattern MARK = Pattern.compile("\\p{M}");

  private Typos() {}

  /** Another text than before, where there is a word of five letters or more. */
  static String in(Dice dice, String text) {
    String plain = withoutAccents(text);
    if (!plain.equals(text) && dice.chance(.4)) {
      return plain;
    }
    var words = WORD.matcher(text).results().toList();
    return words.isEmpty() ? text : slipped(dice, text, dice.oneOf(words));
  }

  /** The first letter stays: people see that one. */
  private static String slipped(Dice dice, String text, MatchResult word) {
    int at = dice.between(word.start() + 1, word.end() - 2);
    char here = text.charAt(at);
    char next = text.charAt(at + 1);
    String before = text.substring(0, at);
    String after = text.substring(at + 2);
    return switch (here == next ? 0 : dice.below(3)) {
      case 0 -> before + next + after;
      case 1 -> before + next + here + after;
      default -> before + here + here + next + after;
    };
  }

  private static String withoutAccents(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return MARK.matcher(apart).replaceAll("").replace('ı', 'i').replace("ß", "ss");
  }
}
