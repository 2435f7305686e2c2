package io.percorso.simulator.company;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts that break what handles text carelessly: pages, spreadsheets, terminals, queries, logs and
 * files of cells. None does harm where it is kept as text; addresses in them lead nowhere.
 */
final class HostileTexts {
  /** What a text attacks. */
  enum Trick {
    SCRIPT,
    FORMULA,
    QUERY,
    TEMPLATE,
    TERMINAL,
    DIRECTION,
    LONG_WORD,
    FORMAT,
    INVISIBLE,
    CELL,
    MARKS,
    ESCAPE
  }

  private static final List<String> SCRIPTS =
      List.of(
          "<script>alert('percorso')</script>",
          "<img src=x onerror=alert(1)>",
          "\"><svg/onload=alert(1)>",
          "</td></tr></table><h1>moved</h1>",
          "</script><script>alert(2)</script>",
          "<!--",
          "]]>",
          "javascript:alert(3)",
          "&lt;b&gt;&amp;amp;&#x27;",
          "<a href=\"http://example.invalid/\" onmouseover='alert(4)'>here</a>");
  private static final List<String> FORMULAS =
      List.of(
          "=1+1",
          "=HYPERLINK(\"http://example.invalid/\",\"click\")",
          "=cmd|' /C echo percorso'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1,2)",
          "\t=1+1",
          "\r=1+1",
          "\uff1d1+1");
  private static final List<String> QUERIES =
      List.of(
          "'; DROP TABLE customers; --",
          "\" OR \"1\"=\"1",
          "') UNION SELECT NULL, NULL--",
          "1; SELECT 1/0",
          "\\'; DELETE FROM `sessions`; #",
          "/* */ OR 1=1");
  private static final List<String> TEMPLATES =
      List.of(
          "${7*7}",
          "{{7*7}}",
          "#{7*7}",
          "<%= 7*7 %>",
          "${jndi:ldap://example.invalid/a}",
          "${env:PATH}",
          "$(echo percorso)",
          "`echo percorso`",
          "../../../../etc/passwd",
          "[[${7*7}]]");
  private static final List<String> TERMINALS =
      List.of(
          "\u001b[31mred\u001b[0m",
          "\u001b[2J\u001b[H",
          "\u001b]0;title\u0007",
          "\u001b[1A\u001b[2K",
          "\b\b\b\b",
          "\u009b31m");
  private static final List<String> DIRECTIONS =
      List.of("\u202e", "\u2066\u202e", "\u200f", "\u202b", "\u061c", "\u202exslx.exe");
  private static final List<String> FORMATS =
      List.of(
          "%s%s%s%n",
          "%d %x %p", "%00", "%", "100 %!", "{0} {1}", "{}", "$1 \\1", "%1$s", "%0a%0d");
  private static final List<String> INVISIBLES =
      List.of("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u00a0", "\u180e");
  private static final List<String> CELLS =
      List.of(
          "\"",
          "\"\"",
          "\",\"",
          "a,b;c\td|e",
          "\n",
          "\r\n",
          "\r",
          "\"\n\"",
          ",\n,\n",
          "\u2028",
          "\u0085",
          "'\"'");
  private static final List<String> ALL_MARKS =
      List.of(
          "Z\u0351\u036b\u0343a\u0363\u0349\u0308l\u0348\u035eg\u0321o\u0352",
          "👩\u200d👩\u200d👧\u200d👦",
          "🏳\ufe0f\u200d🌈",
          "🇮🇹",
          "👍🏿",
          "\ufdfa",
          "𝒳𝒴𝒵",
          "ıİiI",
          "\ufb01",
          "e\u0301é");
  private static final List<String> ESCAPES =
      List.of(
          "\\",
          "\\\\\"",
          "\\n\\r\\t",
          "\\u0000",
          "\\ud800",
          "\\x00",
          "null",
          "NaN",
          "undefined",
          "{\"a\":[",
          "}]}",
          "\ufffd");

  private HostileTexts() {}

  /**
   * An honest text with one attack in it; the attack alone where the text is empty. The honest
   * letters all stay, in their order.
   */
  static String of(SplittableRandom random, String honest) {
    Dice dice = Dice.over(random);
    return with(dice, dice.oneOf(List.of(Trick.values())), honest);
  }

  static String with(Dice dice, Trick trick, String honest) {
    return switch (trick) {
      case SCRIPT -> within(dice, honest, dice.oneOf(SCRIPTS));
      case FORMULA -> dice.oneOf(FORMULAS) + (honest.isEmpty() ? "" : " " + honest);
      case QUERY -> within(dice, honest, dice.oneOf(QUERIES));
      case TEMPLATE -> within(dice, honest, dice.oneOf(TEMPLATES));
      case TERMINAL -> within(dice, honest, dice.oneOf(TERMINALS));
      case DIRECTION -> within(dice, honest, dice.oneOf(DIRECTIONS));
      case LONG_WORD -> within(dice, honest, longWord(dice));
      case FORMAT -> within(dice, honest, dice.oneOf(FORMATS));
      case INVISIBLE -> strewn(dice, honest, dice.oneOf(INVISIBLES));
      case CELL -> within(dice, honest, dice.oneOf(CELLS));
      case MARKS -> within(dice, honest, dice.oneOf(ALL_MARKS));
      case ESCAPE -> within(dice, honest, dice.oneOf(ESCAPES));
    };
  }

  /** At the start, at the end, or between two letters. */
  private static String within(Dice dice, String honest, String attack) {
    return switch (dice.below(3)) {
      case 0 -> attack + honest;
      case 1 -> honest + attack;
      default -> {
        int at = honest.offsetByCodePoints(0, dice.between(0, letters(honest)));
        yield honest.substring(0, at) + attack + honest.substring(at);
      }
    };
  }

  /** Behind the first letter and about every fourth one. */
  private static String strewn(Dice dice, String honest, String attack) {
    StringBuilder text = new StringBuilder();
    honest
        .codePoints()
        .forEach(
            letter -> {
              boolean isFirst = text.length() == 0;
              text.appendCodePoint(letter);
              if (isFirst || dice.chance(.25)) {
                text.append(attack);
              }
            });
    return honest.isEmpty() ? attack : text.toString();
  }

  /** A letter or two, 200 to 1,300 times, without a blank. */
  private static String longWord(Dice dice) {
    return dice.oneOf(List.of("a", "W", "ß", "😀", "ab\u0301")).repeat(dice.between(200, 1_300));
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }
}
