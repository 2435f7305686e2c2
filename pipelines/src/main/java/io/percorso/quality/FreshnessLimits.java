package io.percorso.quality;

import io.percorso.interactions.Source;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How old a source's data may be.
 *
 * @param warn older than this: somebody should look; absent: never
 * @param error older than this: the figures are not of the day that they say; absent: never
 * @param daysBehind whole days by which the source's newest day lies behind that of the run, when
 *     all is well
 */
public record FreshnessLimits(Optional<Duration> warn, Optional<Duration> error, int daysBehind) {
  private static final String NEVER = "never";

  public FreshnessLimits {
    if (warn.isPresent() && error.isPresent() && warn.get().compareTo(error.get()) > 0) {
      throw UserError.usage(
          "freshness.warn is %d h and freshness.error %d h: the warning must come first, so set warn to at most error"
              .formatted(warn.get().toHours(), error.get().toHours()));
    }
    if (daysBehind < 0) {
      throw UserError.usage(
          "freshness.days-behind is %d: it counts days, so set it to 0 or more"
              .formatted(daysBehind));
    }
  }

  /** The limits of all sources that say none of their own. */
  public static FreshnessLimits from(Settings settings) {
    return new FreshnessLimits(
        limit(settings, "freshness.warn"),
        limit(settings, "freshness.error"),
        (int) settings.integer("freshness.days-behind"));
  }

  /** The limits of a source: what its declaration says, else the settings. */
  public static FreshnessLimits of(Source source, Settings settings) {
    Settings own = settings;
    for (Map.Entry<String, String> said : source.freshness().entrySet()) {
      own =
          own.with(
              "freshness." + said.getKey(),
              said.getValue(),
              "conf/sources/" + source.name() + ".yaml");
    }
    return from(own);
  }

  private static Optional<Duration> limit(Settings settings, String key) {
    return settings.text(key).equals(NEVER)
        ? Optional.empty()
        : Optional.of(settings.duration(key));
  }
}
