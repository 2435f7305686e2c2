package io.percorso.lake;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The business numbers of a run: one flat map from dotted key to text, each with the place it came
 * from. Rooms read their {@code Rules} from it and know neither files nor flags.
 *
 * <p>Durations are a whole number with a unit: {@code 500ms}, {@code 30s}, {@code 30m}, {@code
 * 24h}, {@code 7d}.
 */
public final class Settings implements Serializable {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /**
   * A value and where it was said, for example {@code base.yaml:12}, {@code --set} or {@code
   * PERCORSO_BUSINESS_ZONE}.
   */
  public record Value(String text, String origin) implements Serializable {}

  private final TreeMap<String, Value> values;

  public Settings(Map<String, Value> values) {
    this.values = new TreeMap<>(values);
  }

  /** Settings for a test: key, text, key, text. */
  public static Settings of(String... keysAndTexts) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < keysAndTexts.length; i += 2) {
      values.put(keysAndTexts[i], new Value(keysAndTexts[i + 1], "test"));
    }
    return new Settings(values);
  }

  public Map<String, Value> all() {
    return Map.copyOf(values);
  }

  /** The same settings with one value said anew. */
  public Settings with(String key, String text, String origin) {
    TreeMap<String, Value> changed = new TreeMap<>(values);
    changed.put(key, new Value(text, origin));
    return new Settings(changed);
  }

  public String text(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(
          "no setting '" + key + "': add it to conf/base.yaml with unit, default and why");
    }
    return value.text();
  }

  public long integer(String key) {
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      throw wrong(key, "a whole number");
    }
  }

  public double real(String key) {
    try {
      return new BigDecimal(text(key)).doubleValue();
    } catch (NumberFormatException e) {
      throw wrong(key, "a number");
    }
  }

  public boolean flag(String key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false");
    };
  }

  public Duration duration(String key) {
    Matcher matcher = DURATION.matcher(text(key));
    if (!matcher.matches()) {
      throw wrong(key, "a whole number with ms, s, m, h or d, such as 30m");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  public LocalDate day(String key) {
    try {
      return LocalDate.parse(text(key));
    } catch (java.time.format.DateTimeParseException e) {
      throw wrong(key, "a date such as 2026-03-31");
    }
  }

  public ZoneId zone(String key) {
    try {
      return ZoneId.of(text(key));
    } catch (java.time.DateTimeException e) {
      throw wrong(key, "a time zone such as Europe/Rome");
    }
  }

  /**
   * All settings below a dotted prefix, by the rest of their key: {@code under("sessions.gap")} has
   * "web", "app", …
   */
  public Map<String, String> under(String prefix) {
    String start = prefix + ".";
    return values.entrySet().stream()
        .filter(e -> e.getKey().startsWith(start))
        .collect(
            Collectors.toMap(
                e -> e.getKey().substring(start.length()),
                e -> e.getValue().text(),
                (a, b) -> b,
                TreeMap::new));
  }

  private UserError wrong(String key, String wanted) {
    Value value = values.get(key);
    return UserError.usage(
        "setting '%s' is '%s' (from %s), which is not %s"
            .formatted(key, value.text(), value.origin(), wanted));
  }
}
