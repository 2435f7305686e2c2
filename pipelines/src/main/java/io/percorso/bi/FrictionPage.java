package io.percorso.bi;

import io.percorso.bi.FrictionBoard.Cause;
import io.percorso.bi.FrictionBoard.Cell;
import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.FrictionBoard.Neighbour;
import io.percorso.bi.FrictionBoard.Place;
import io.percorso.lake.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The friction scorecard as static HTML files (no script, nothing loaded from elsewhere, every
 * value escaped by the template engine): one page for all, one for each touchpoint with visits
 * enough, and the figures as CSV.
 */
public final class FrictionPage {
  private static final String PREFIX = "touchpoint-";
  private static final String SUFFIX = ".html";
  private static final int LONGEST_NAME = 60;
  private static final int HOTTEST = 5;
  private static final String ASSOCIATED = "associated";

  private FrictionPage() {}

  /** What the templates are given: the board and what may be shown of it. */
  public record View(
      FrictionBoard board, Overview.Rules rules, List<Place> places, List<Cell> cells) {
    /** Touchpoints that have a place among those to be mended. */
    public List<Place> ranked() {
      return places.stream().filter(p -> p.rank().isPresent()).toList();
    }

    /** Those that have none, with why; the suspected first. */
    public List<Place> others() {
      return places.stream()
          .filter(p -> p.rank().isEmpty() && p.frictionVisits() > 0)
          .sorted(Comparator.comparing(p -> !p.evidence().equals(ASSOCIATED)))
          .toList();
    }

    /** Those whose loss may be their audience's, the greatest sure loss first. */
    public List<Place> suspected() {
      return others().stream()
          .filter(p -> p.evidence().equals(ASSOCIATED))
          .sorted(Comparator.comparingDouble((Place p) -> -p.lost().orElseThrow().interval().low()))
          .toList();
    }

    /** What is told of a touchpoint's slices. */
    public List<FrictionBoard.Slice> slicesOf(String touchpoint) {
      return board.slices().stream().filter(s -> s.touchpoint().equals(touchpoint)).toList();
    }

    public int hidden() {
      return board.places().size() - places.size();
    }

    /** Whether so many customers and such an interval allow a figure. */
    public boolean isEnough(long customers, Estimate estimate) {
      return customers >= rules.notEnoughBelow() && !estimate.isWide(rules.widestInterval());
    }

    public boolean hasPage(String touchpoint) {
      return places.stream().anyMatch(p -> p.touchpoint().equals(touchpoint));
    }

    /** The highest end of the intervals that are drawn. */
    public double most() {
      return ranked().stream()
          .mapToDouble(p -> p.lost().map(l -> l.interval().high()).orElse(0.0))
          .max()
          .orElse(1);
    }

    /** The same of causes. */
    public double mostOfCauses() {
      return causes().stream().mapToDouble(c -> c.lost().interval().high()).max().orElse(1);
    }

    public List<Cause> causes() {
      return board.causes().stream()
          .filter(c -> hasPage(c.touchpoint()) && !isHidden(c.touchpoint(), c.signal()))
          .toList();
    }

    /** Signals that lose most, as many as the page is wide. */
    public List<String> signals() {
      Map<String, Double> lost = new TreeMap<>();
      cells().forEach(c -> lost.merge(c.signal(), Math.max(0, c.lost()), Double::sum));
      return lost.entrySet().stream()
          .sorted(
              Map.Entry.<String, Double>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(rules.signals())
          .map(Map.Entry::getKey)
          .toList();
    }

    /**
     * Whether so few customers met a signal at a touchpoint that they might be recognised, or it
     * would give away another that is hidden.
     */
    public boolean isHidden(String touchpoint, String signal) {
      return cell(touchpoint, signal).isEmpty()
          && board.cells().stream()
              .anyMatch(c -> c.touchpoint().equals(touchpoint) && c.signal().equals(signal));
    }

    /** Whether so many customers and visits allow a figure. */
    public boolean isEnough(Cell cell) {
      return Math.min(cell.customers(), cell.visits()) >= rules.notEnoughBelow();
    }

    /** A part of visits, where there are so many that nobody can be recognised. */
    public String share(long part, long whole) {
      return whole < rules.hiddenBelowCustomers() ? "–" : Shown.share(part, whole);
    }

    /** Signals at a touchpoint that so few customers met that they might be recognised. */
    public long hiddenAt(String touchpoint) {
      return board.cells().stream()
          .filter(c -> c.touchpoint().equals(touchpoint) && isHidden(touchpoint, c.signal()))
          .count();
    }

    /** Visits of a touchpoint, by all its neighbours of one side. */
    public long visits(String touchpoint, boolean isBefore, boolean withFriction) {
      return board.neighbours().stream()
          .filter(n -> n.touchpoint().equals(touchpoint) && n.isBefore() == isBefore)
          .mapToLong(n -> withFriction ? n.frictionVisits() : n.visits() - n.frictionVisits())
          .sum();
    }

    /** Touchpoints of the heat table: those that lose most. */
    public List<String> hottest() {
      Map<String, Double> lost = new LinkedHashMap<>();
      cells().forEach(c -> lost.merge(c.touchpoint(), Math.max(0, c.lost()), Double::sum));
      return lost.entrySet().stream()
          .filter(e -> e.getValue() > 0)
          .sorted(
              Map.Entry.<String, Double>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(rules.touchpoints())
          .map(Map.Entry::getKey)
          .toList();
    }

    /** The cell of a touchpoint and signal; none where no visit shows it. */
    public Optional<Cell> cell(String touchpoint, String signal) {
      return cells().stream()
          .filter(c -> c.touchpoint().equals(touchpoint) && c.signal().equals(signal))
          .findFirst();
    }

    /** 0 to 5, the square root of its part of the largest. */
    public int heat(Cell cell) {
      double most = cells().stream().mapToDouble(Cell::lost).max().orElse(0);
      return cell.lost() <= 0 || most <= 0
          ? 0
          : (int) Math.ceil(HOTTEST * Math.sqrt(cell.lost() / most));
    }

    /** Where journeys come from, or go to, the most frequent first. */
    public List<Neighbour> neighbours(String touchpoint, boolean isBefore) {
      List<Neighbour> all =
          board.neighbours().stream()
              .filter(n -> n.touchpoint().equals(touchpoint) && n.isBefore() == isBefore)
              .toList();
      return SmallCells.shown(all, Neighbour::customers, rules.hiddenBelowCustomers()).stream()
          .sorted(
              Comparator.comparingLong(Neighbour::visits)
                  .reversed()
                  .thenComparing(Neighbour::neighbour))
          .limit(rules.touchpoints())
          .toList();
    }

    /** Causes at a touchpoint, whatever their evidence. */
    public List<Cell> cellsOf(String touchpoint) {
      return cells().stream()
          .filter(c -> c.touchpoint().equals(touchpoint))
          .sorted(Comparator.comparingDouble(Cell::lost).reversed().thenComparing(Cell::signal))
          .toList();
    }
  }

  /**
   * What may be shown: touchpoints of so few customers that they might be recognised are left out.
   */
  public static View view(FrictionBoard board, Overview.Rules rules) {
    long limit = rules.hiddenBelowCustomers();
    List<Place> places = SmallCells.shown(board.places(), Place::customers, limit);
    Map<String, List<Cell>> byPlace =
        board.cells().stream().collect(Collectors.groupingBy(Cell::touchpoint));
    List<Cell> cells =
        places.stream()
            .map(place -> byPlace.getOrDefault(place.touchpoint(), List.of()))
            .flatMap(ofOne -> SmallCells.shown(ofOne, Cell::customers, limit).stream())
            .toList();
    return new View(board, rules, places, cells);
  }

  /** The scorecard's HTML, UTF-8. */
  public static String render(View view) {
    return Templates.render("friction.jte", Map.of("view", view));
  }

  /** A touchpoint's own page. */
  public static String render(View view, Place place) {
    return Templates.render("friction/touchpoint.jte", Map.of("view", view, "place", place));
  }

  /** Name of a touchpoint's page: its word in safe letters, and a hash where that changed it. */
  public static String fileName(String touchpoint) {
    String safe = touchpoint.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    boolean isSame = safe.equals(touchpoint) && safe.length() <= LONGEST_NAME;
    String cut = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    return PREFIX + (isSame ? safe : cut + "-" + Run.sha256(touchpoint)) + SUFFIX;
  }

  /** Whether a file of the site is a touchpoint's page. */
  public static boolean isTouchpointPage(String fileName) {
    return fileName.startsWith(PREFIX) && fileName.endsWith(SUFFIX);
  }

  /** {@code 84}, {@code 2.4}. */
  public static String number(double value) {
    double shown = Math.abs(value) < 0.05 ? 0 : value;
    return String.format(Locale.ROOT, Math.abs(shown) < 9.95 ? "%.1f" : "%,.0f", shown);
  }

  /** {@code 58 to 103}. */
  public static String interval(Estimate estimate) {
    return number(estimate.interval().low()) + " to " + number(estimate.interval().high());
  }

  /** Where a value stands on a line from 0 to the most, in per cent. */
  public static String at(double value, double most) {
    return Shown.at(Math.max(0, Math.min(1, most == 0 ? 0 : value / most)));
  }

  /** What is behind a word of evidence. */
  public static String explained(String evidence) {
    return switch (evidence) {
      case "confirmed" -> "confirmed by a release";
      case "adjusted" -> "adjusted: it stands among customers who are alike";
      case ASSOCIATED -> "associated: it may partly be the audience";
      case "audience" -> "the audience, not the page";
      default -> "not told from chance";
    };
  }

  /** One line per touchpoint. */
  public static String placesCsv(View view) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "rank",
            "touchpoint",
            "evidence",
            "evidence_reason",
            "visit_count",
            "customer_count",
            "friction_visit_count",
            "friction_index",
            "index_low",
            "index_high",
            "standardised_index",
            "risk_ratio",
            "lost_journeys",
            "lost_low",
            "lost_high",
            "lost_amount",
            "lost_amount_low",
            "lost_amount_high",
            "is_reversed",
            "cold_start_score"));
    for (Place place : view.places()) {
      List<Object> line = new ArrayList<>();
      line.add(place.rank().<Object>map(Objects::toString).orElse(""));
      line.addAll(
          List.of(
              place.touchpoint(),
              place.evidence(),
              place.reason(),
              place.visits(),
              place.customers(),
              place.frictionVisits()));
      line.addAll(cells(place.index()));
      line.add(cell(place.standardised()));
      line.add(cell(place.riskRatio()));
      line.addAll(cells(place.lost()));
      line.addAll(cells(place.amount()));
      line.add(place.isReversed());
      line.add(cell(place.coldStartScore()));
      lines.add(line);
    }
    return SpreadsheetCsv.lines(lines);
  }

  /** One line per touchpoint and signal with evidence. */
  public static String causesCsv(View view) {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "rank",
            "touchpoint",
            "signal",
            "evidence",
            "signal_visit_count",
            "lost_journeys",
            "lost_low",
            "lost_high",
            "lost_amount",
            "lost_amount_low",
            "lost_amount_high"));
    for (Cause cause : view.causes()) {
      List<Object> line =
          new ArrayList<>(
              List.of(
                  cause.rank(),
                  cause.touchpoint(),
                  cause.signal(),
                  cause.evidence(),
                  cause.visits()));
      line.addAll(cells(Optional.of(cause.lost())));
      line.addAll(cells(cause.amount()));
      lines.add(line);
    }
    return SpreadsheetCsv.lines(lines);
  }

  private static List<Object> cells(Optional<Estimate> estimate) {
    return List.of(
        cell(estimate.map(Estimate::value)),
        cell(estimate.map(e -> e.interval().low())),
        cell(estimate.map(e -> e.interval().high())));
  }

  private static String cell(Optional<Double> value) {
    return value.map(v -> String.format(Locale.ROOT, "%.4f", v)).orElse("");
  }
}
