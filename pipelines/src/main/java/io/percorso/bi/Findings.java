package io.percorso.bi;

import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Evidence;
import io.percorso.bi.Overview.Path;
import io.percorso.bi.Overview.Quality;
import io.percorso.bi.Overview.Refusal;
import io.percorso.bi.Overview.Rules;
import io.percorso.bi.Overview.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Three sentences that an overview gives: where journeys are given up, which signal stands out, and
 * what was lost on the way in (or, when nothing was, which path does best). Computed: other figures
 * give other sentences.
 */
public final class Findings {
  private Findings() {}

  /**
   * One finding.
   *
   * @param title what it is about, two to four words
   * @param sentence with numbers; plain text, to be escaped where it is shown
   */
  public record Finding(String title, String sentence) {}

  /** Always three, in a fixed order. */
  public static List<Finding> of(Overview overview, Rules rules) {
    return List.of(abandonment(overview, rules), signal(overview, rules), loss(overview, rules));
  }

  private static Finding abandonment(Overview overview, Rules rules) {
    String title = "Where journeys are given up";
    long abandoned = overview.abandonedAt().stream().mapToLong(End::journeys).sum();
    Optional<End> worst =
        overview.abandonedAt().stream()
            .filter(end -> end.customers() >= rules.hiddenBelowCustomers())
            .max(Comparator.comparingLong(End::journeys).thenComparing(End::touchpoint));
    if (worst.isEmpty() || abandoned < rules.notEnoughBelow()) {
      return new Finding(
          title,
          "Not enough data: %s abandoned journeys, %d are needed."
              .formatted(Shown.count(abandoned), rules.notEnoughBelow()));
    }
    End end = worst.get();
    return new Finding(
        title,
        "Most journeys are given up at %s: %s of %s abandoned journeys end there (%s), of %s customers."
            .formatted(
                Shown.name(end.touchpoint()),
                Shown.count(end.journeys()),
                Shown.count(abandoned),
                Shown.share(end.journeys(), abandoned),
                Shown.count(end.customers())));
  }

  private static Finding signal(Overview overview, Rules rules) {
    String title = "The signal that stands out";
    return overview.signals().stream()
        .filter(s -> SignalGrid.evidence(s, rules) == Evidence.SHOWN)
        .max(
            Comparator.comparingDouble((Signal s) -> excess(s, elsewhere(s, overview)))
                .thenComparing(Signal::touchpoint)
                .thenComparing(Signal::signal))
        .map(s -> new Finding(title, sentence(s, elsewhere(s, overview))))
        .orElse(
            new Finding(
                title,
                "Not enough data: no signal has been seen on %d visits of one touchpoint by %d customers."
                    .formatted(rules.notEnoughBelow(), rules.hiddenBelowCustomers())));
  }

  private static String sentence(Signal signal, double elsewhere) {
    String compared =
        elsewhere == 0
            ? "seen nowhere else"
            : "about %s more than at the rate of the other touchpoints (%s)"
                .formatted(
                    Shown.count(Math.round(excess(signal, elsewhere))), Shown.share(elsewhere));
    return "%s on %s: %s of %s visits (interval %s), %s."
        .formatted(
            capital(Shown.name(signal.signal())),
            Shown.name(signal.touchpoint()),
            Shown.share(signal.incidence().value()),
            Shown.count(signal.visits()),
            Shown.interval(signal.incidence()),
            compared);
  }

  /** Visits with the signal beyond those that the rate of the other touchpoints would give. */
  private static double excess(Signal signal, double elsewhere) {
    return signal.signalVisits() - elsewhere * signal.visits();
  }

  /** Incidence of the same signal over the visits of all other touchpoints. */
  private static double elsewhere(Signal signal, Overview overview) {
    long visits =
        overview.signals().stream()
            .filter(s -> !s.touchpoint().equals(signal.touchpoint()))
            .collect(
                java.util.stream.Collectors.toMap(Signal::touchpoint, Signal::visits, Math::max))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    long with =
        overview.signals().stream()
            .filter(s -> s.signal().equals(signal.signal()))
            .filter(s -> !s.touchpoint().equals(signal.touchpoint()))
            .mapToLong(Signal::signalVisits)
            .sum();
    return visits == 0 ? 0 : (double) with / visits;
  }

  private static Finding loss(Overview overview, Rules rules) {
    return overview.quality().stream()
        .filter(q -> lost(q) > 0)
        .max(Comparator.comparingLong(Findings::lost).thenComparing(Quality::source))
        .map(q -> new Finding("What was lost on the way in", sentence(q, overview.refusals())))
        .orElseGet(() -> bestPath(overview, rules));
  }

  private static String sentence(Quality quality, List<Refusal> refusals) {
    String reason =
        refusals.stream()
            .filter(r -> r.source().equals(quality.source()) && !r.verdict().equals("duplicate"))
            .max(Comparator.comparingLong(Refusal::records).thenComparing(Refusal::reason))
            .map(r -> ", first of all %s (%s)".formatted(r.reason(), Shown.count(r.records())))
            .orElse("");
    return "%s loses most: %s of %s records (%s) were rejected or too late%s."
        .formatted(
            quality.source(),
            Shown.count(lost(quality)),
            Shown.count(quality.records()),
            Shown.share(lost(quality), quality.records()),
            reason);
  }

  private static Finding bestPath(Overview overview, Rules rules) {
    String title = "The path that does best";
    return overview.paths().stream()
        .filter(p -> rules.evidence(p.journeys(), p.customers(), p.conversion()) == Evidence.SHOWN)
        .max(Comparator.comparingDouble((Path p) -> p.conversion().low()).thenComparing(Path::path))
        .map(
            p ->
                new Finding(
                    title,
                    "No record was lost. %s reaches its goal in %s of %s journeys (interval %s)."
                        .formatted(
                            p.path(),
                            Shown.share(p.conversion().value()),
                            Shown.count(p.journeys()),
                            Shown.interval(p.conversion()))))
        .orElse(
            new Finding(
                title,
                "No record was lost, and no path has %d journeys yet."
                    .formatted(rules.notEnoughBelow())));
  }

  private static long lost(Quality quality) {
    return quality.rejected() + quality.late();
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
