package io.percorso.interactions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a landing file's name: a text without what names a person, for people, and a
 * keyed hash, by which the same file is known again. Exports are named after customers more often
 * than one would think: {@code chat-with-anna@example.com.json}.
 *
 * <p>For one thread.
 */
public final class FileNames {
  /** A date with hours, minutes and perhaps seconds, which would otherwise look like a phone. */
  private static final Pattern STAMP =
      Pattern.compile(
          "(?<!\\d)(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])"
              + "(?:(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\d{3})?)?)?(?!\\d)");

  /** So many digits name something single, whatever stands around them; shorter ones count. */
  private static final Pattern DIGITS = Pattern.compile("\\d(?:[ ._-]?\\d){8,}");

  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);
  private static final Pattern LONG_WORD = Pattern.compile("[\\p{L}\\p{N}]{16,}");

  private final ContentHash hash;

  /**
   * @param keyRing of the lake: another lake's hashes differ
   */
  public FileNames(KeyRing keyRing) {
    this.hash = new ContentHash(keyRing.contentSalt());
  }

  /** The keyed hash of a path below the landing folder, 32 hexadecimal letters. */
  String hash(String path) {
    return hash.add("path").add(path).done();
  }

  /** The path with its parts redacted; dates stay. */
  public static String shown(String path) {
    StringBuilder shown = new StringBuilder(path.length());
    int end = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', end)) {
      shown.append(part(path.substring(end, slash))).append('/');
      end = slash + 1;
    }
    return shown.append(part(path.substring(end))).toString();
  }

  private static String part(String part) {
    // A page saved under its address: what was asked of it goes.
    String shown = withoutNumbers(QUERY.matcher(part).replaceFirst("[query]"));
    // What is left of an @ stands amid letters where no pattern of texts looks.
    return shown.indexOf('@') < 0 && shown.indexOf('\uFF20') < 0 && !shown.contains("%40")
        ? shown
        : "[name]" + (shown.lastIndexOf('.') > 0 ? shown.substring(shown.lastIndexOf('.')) : "");
  }

  /** What stands between two dates is redacted by itself: a date never becomes part of a phone. */
  private static String withoutNumbers(String part) {
    StringBuilder shown = new StringBuilder(part.length());
    Matcher stamps = STAMP.matcher(part);
    int end = 0;
    while (stamps.find()) {
      shown.append(between(part.substring(end, stamps.start()))).append(stamps.group());
      end = stamps.end();
    }
    return shown.append(between(part.substring(end))).toString();
  }

  private static String between(String text) {
    String shown = DIGITS.matcher(Redactor.redact(text)).replaceAll("[digits]");
    return LONG_WORD
        .matcher(shown)
        .replaceAll(
            word -> PathTemplate.ofPath(word.group()).equals(":id") ? "[id]" : word.group());
  }
}
