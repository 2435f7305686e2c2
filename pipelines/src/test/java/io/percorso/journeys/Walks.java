package io.percorso.journeys;

import io.percorso.testing.Grid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Walks drawn as a grid: the path, its touchpoints parted by {@code >}; how many succeed and how
 * many do not; what each success is worth, empty: unknown.
 */
final class Walks {
  private Walks() {}

  static List<Walk> of(String drawn) {
    List<Walk> walks = new ArrayList<>();
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      Optional<BigDecimal> worth = Optional.ofNullable(row.get("worth")).map(BigDecimal::new);
      List<String> path = path(row.get("path"));
      walks.addAll(
          Collections.nCopies(
              Integer.parseInt(row.get("success")), walk(path, Walk.End.SUCCESS, worth)));
      walks.addAll(
          Collections.nCopies(
              Integer.parseInt(row.get("null")), walk(path, Walk.End.NULL, Optional.empty())));
    }
    return walks;
  }

  static List<String> path(String drawn) {
    return Arrays.stream(drawn.split(">", -1)).map(String::strip).toList();
  }

  /** A walk of one step in each visit. */
  static Walk walk(List<String> path, Walk.End end, Optional<BigDecimal> worth) {
    return new Walk(path, Collections.nCopies(path.size(), 1L), end, worth);
  }

  static Tallies told(List<Walk> walks, BiConsumer<Walk, Tallies> teller) {
    Tallies tallies = new Tallies();
    walks.forEach(walk -> teller.accept(walk, tallies));
    return tallies;
  }

  static MarkovChain chain(List<Walk> walks) {
    return MarkovChain.of(told(walks, Walk::tellChain).transitions());
  }
}
