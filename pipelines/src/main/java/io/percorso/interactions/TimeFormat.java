package io.percorso.interactions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one form of time into microseconds since 1970, UTC. Forms: {@code iso} ({@code
 * 2026-03-01T09:00:00.5+01:00}, also with a blank for the T, and with a blank and UTC at its end),
 * {@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}, or a pattern of {@link
 * DateTimeFormatter} in English. A time that says no zone is refused unless the mapping gives one;
 * a day without a time is its first moment there. 30 February and second 60 are refused.
 */
final class TimeFormat {
  /** The end of the year 9999. A time in the wrong unit lies beyond it. */
  private static final long FURTHEST = 253_402_300_800_000_000L;

  private final String form;
  private final Optional<ZoneId> zone;
  private final Optional<DateTimeFormatter> pattern;

  /**
   * @throws IllegalArgumentException when the form is neither a known word nor a pattern
   * @throws DateTimeException when the zone is not known
   */
  TimeFormat(String form, String zone) {
    this.form = form;
    this.zone = zone.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(zone));
    this.pattern =
        form.equals("iso") || form.startsWith("epoch-")
            ? Optional.empty()
            : Optional.of(
                new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(form.replace("yyyy", "uuuu"))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT));
    if (form.startsWith("epoch-")) {
      unit();
    }
  }

  /** As the mapping names it. */
  String form() {
    return form;
  }

  private long unit() {
    return switch (form) {
      case "epoch-seconds" -> 1_000_000;
      case "epoch-millis" -> 1_000;
      case "epoch-micros" -> 1;
      default -> throw new IllegalArgumentException("time format '" + form + "' is not known");
    };
  }

  /** Microseconds since 1970, UTC. */
  long micros(String text, String field) throws Refusal {
    try {
      long micros =
          form.startsWith("epoch-")
              ? Math.multiplyExact(Long.parseLong(text), unit())
              : pattern.isPresent() ? byPattern(text, pattern.get()) : iso(text);
      if (micros > FURTHEST || micros < -FURTHEST) {
        throw new Refusal(Reason.TS_RANGE, field + " is beyond the year 9999");
      }
      return micros;
    } catch (ArithmeticException e) {
      throw new Refusal(Reason.TS_RANGE, field + " is beyond the year 9999");
    } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new Refusal(Reason.TS_FORMAT, field + " is not of the form " + form);
    }
  }

  private long byPattern(String text, DateTimeFormatter formatter) {
    TemporalAccessor read = formatter.parse(text);
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return micros(
          read.getLong(ChronoField.INSTANT_SECONDS), read.get(ChronoField.NANO_OF_SECOND));
    }
    return atZone(
        read.isSupported(ChronoField.HOUR_OF_DAY)
            ? LocalDateTime.from(read)
            : LocalDate.from(read).atStartOfDay());
  }

  private long iso(String text) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(13) != ':') {
      throw new DateTimeException("separators");
    }
    char between = text.charAt(10);
    if ((between != 'T' && between != ' ') || text.charAt(16) != ':') {
      throw new DateTimeException("separators");
    }
    int at = 19;
    int nanos = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      int count = end - at - 1;
      if (count < 1 || count > 9) {
        throw new DateTimeException("fraction");
      }
      nanos = digits(text, at + 1, end);
      for (int i = count; i < 9; i++) {
        nanos *= 10;
      }
      at = end;
    }
    LocalDateTime local =
        LocalDateTime.of(
            digits(text, 0, 4),
            digits(text, 5, 7),
            digits(text, 8, 10),
            digits(text, 11, 13),
            digits(text, 14, 16),
            digits(text, 17, 19),
            nanos);
    if (at == text.length()) {
      return atZone(local);
    }
    String suffix = text.substring(at);
    ZoneOffset offset =
        suffix.equals("Z") || suffix.equals(" UTC") ? ZoneOffset.UTC : ZoneOffset.of(suffix);
    return micros(local.toEpochSecond(offset), nanos);
  }

  private long atZone(LocalDateTime local) {
    ZoneId at = zone.orElseThrow(() -> new DateTimeException("no zone"));
    long seconds =
        at.equals(ZoneOffset.UTC) || at.getId().equals("UTC")
            ? local.toEpochSecond(ZoneOffset.UTC)
            : local.atZone(at).toEpochSecond();
    return micros(seconds, local.getNano());
  }

  private static long micros(long seconds, int nanos) {
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1_000);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("digits");
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
