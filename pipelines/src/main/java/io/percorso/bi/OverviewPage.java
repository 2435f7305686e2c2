package io.percorso.bi;

import io.percorso.bi.Overview.End;
import io.percorso.bi.Overview.Evidence;
import io.percorso.bi.Overview.Outcome;
import io.percorso.bi.Overview.Path;
import io.percorso.bi.Overview.Rules;
import io.percorso.bi.Overview.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The overview as one static HTML file: no script, nothing loaded from elsewhere, every value
 * escaped by the template engine.
 */
public final class OverviewPage {
  /** Outcomes in the order in which the page shows them. */
  private static final List<String> OUTCOMES =
      List.of("converted", "resolved", "abandoned", "open");

  private OverviewPage() {}

  /** The page's HTML, UTF-8. */
  public static String render(Overview overview, Rules rules) {
    return Templates.render("overview.jte", View.of(overview, rules));
  }

  /** What the template is given: the overview, with what may not be shown already left out. */
  public record View(
      Overview overview,
      Rules rules,
      List<Findings.Finding> findings,
      List<Source> sources,
      List<ShownPath> paths,
      List<IntentOutcomes> intents,
      List<End> ends,
      long abandoned,
      SignalGrid signals) {

    static View of(Overview overview, Rules rules) {
      long limit = rules.hiddenBelowCustomers();
      List<End> ends =
          SmallCells.shown(overview.abandonedAt(), End::customers, limit).stream()
              .sorted(
                  Comparator.comparingLong(End::journeys).reversed().thenComparing(End::touchpoint))
              .limit(rules.touchpoints())
              .toList();
      return new View(
          overview,
          rules,
          Findings.of(overview, rules),
          SmallCells.shown(overview.sources(), Source::customers, limit),
          ShownPath.of(overview.paths(), rules),
          IntentOutcomes.of(overview.outcomes(), limit),
          ends,
          overview.abandonedAt().stream().mapToLong(End::journeys).sum(),
          SignalGrid.of(overview.signals(), rules));
    }

    public long mostInteractions() {
      return sources.stream().mapToLong(Source::interactions).max().orElse(0);
    }

    public long mostJourneysOfAPath() {
      return paths.stream().mapToLong(p -> p.path().journeys()).max().orElse(0);
    }

    public long mostJourneysOfAnEnd() {
      return ends.stream().mapToLong(End::journeys).max().orElse(0);
    }

    public long mostOfADay() {
      return overview.days().stream().mapToLong(Overview.Day::interactions).max().orElse(0);
    }

    public long leastOfADay() {
      return overview.days().stream().mapToLong(Overview.Day::interactions).min().orElse(0);
    }

    public int hiddenSources() {
      return overview.sources().size() - sources.size();
    }

    /** Abandoned journeys that ended elsewhere than at the touchpoints listed. */
    public long endedElsewhere() {
      return abandoned - ends.stream().mapToLong(End::journeys).sum();
    }
  }

  /** A path and whether its conversion may be read. */
  public record ShownPath(Path path, Evidence evidence) {
    static List<ShownPath> of(List<Path> paths, Rules rules) {
      return paths.stream()
          .map(p -> new ShownPath(p, rules.evidence(p.journeys(), p.customers(), p.conversion())))
          .filter(p -> p.evidence != Evidence.HIDDEN)
          .limit(rules.paths())
          .toList();
    }
  }

  /**
   * How the journeys of one intent ended.
   *
   * @param journeys all of them
   * @param counts per outcome in the order of the page; absent where hidden
   */
  public record IntentOutcomes(String intent, long journeys, Map<String, OptionalLong> counts) {
    /** A piece of the bar, as shares of all journeys of the intent. */
    public record Part(String outcome, double from, double share) {}

    /** The pieces that may be shown, side by side. */
    public List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      double from = 0;
      for (Map.Entry<String, OptionalLong> count : counts.entrySet()) {
        double share = (double) count.getValue().orElse(0) / Math.max(1, journeys);
        parts.add(new Part(count.getKey(), from, share));
        from += share;
      }
      return parts;
    }

    static List<IntentOutcomes> of(List<Outcome> outcomes, long limit) {
      Map<String, List<Outcome>> byIntent = new TreeMap<>();
      for (Outcome outcome : outcomes) {
        byIntent.computeIfAbsent(outcome.intent(), i -> new ArrayList<>()).add(outcome);
      }
      return byIntent.entrySet().stream()
          .map(e -> of(e.getKey(), e.getValue(), limit))
          .filter(i -> i.counts.values().stream().anyMatch(c -> c.isPresent() && c.getAsLong() > 0))
          .sorted(Comparator.comparingLong(IntentOutcomes::journeys).reversed())
          .toList();
    }

    private static IntentOutcomes of(String intent, List<Outcome> all, long limit) {
      List<Outcome> shown = SmallCells.shown(all, Outcome::customers, limit);
      Map<String, OptionalLong> counts = new LinkedHashMap<>();
      for (String name : OUTCOMES) {
        boolean occurs = all.stream().anyMatch(o -> o.outcome().equals(name));
        OptionalLong count =
            shown.stream()
                .filter(o -> o.outcome().equals(name))
                .mapToLong(Outcome::journeys)
                .findFirst();
        counts.put(name, occurs ? count : OptionalLong.of(0));
      }
      return new IntentOutcomes(intent, all.stream().mapToLong(Outcome::journeys).sum(), counts);
    }
  }
}
