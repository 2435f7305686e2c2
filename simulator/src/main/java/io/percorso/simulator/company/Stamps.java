package io.percorso.simulator.company;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as sources write them, for years of four digits. */
final class Stamps {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private Stamps() {}

  /** {@code 2026-03-31T09:05:07.123Z}. */
  static String iso(Instant at) {
    return written(at, 0, 'T', 3, "Z");
  }

  /** {@code 2026-03-31T09:05:07Z}. */
  static String isoSeconds(Instant at) {
    return written(at, 0, 'T', 0, "Z");
  }

  /** {@code 2026-03-31T11:05:07+02:00}, by the clock of the company's shops. */
  static String isoInRome(Instant at) {
    ZoneOffset offset = ROME.getRules().getOffset(at);
    return written(at, offset.getTotalSeconds(), 'T', 0, offset.getId());
  }

  /** {@code 2026-03-31 09:05:07}, UTC. */
  static String spaced(Instant at) {
    return written(at, 0, ' ', 0, "");
  }

  /** {@code 2026-03-31 09:05:07.123}, UTC. */
  static String spacedMillis(Instant at) {
    return written(at, 0, ' ', 3, "");
  }

  /** {@code 2026-03-31 09:05:07.123456}, UTC. */
  static String spacedMicros(Instant at) {
    return written(at, 0, ' ', 6, "");
  }

  private static String written(
      Instant at, int offsetSeconds, char between, int decimals, String zone) {
    long seconds = at.getEpochSecond() + offsetSeconds;
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
    int second = (int) Math.floorMod(seconds, 86_400L);
    StringBuilder text = new StringBuilder(32);
    digits(text, day.getYear(), 4).append('-');
    digits(text, day.getMonthValue(), 2).append('-');
    digits(text, day.getDayOfMonth(), 2).append(between);
    digits(text, second / 3600, 2).append(':');
    digits(text, second / 60 % 60, 2).append(':');
    digits(text, second % 60, 2);
    if (decimals > 0) {
      int micros = at.getNano() / 1000;
      digits(text.append('.'), decimals == 3 ? micros / 1000 : micros, decimals);
    }
    return text.append(zone).toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    for (int power = (int) Math.pow(10, width - 1); power > 0; power /= 10) {
      text.append((char) ('0' + number / power % 10));
    }
    return text;
  }
}
