package io.percorso.simulator.company;

import java.util.UUID;

/**
 * Ids as vendors write them, made of a number: equal numbers of one kind give equal texts, other
 * numbers other texts, and the number cannot be read in the text.
 */
final class Ids {
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String BASE64 = LETTERS + "-_";

  private Ids() {}

  /** 16 hexadecimal digits. */
  static String hex(String kind, long number) {
    return letters(HEX, 16, kind, number);
  }

  /** Letters and digits; as many as asked for, at least the 11 that tell all numbers apart. */
  static String letters(String kind, long number, int count) {
    return letters(LETTERS, count, kind, number);
  }

  /** Letters of base64 for addresses, at least 11. */
  static String base64(String kind, long number, int count) {
    return letters(BASE64, count, kind, number);
  }

  /** Version 4 in its looks. */
  static String uuid(String kind, long number) {
    long high = mixed(number ^ salt(kind));
    long low = mixed(high + 1);
    return new UUID(
            (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
            (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
        .toString();
  }

  /** An address of the range that RFC 5737 keeps for documentation. */
  static String ip(String kind, long number) {
    return "192.0.2." + (1 + Math.floorMod(mixed(number ^ salt(kind)), 254L));
  }

  /** One of several choices, always the same for one number. */
  static int choice(String kind, long number, int choices) {
    return (int) Math.floorMod(mixed(number ^ salt(kind)), (long) choices);
  }

  /** A vendor's running number as it is; of a negative one, its 64 bits. */
  static String number(long number) {
    return Long.toUnsignedString(number);
  }

  /** The number, and nothing for 0. */
  static String numberOrBlank(long number) {
    return number == 0 ? "" : number(number);
  }

  private static String letters(String alphabet, int count, String kind, long number) {
    char[] letters = new char[count];
    long rest = mixed(number ^ salt(kind));
    long next = mixed(rest + 1);
    int size = alphabet.length();
    int whole = size == 16 ? 16 : 11;
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % whole == 0) {
        rest = next;
        next = mixed(next + 1);
      }
      letters[i] = alphabet.charAt((int) Long.remainderUnsigned(rest, size));
      rest = Long.divideUnsigned(rest, size);
    }
    return new String(letters);
  }

  private static long salt(String kind) {
    return kind.hashCode() * 0x9E3779B97F4A7C15L;
  }

  /** The finaliser of MurmurHash3 (Appleby), which loses nothing. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }
}
