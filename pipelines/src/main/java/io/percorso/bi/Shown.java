package io.percorso.bi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How values are written on a page: one way for each kind. */
public final class Shown {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.UK);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK).withZone(ZoneOffset.UTC);

  private Shown() {}

  /** {@code 12,340}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * {@code 14 %}; one decimal below ten per cent; {@code < 0.1 %} for the least; only a whole is
   * {@code 100 %}.
   */
  public static String share(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    if (percent < 100 && percent > 99.5) {
      return String.format(Locale.ROOT, "%.1f %%", Math.min(99.9, percent));
    }
    return String.format(
        Locale.ROOT, percent < 9.95 && percent > 0 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** {@code 14 %} of a whole; {@code –} of nothing. */
  public static String share(long part, long whole) {
    return whole == 0 ? "–" : share((double) part / whole);
  }

  /** {@code 12 to 16 %}. */
  public static String interval(Overview.Share share) {
    String pattern = share.value() < 0.0995 ? "%.1f to %.1f %%" : "%.0f to %.0f %%";
    return String.format(Locale.ROOT, pattern, share.low() * 100, share.high() * 100);
  }

  /** {@code 14 min}, {@code 3.2 h}, {@code 2.1 d}. */
  public static String minutes(double minutes) {
    if (minutes < 1) {
      return "< 1 min";
    }
    if (minutes < 120) {
      return String.format(Locale.ROOT, "%.0f min", minutes);
    }
    double hours = minutes / 60;
    return hours < 48
        ? String.format(Locale.ROOT, "%.1f h", hours)
        : String.format(Locale.ROOT, "%.1f d", hours / 24);
  }

  /** {@code 31 March 2026}. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** {@code March 2026}. */
  public static String month(LocalDate day) {
    return MONTH.format(day);
  }

  /** {@code 31 Mar}. */
  public static String shortDay(LocalDate day) {
    return SHORT_DAY.format(day);
  }

  /** {@code 31 Mar 2026, 23:58}, UTC. */
  public static String stamp(Instant instant) {
    return STAMP.format(instant);
  }

  /** How old the newest record is, in words. */
  public static String freshness(Instant newest, LocalDate dataDate) {
    long days = ChronoUnit.DAYS.between(newest.atZone(ZoneOffset.UTC).toLocalDate(), dataDate);
    return days <= 0 ? "up to date" : days == 1 ? "1 day behind" : count(days) + " days behind";
  }

  /** {@code payment error} for {@code payment_error}; paths and anything else stay as they are. */
  public static String name(String word) {
    return word.startsWith("/") ? word : word.replace('_', ' ');
  }

  /** The touchpoints of a path. */
  public static List<String> steps(String path) {
    return List.of(path.split(" > ", -1));
  }

  /** Width of a bar in per cent of its room, for a style or an SVG attribute. */
  public static String width(long part, long most) {
    double percent = most == 0 ? 0 : 100.0 * part / most;
    return String.format(Locale.ROOT, "%.2f%%", Math.min(100, percent));
  }

  /** A share as a position in per cent. */
  public static String at(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * 100);
  }

  /** The line of a sparkline as SVG points; the highest value touches the top. */
  public static String line(List<Overview.Day> days, int width, int height) {
    long most = days.stream().mapToLong(Overview.Day::interactions).max().orElse(0);
    double step = days.size() < 2 ? 0 : (double) width / (days.size() - 1);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < days.size(); i++) {
      double y = most == 0 ? height : height - (double) height * days.get(i).interactions() / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * step, y));
    }
    return points.toString().trim();
  }
}
