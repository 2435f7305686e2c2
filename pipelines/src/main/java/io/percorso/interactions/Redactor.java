package io.percorso.interactions;

import java.math.BigInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a text what names a person: addresses of web pages keep host, templated path and
 * query keys; e-mail addresses, IBANs, card numbers, phone numbers and handles become words in
 * brackets. Names in prose are out of its reach.
 *
 * <p>Redacting twice changes nothing more; a text of which that cannot be brought about goes as a
 * whole. A text without @, ://, or seven digits is handed back as it is, after one look at its
 * letters. Card numbers are those that pass the Luhn check (ISO/IEC 7812-1, annex B); IBANs those
 * whose remainder by 97 is 1 (ISO 13616).
 */
public final class Redactor {
  private static final Pattern URL =
      Pattern.compile("(?i)(?:\\bhttps?:\\s?|(?<![\\p{L}\\p{N}:/]))//[^\\s<>\"'/][^\\s<>\"']*");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+-]{1,64}(?:@|%40)[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})+");
  private static final Pattern IBAN =
      Pattern.compile("(?i)(?<![\\p{L}\\p{N}])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}");
  private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");
  private static final Pattern PHONE =
      Pattern.compile("(?<![\\p{L}\\p{N}])[+(]{0,2}\\d(?:[ ()./-]{0,3}\\d){6,16}(?!\\d)");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern HANDLE =
      Pattern.compile("(?<![\\p{L}\\p{N}_])[@\\uFF20][\\p{L}\\p{N}_]+");

  /** The at sign of East Asian keyboards. */
  private static final char WIDE_AT = '\uFF20';

  private static final int SUSPICIOUS_DIGITS = 7;
  private static final int CARD_DIGITS_LEAST = 13;
  private static final int BARE_PHONE_DIGITS = 9;
  private static final int PHONE_DIGITS_MOST = 15;
  private static final int IBAN_LEAST = 15;

  /**
   * Each round takes away an @, a scheme or digits and adds none, and two or three do; addresses
   * put into one another on purpose could ask for a round each.
   */
  private static final int ROUNDS_MOST = 8;

  private Redactor() {}

  /** The text without what names a person; the same object when nothing had to go. */
  public static String redact(String text) {
    String before = text;
    for (int round = 0; round < ROUNDS_MOST; round++) {
      String after = isSuspicious(before) ? once(before) : before;
      if (after.equals(before)) {
        return before;
      }
      before = after;
    }
    return "[text]";
  }

  private static boolean isSuspicious(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@'
          || c == WIDE_AT
          || (c == '/' && text.startsWith("//", i))
          || (c == '%' && text.startsWith("%40", i))) {
        return true;
      }
      // Digits of other scripts count too: the patterns below see ASCII only, so they stay.
      if (c >= '0' && c <= '9' && ++digits >= SUSPICIOUS_DIGITS) {
        return true;
      }
    }
    return false;
  }

  private static String once(String text) {
    String out = text;
    if (out.indexOf("//") >= 0) {
      out = replace(URL, out, found -> PathTemplate.ofUrl(found.group().replaceFirst("\\s", "")));
    }
    if (out.indexOf('@') >= 0 || out.contains("%40")) {
      out = replace(EMAIL, out, found -> "[email]");
    }
    // The patterns look behind at every letter, which costs more than all else that is done to a
    // record: texts that lack what they need are told by one plain look.
    if (hasIbanStart(out)) {
      out = replace(IBAN, out, found -> iban(found.group()));
    }
    int digits = digits(out);
    if (digits >= CARD_DIGITS_LEAST) {
      out = replace(CARD, out, found -> isLuhn(found.group()) ? "[card]" : found.group());
    }
    if (digits >= SUSPICIOUS_DIGITS) {
      out = replace(PHONE, out, found -> phone(found.group()));
    }
    if (out.indexOf('@') >= 0 || out.indexOf(WIDE_AT) >= 0) {
      out = replace(HANDLE, out, found -> "[handle]");
    }
    return out;
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** True where two letters and two digits follow one another. */
  private static boolean hasIbanStart(String text) {
    for (int i = 3; i < text.length(); i++) {
      if (isDigit(text.charAt(i))
          && isDigit(text.charAt(i - 1))
          && isLetter(text.charAt(i - 2))
          && isLetter(text.charAt(i - 3))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static String replace(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int end = 0;
    do {
      out.append(text, end, matcher.start()).append(replacement.apply(matcher));
      end = matcher.end();
    } while (matcher.find());
    return out.append(text, end, text.length()).toString();
  }

  /** The words after an IBAN may look like its end, so shorter and shorter starts are tried. */
  private static String iban(String found) {
    for (int end = found.length(); end > 0; end--) {
      String start = found.substring(0, end);
      String bare = start.replace(" ", "");
      if (bare.length() < IBAN_LEAST) {
        break;
      }
      if (start.charAt(end - 1) != ' ' && isIban(bare)) {
        return "[iban]" + found.substring(end);
      }
    }
    return found;
  }

  private static boolean isIban(String bare) {
    StringBuilder digits = new StringBuilder();
    String turned = bare.substring(4) + bare.substring(0, 4);
    for (int i = 0; i < turned.length(); i++) {
      digits.append(Character.digit(turned.charAt(i), 36));
    }
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  private static boolean isLuhn(String number) {
    int sum = 0;
    int place = 0;
    for (int i = number.length() - 1; i >= 0; i--) {
      int digit = Character.digit(number.charAt(i), 10);
      if (digit >= 0) {
        int doubled = place++ % 2 == 0 ? digit : digit * 2;
        sum += doubled > 9 ? doubled - 9 : doubled;
      }
    }
    return sum % 10 == 0;
  }

  /** Digits with separators or a leading + or 0 are a phone number, bare ones when long enough. */
  private static String phone(String found) {
    int digits = (int) found.chars().filter(c -> c >= '0' && c <= '9').count();
    boolean isBare = digits == found.length() && found.charAt(0) != '0';
    boolean isDay = DAY.matcher(found).lookingAt();
    if (isDay || digits > PHONE_DIGITS_MOST || (isBare && digits < BARE_PHONE_DIGITS)) {
      return found;
    }
    return "[phone]";
  }
}
