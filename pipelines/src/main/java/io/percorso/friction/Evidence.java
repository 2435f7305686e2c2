package io.percorso.friction;

import io.percorso.friction.hazard.Losses;
import io.percorso.friction.hazard.Release;
import io.percorso.statistics.EValue;
import java.util.Locale;
import java.util.Optional;

/**
 * How sure a loss is, in a word. In the order of weight:
 *
 * <ul>
 *   <li>none: too few journeys are lost to tell the loss from chance
 *   <li>audience: most of it is who comes there, not what happens there
 *   <li>associated: part of it is who comes there, or among customers of one channel, device and
 *       intent chance may bring it, or something unmeasured need not be strong to explain it
 *   <li>adjusted: it stands among customers who are alike in what is known of them
 *   <li>confirmed: a release took friction away, and fewer have left since
 * </ul>
 */
public enum Evidence {
  NONE,
  AUDIENCE,
  ASSOCIATED,
  ADJUSTED,
  CONFIRMED;

  /** A word and why. */
  public record Finding(Evidence evidence, String reason) {}

  /** The effect of a release, by its name. */
  public record Released(PlannedRelease release, Release.Effect effect) {}

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the touchpoint has a place among those to be mended: not while its audience, or
   * something weak that nobody measures, may explain the loss.
   */
  boolean isRanked() {
    return this == ADJUSTED || this == CONFIRMED;
  }

  /**
   * @param alikeZ of {@link io.percorso.friction.hazard.Causes.Touchpoint}
   * @param confirmed a release of this touchpoint that took friction away, if there was one
   */
  static Finding of(
      Losses.Loss loss,
      double attenuation,
      double alikeZ,
      Optional<Released> confirmed,
      FrictionRules rules) {
    if (loss.frictionVisits() > rules.nearlyAll() * loss.visits()) {
      return new Finding(
          NONE,
          said(
              "%,d of %,d visits show friction: there is nothing to compare them with",
              loss.frictionVisits(), loss.visits()));
    }
    if (loss.q() > rules.falseRate()) {
      return new Finding(
          NONE,
          said(
              "chance alone may bring such a loss: its q-value is %.2f, above %.2f",
              loss.q(), rules.falseRate()));
    }
    if (loss.interval().low() < rules.leastLost()) {
      return new Finding(
          NONE,
          said(
              "of the loss only %.1f journeys are sure, less than %.0f",
              Math.max(0, loss.interval().low()), rules.leastLost()));
    }
    if (confirmed.isPresent()) {
      Release.Effect effect = confirmed.get().effect();
      return new Finding(
          CONFIRMED,
          said(
              "since the release %s of %s, of 100 visits %.1f fewer end the journey (%.1f to %.1f)",
              confirmed.get().release().name(),
              confirmed.get().release().day(),
              -effect.change(),
              -effect.interval().high(),
              -effect.interval().low()));
    }
    if (attenuation > rules.mostlyAudience()) {
      return new Finding(
          AUDIENCE,
          said("%.0f %% of the seeming loss goes with who comes here", 100 * attenuation));
    }
    if (attenuation > rules.partOfAudience()) {
      return new Finding(
          ASSOCIATED,
          said("%.0f %% of the seeming loss goes with who comes here", 100 * attenuation));
    }
    if (alikeZ < rules.leastAlike()) {
      return new Finding(
          ASSOCIATED,
          said(
              "among customers of one channel, device and intent it is only %.1f standard errors"
                  + " above chance, less than %.1f",
              alikeZ, rules.leastAlike()));
    }
    double eValue = EValue.of(loss.riskRatio());
    if (eValue < rules.leastEValue()) {
      return new Finding(
          ASSOCIATED,
          said("something unmeasured with a risk ratio of %.1f would explain it", eValue));
    }
    return new Finding(
        ADJUSTED,
        said(
            "it stands among customers alike in intent, device, hour, campaign and history; only a"
                + " release can confirm it"));
  }

  private static String said(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
