package io.percorso.bi;

import io.percorso.bi.Overview.Evidence;
import io.percorso.bi.Overview.Rules;
import io.percorso.bi.Overview.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signals as a heat table: touchpoints down, by visits; signals across, by how often they occur.
 *
 * @param signals columns
 * @param rows touchpoints
 */
public record SignalGrid(List<String> signals, List<Line> rows) {
  /**
   * A touchpoint with its visits.
   *
   * @param cells one for each signal of the grid
   */
  public record Line(String touchpoint, long visits, List<Cell> cells) {}

  /**
   * One signal at one touchpoint.
   *
   * @param signal the figures, absent where the signal never occurred
   * @param heat 0 (none) to 5 (the highest of the grid), of cells that may be shown; by the square
   *     root of the share, so that one extreme leaves differences among the others
   */
  public record Cell(Optional<Signal> signal, Evidence evidence, int heat) {}

  private static final int HOTTEST = 5;

  public static SignalGrid of(List<Signal> signals, Rules rules) {
    List<String> columns =
        largest(
            signals.stream()
                .collect(
                    Collectors.groupingBy(
                        Signal::signal, Collectors.summingLong(Signal::signalVisits))),
            rules.signals());
    List<String> touchpoints =
        largest(
            signals.stream()
                .collect(Collectors.toMap(Signal::touchpoint, Signal::visits, Math::max)),
            rules.touchpoints());
    double most =
        signals.stream()
            .filter(s -> columns.contains(s.signal()) && touchpoints.contains(s.touchpoint()))
            .filter(s -> evidence(s, rules) == Evidence.SHOWN)
            .mapToDouble(s -> s.incidence().value())
            .max()
            .orElse(0);
    return new SignalGrid(
        columns, touchpoints.stream().map(t -> line(t, columns, signals, most, rules)).toList());
  }

  static Evidence evidence(Signal signal, Rules rules) {
    return rules.evidence(signal.visits(), signal.customers(), signal.incidence());
  }

  private static Line line(
      String touchpoint, List<String> columns, List<Signal> signals, double most, Rules rules) {
    List<Signal> own = signals.stream().filter(s -> s.touchpoint().equals(touchpoint)).toList();
    long visits = own.stream().mapToLong(Signal::visits).max().orElse(0);
    return new Line(
        touchpoint, visits, columns.stream().map(c -> cell(c, own, most, rules)).toList());
  }

  private static Cell cell(String column, List<Signal> own, double most, Rules rules) {
    Optional<Signal> signal =
        own.stream().filter(s -> s.signal().equals(column) && s.signalVisits() > 0).findFirst();
    Evidence evidence = signal.map(s -> evidence(s, rules)).orElse(Evidence.SHOWN);
    double share = signal.map(s -> s.incidence().value()).orElse(0.0);
    boolean coloured = signal.isPresent() && evidence == Evidence.SHOWN && most > 0;
    return new Cell(
        signal, evidence, coloured ? (int) Math.ceil(HOTTEST * Math.sqrt(share / most)) : 0);
  }

  /** Keys of the largest values; equal ones in the order of their names. */
  private static List<String> largest(Map<String, Long> values, long limit) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
  }
}
