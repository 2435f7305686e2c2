package io.percorso.interactions;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes one place of many addresses: parts of a path that name a single thing become {@code :id}.
 *
 * <p>A part is an id when it holds an @, six or more digits, a UUID, 16 or more hexadecimal
 * letters, or looks like base64 (16 or more letters with upper case, lower case and digits).
 * Applying it twice changes nothing more.
 */
public final class PathTemplate {
  private static final int ID_DIGITS = 6;
  private static final int ID_LETTERS = 16;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}://");

  private PathTemplate() {}

  /** {@code /orders/1234567/items?x=1#y} becomes {@code /orders/:id/items}. */
  public static String ofPath(String address) {
    String path = cut(cut(address, '#'), '?');
    StringBuilder templated = new StringBuilder(path.length());
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        templated.append(part(path.substring(start, i)));
        if (i < path.length()) {
          templated.append('/');
        }
        start = i + 1;
      }
    }
    return templated.toString();
  }

  /**
   * Host, templated path and the names of the query's parameters: {@code
   * https://a@shop.example/p/123456?q=shoes&page=2#top} becomes {@code shop.example/p/:id?q&page}.
   */
  public static String ofUrl(String url) {
    var scheme = SCHEME.matcher(url);
    boolean hasScheme = scheme.lookingAt();
    String rest = cut(hasScheme ? url.substring(scheme.end()) : url, '#');
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String place = question < 0 ? rest : rest.substring(0, question);
    int slash = place.indexOf('/');
    String host = slash < 0 ? place : place.substring(0, slash);
    String path = slash < 0 ? "" : place.substring(slash);
    // Only after a scheme does an @ part a user from a host; elsewhere it makes a handle.
    String bare = hasScheme ? host.substring(host.lastIndexOf('@') + 1) : part(host);
    Set<String> keys = new LinkedHashSet<>();
    for (String pair : query.split("&", -1)) {
      String key = part(cut(pair, '='));
      if (!key.isEmpty()) {
        keys.add(key);
      }
    }
    return bare.toLowerCase(Locale.ROOT)
        + ofPath(path)
        + (keys.isEmpty() ? "" : "?" + String.join("&", keys));
  }

  private static String part(String part) {
    return isId(part) ? ":id" : part;
  }

  private static boolean isId(String part) {
    int digits = 0;
    int upper = 0;
    int lower = 0;
    int hex = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '@' || (c == '%' && part.startsWith("40", i + 1))) {
        return true;
      }
      if (c >= '0' && c <= '9') {
        digits++;
        hex++;
      } else if (Character.isUpperCase(c)) {
        upper++;
        hex += c <= 'F' ? 1 : 0;
      } else if (Character.isLowerCase(c)) {
        lower++;
        hex += c <= 'f' ? 1 : 0;
      }
    }
    boolean isBase64 =
        part.length() >= ID_LETTERS
            && digits > 0
            && upper > 0
            && lower > 0
            && part.indexOf('-') < 0
            && part.indexOf('.') < 0;
    boolean isHex = hex >= ID_LETTERS && hex + dashes(part) == part.length() && digits > 0;
    return digits >= ID_DIGITS || isHex || isBase64;
  }

  private static int dashes(String part) {
    return (int) part.chars().filter(c -> c == '-').count();
  }

  private static String cut(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }
}
