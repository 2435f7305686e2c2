package io.percorso.jobs.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often what is true met what was found. */
public final class Confusion {
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  /** Something that is {@code truth} was found {@code found} so many more times. */
  public void add(String truth, String found, long times) {
    counts.computeIfAbsent(truth, t -> new TreeMap<>()).merge(found, times, Long::sum);
  }

  public long count(String truth, String found) {
    return counts.getOrDefault(truth, Map.of()).getOrDefault(found, 0L);
  }

  public long total() {
    return counts.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Those found as what they are. */
  public long agreeing() {
    return counts.keySet().stream().mapToLong(word -> count(word, word)).sum();
  }

  /** One number of it. */
  public record Cell(String truth, String found, long count) {}

  /** Every number that is not 0. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    counts.forEach((truth, row) -> row.forEach((f, n) -> cells.add(new Cell(truth, f, n))));
    return cells;
  }

  /**
   * A header and one line per truth: the counts of each word that was found, in alphabetical order.
   *
   * @param corner what lines and columns are
   */
  public List<List<String>> lines(String corner) {
    TreeSet<String> words = new TreeSet<>();
    counts.values().forEach(row -> words.addAll(row.keySet()));
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(corner));
    header.addAll(words);
    lines.add(header);
    for (String truth : counts.keySet()) {
      List<String> line = new ArrayList<>(List.of(truth));
      words.forEach(found -> line.add(Long.toString(count(truth, found))));
      lines.add(line);
    }
    return lines;
  }
}
