package io.percorso.interactions;

/** Checks bytes for well-formed UTF-8 (Unicode, table 3-7), also in pieces. */
final class Utf8 {
  private int missing;
  private int low = 0x80;
  private int high = 0xBF;
  private boolean isBroken;

  /** Takes the next piece. */
  void add(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && !isBroken) {
      if (missing == 0) {
        while (i < to && bytes[i] >= 0) {
          i++;
        }
        if (i < to) {
          lead(bytes[i++] & 0xFF);
        }
      } else {
        int b = bytes[i++] & 0xFF;
        isBroken = b < low || b > high;
        low = 0x80;
        high = 0xBF;
        missing--;
      }
    }
  }

  private void lead(int b) {
    if (b >= 0xC2 && b <= 0xDF) {
      missing = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      missing = 2;
      low = b == 0xE0 ? 0xA0 : 0x80;
      high = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
      missing = 3;
      low = b == 0xF0 ? 0x90 : 0x80;
      high = b == 0xF4 ? 0x8F : 0xBF;
    } else {
      isBroken = true;
    }
  }

  /** True when all pieces together were UTF-8. */
  boolean isWhole() {
    return !isBroken && missing == 0;
  }

  static boolean isValid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    if (i == to) {
      return true;
    }
    Utf8 check = new Utf8();
    check.add(bytes, i, to);
    return check.isWhole();
  }
}
