package io.percorso.quality;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * A source's day that is out of the ordinary in one measure, or that cannot be judged.
 *
 * @param measure {@link #RECORDS}, or the column whose empty share it is
 * @param observed records, or the share of them in which the column is empty
 * @param usual what was to be expected
 * @param score by how many of its scales it is off, signed
 */
public record Anomaly(
    String source,
    LocalDate day,
    String measure,
    Kind kind,
    double observed,
    double usual,
    double score) {
  /** The measure of how much came. */
  public static final String RECORDS = "records";

  private static final double PERCENT = 100;

  /** What is out of the ordinary. */
  public enum Kind {
    /** A day of a daily source without a record. */
    NO_DATA,
    VOLUME_LOW,
    VOLUME_HIGH,
    NULLS_HIGH,
    NULLS_LOW,
    /** Too few days or records to say what is usual. */
    NOT_ENOUGH_DATA;

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a stored word. */
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** True for what somebody should look at. */
  public boolean isAlarm() {
    return kind != Kind.NOT_ENOUGH_DATA;
  }

  /** The anomaly as a reader would say it. */
  public String sentence() {
    return switch (kind) {
      case NO_DATA ->
          "%s: no record on %s, usually about %s".formatted(source, when(), count(usual));
      case VOLUME_LOW -> volume("fewer");
      case VOLUME_HIGH -> volume("more");
      case NULLS_HIGH, NULLS_LOW ->
          "%s: %s is empty in %s of the records of %s, usually in %s"
              .formatted(source, measure, percent(observed), when(), percent(usual));
      case NOT_ENOUGH_DATA ->
          "%s: not enough data to say what is usual on %s".formatted(source, when());
    };
  }

  private String volume(String direction) {
    return "%s: %.0f %% %s records than usual for a %s (%s on %s, usually about %s)"
        .formatted(
            source,
            Math.abs(observed / usual - 1) * PERCENT,
            direction,
            day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.UK),
            count(observed),
            day,
            count(usual));
  }

  private String when() {
    return "%s %s".formatted(day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.UK), day);
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
  }
}
