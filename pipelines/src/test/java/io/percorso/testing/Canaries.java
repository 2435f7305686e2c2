package io.percorso.testing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Forty invented identifiers as people and systems write them, to be planted in raw records. Where
 * one is found again beyond bronze, something leaks.
 */
public final class Canaries {
  private static final Pattern SEPARATORS = Pattern.compile("[ .()/+-]");

  /**
   * What is planted, and what must not be found again.
   *
   * @param needle the part that names somebody, in lower case
   */
  public record Canary(String planted, String needle) {
    /** The needle without what people write between digits; as it is where it is no number. */
    public String bare() {
      String bare = SEPARATORS.matcher(needle).replaceAll("");
      return bare.chars().filter(Character::isDigit).count() > 6 ? bare : needle;
    }

    /** True when the text gives the canary away, however it is spaced. */
    public boolean isIn(String text) {
      return in(text).contains(this);
    }
  }

  public static final List<Canary> ALL =
      List.of(
          // E-mail addresses.
          of("anna.canary01@example.com"),
          of("ANNA.CANARY02@EXAMPLE.COM"),
          of("anna+canary03@mail.example.co.uk"),
          of("\"Canary Rossi\" <rossi.canary04@example.com>", "rossi.canary04"),
          of("mailto:canary05@example.com?subject=hi", "canary05@"),
          of("/reset/canary06%40example.com", "canary06"),
          of("canary07@пример.рф"),
          of("canary08@münchen.example"),
          of("scrivimi a canary09@example.com, grazie", "canary09"),
          of("https://user:canary10@shop.example/", "canary10"),
          // Phone numbers.
          of("+39 333 1234511"),
          of("0039-333-1234512"),
          of("(02) 1234 5613"),
          of("333.123.4514"),
          of("+393331234515"),
          of("tel:+391234567816", "391234567816"),
          of("chiamami al 333 12 34 517 dopo le 18", "333 12 34 517"),
          of("wa.me/393331234518", "393331234518"),
          // Card numbers: reserved for tests by the schemes.
          of("4111111111111111"),
          of("4111 1111 1111 1111"),
          of("5500-0000-0000-0004"),
          of("340000000000009"),
          of("6011000000000004"),
          of("carta 3530 1113 3330 0000 scaduta", "3530 1113 3330 0000"),
          // IBANs: examples of the registry.
          of("IT60X0542811101000000123456"),
          of("IT60 X054 2811 1010 0000 0123 456"),
          of("DE89370400440532013000"),
          of("GB82WEST12345698765432"),
          of("FR1420041010050500013M02606"),
          of("de89 3704 0044 0532 0130 00"),
          // Handles.
          of("@canary31_x", "canary31"),
          of("via @Canary32!", "canary32"),
          of("(@canary33)", "canary33"),
          of("RT @canary34: hello", "canary34"),
          of("＠canary35", "canary35"),
          // In addresses of web pages.
          of("https://shop.example/reset?name=CanaryRossi36&token=abc", "canaryrossi36"),
          of("https://shop.example/u/canary37@example.com/x", "canary37"),
          of("https://shop.example/o/canary38a1B2c3D4e5F6g7H8", "canary38"),
          of("http://shop.example/welcome#access=CanaryRossi39", "canaryrossi39"),
          of("//shop.example/a?q=canary40%40example.com", "canary40"));

  private Canaries() {}

  /** The canaries that a text gives away, however they are spaced. */
  public static List<Canary> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = SEPARATORS.matcher(lower).replaceAll("");
    return ALL.stream().filter(c -> lower.contains(c.needle) || bare.contains(c.bare())).toList();
  }

  private static Canary of(String planted) {
    return of(planted, planted);
  }

  private static Canary of(String planted, String needle) {
    return new Canary(planted, needle.toLowerCase(Locale.ROOT));
  }
}
