package io.percorso.interactions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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

  private static final Set<String> STRONG =
      Arrays.stream(IdentifierKind.values())
          .filter(IdentifierKind::isStrong)
          .map(IdentifierKind::word)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * What stands before the @ of a mailbox that is nobody's. Not noreply: letters are sent there,
   * and their records are good ones; identity.core-cap keeps it from joining those who name it.
   */
  private static final Set<String> MAILBOXES =
      Set.of("test", "null", "undefined", "unknown", "anonymous", "nobody");

  private Placeholders() {}

  /**
   * True for a value that no person has. A weak identifier is never garbage: it names a browser,
   * whose agent may be long and odd.
   *
   * @param kind its word
   * @param longest characters of one that a person has
   */
  static boolean isGarbage(String kind, String value, int longest) {
    if (!STRONG.contains(kind)) {
      return false;
    }
    String bare = value.strip();
    int at = bare.indexOf('@');
    return bare.length() > longest
        || bare.chars().anyMatch(Character::isISOControl)
        || at > 0 && MAILBOXES.contains(bare.substring(0, at).toLowerCase(Locale.ROOT));
  }

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
