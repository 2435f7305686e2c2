package io.percorso.interactions;

import java.util.Locale;
import java.util.Set;

/**
 * Words that systems write where they know nobody: as an identifier each of them would make one
 * customer of many people.
 */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "null",
          "(null)",
          "none",
          "nil",
          "undefined",
          "nan",
          "n/a",
          "na",
          "-",
          "unknown",
          "anonymous",
          "(not set)",
          "not set",
          "[object object]");

  private Placeholders() {}

  /** True when the value names nobody, also behind the prefix of a system: zendesk:null. */
  static boolean isOne(String value) {
    String bare = value.substring(afterPrefix(value)).strip().toLowerCase(Locale.ROOT);
    return bare.isEmpty() || WORDS.contains(bare) || isOfZeros(bare);
  }

  private static int afterPrefix(String value) {
    int colon = value.indexOf(':');
    for (int i = 0; i < colon; i++) {
      if (!Character.isLetterOrDigit(value.charAt(i)) && value.charAt(i) != '-') {
        return 0;
      }
    }
    return colon + 1;
  }

  /** 0, 0000, 00000000-0000-0000-0000-000000000000. */
  private static boolean isOfZeros(String bare) {
    for (int i = 0; i < bare.length(); i++) {
      if (bare.charAt(i) != '0' && bare.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }
}
