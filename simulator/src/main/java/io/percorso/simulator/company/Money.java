package io.percorso.simulator.company;

/** Amounts in hundredths, written out. */
final class Money {
  private Money() {}

  /** 1990 is {@code 19.90}. */
  static String of(long cents) {
    long size = Math.abs(cents);
    StringBuilder text = new StringBuilder(12);
    if (cents < 0) {
      text.append('-');
    }
    text.append(size / 100).append('.');
    return text.append((char) ('0' + size / 10 % 10)).append((char) ('0' + size % 10)).toString();
  }
}
