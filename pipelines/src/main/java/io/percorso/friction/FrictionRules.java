package io.percorso.friction;

import io.percorso.lake.Settings;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Business numbers of what friction costs, from conf/base.yaml, section friction.
 *
 * @param months whose journeys are counted, with that of the cut-off
 * @param leastJourneys that must have ended before anything is estimated
 * @param mostTouchpoints that are told apart
 * @param leastShown visits that must show an effect at a touchpoint for it to be another one there
 * @param replicates of the bootstrap
 * @param falseRate of findings
 * @param leastLost journeys that the lower end of the interval must reach
 * @param partOfAudience attenuation above which a loss is partly who comes there
 * @param mostlyAudience attenuation above which it is mostly that
 * @param leastAlike standard errors by which more must leave after friction among customers of one
 *     channel, device and intent
 * @param leastEValue below which something weak and unmeasured may explain it
 * @param nearlyAll share of visits with friction beyond which too few without are left to compare
 *     with
 * @param releaseWindow days before and after a release that are compared
 * @param localVisits up to so many visits are fitted in this process' memory
 * @param coldStartWeights of signals, by their word
 * @param silence seconds after its last step until a journey is known to be given up, by intent
 * @param otherSilence the same of other intents
 * @param settle seconds until a resolution is known to hold
 * @param currency ISO 4217 code in which money is reported
 */
public record FrictionRules(
    int months,
    long leastJourneys,
    int mostTouchpoints,
    long leastShown,
    int replicates,
    double falseRate,
    double leastLost,
    double partOfAudience,
    double mostlyAudience,
    double leastAlike,
    double leastEValue,
    double nearlyAll,
    int releaseWindow,
    long localVisits,
    Map<String, Double> coldStartWeights,
    Map<String, Long> silence,
    long otherSilence,
    long settle,
    String currency)
    implements Serializable {
  private static final String WEIGHTS = "friction.cold-start";
  private static final String GAPS = "journeys.gap";

  public FrictionRules {
    coldStartWeights = new TreeMap<>(coldStartWeights);
    silence = new TreeMap<>(silence);
  }

  public static FrictionRules from(Settings settings) {
    Map<String, Double> weights = new TreeMap<>();
    settings
        .under(WEIGHTS)
        .keySet()
        .forEach(
            signal -> weights.put(signal.replace('-', '_'), settings.real(WEIGHTS + "." + signal)));
    Map<String, Long> silence = new TreeMap<>();
    settings
        .under(GAPS)
        .keySet()
        .forEach(intent -> silence.put(intent, settings.duration(GAPS + "." + intent).toSeconds()));
    return new FrictionRules(
        (int) settings.integer("friction.months"),
        settings.integer("friction.least-journeys"),
        (int) settings.integer("friction.touchpoints"),
        settings.integer("friction.least-shown"),
        (int) settings.integer("friction.replicates"),
        settings.real("friction.false-rate"),
        settings.real("friction.least-lost"),
        settings.real("friction.part-of-audience"),
        settings.real("friction.mostly-audience"),
        settings.real("friction.least-alike"),
        settings.real("friction.least-e-value"),
        settings.real("friction.nearly-all"),
        (int) settings.duration("friction.release-window").toDays(),
        settings.integer("friction.local-visits"),
        weights,
        silence,
        settings.duration("journeys.default-gap").toSeconds(),
        settings.duration("journeys.settle").toSeconds(),
        settings.text("business.currency"));
  }
}
