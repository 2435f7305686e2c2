package io.percorso.journeys;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How often walks began at a touchpoint, went on from it to another, and ended at it. */
final class Transitions {
  /** The state of the touchpoints that have none of their own. */
  static final String OTHER = "OTHER";

  private final SortedMap<String, Long> starts = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> moves = new TreeMap<>();
  private final Map<Walk.End, SortedMap<String, Long>> ends = new EnumMap<>(Walk.End.class);

  /**
   * Touchpoints that are states of their own in a chain, {@code chains.touchpoints}.
   *
   * @throws UserError of kind usage when there would be none
   */
  static int states(Settings settings) {
    long states = settings.integer("chains.touchpoints");
    if (states < 1 || states > Integer.MAX_VALUE) {
      throw UserError.usage(
          "setting 'chains.touchpoints' is %d: a chain needs at least one touchpoint; 500 is shipped"
              .formatted(states));
    }
    return (int) states;
  }

  void start(String to, long count) {
    starts.merge(to, count, Long::sum);
  }

  void move(String from, String to, long count) {
    moves.computeIfAbsent(from, f -> new TreeMap<>()).merge(to, count, Long::sum);
  }

  void end(String from, Walk.End end, long count) {
    ends.computeIfAbsent(end, e -> new TreeMap<>()).merge(from, count, Long::sum);
  }

  /** All touchpoints, in the order of the alphabet. */
  SortedSet<String> touchpoints() {
    SortedSet<String> all = new TreeSet<>(starts.keySet());
    moves.forEach(
        (from, to) -> {
          all.add(from);
          all.addAll(to.keySet());
        });
    ends.values().forEach(from -> all.addAll(from.keySet()));
    return all;
  }

  long starts(String to) {
    return starts.getOrDefault(to, 0L);
  }

  /** Where walks went on to from a touchpoint, and how often. */
  SortedMap<String, Long> moves(String from) {
    return moves.getOrDefault(from, new TreeMap<>());
  }

  long ends(String from, Walk.End end) {
    return ends.getOrDefault(end, new TreeMap<>()).getOrDefault(from, 0L);
  }

  /** How often walks left the touchpoint, by going on or by ending. */
  long leaving(String touchpoint) {
    long count = 0;
    for (long moved : moves(touchpoint).values()) {
      count += moved;
    }
    for (Walk.End end : Walk.End.values()) {
      count += ends(touchpoint, end);
    }
    return count;
  }

  long walks() {
    return starts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The same walks where only the most visited touchpoints are states of their own; the rest are
   * one, {@link #OTHER}. Of equally visited ones the first in the alphabet is kept.
   */
  Transitions keeping(int most) {
    SortedSet<String> all = touchpoints();
    if (all.size() <= most) {
      return this;
    }
    List<String> byVisits =
        all.stream()
            .sorted(Comparator.comparing((String t) -> -leaving(t)).thenComparing(t -> t))
            .toList();
    Set<String> kept = byVisits.stream().limit(most).collect(Collectors.toSet());
    Transitions merged = new Transitions();
    starts.forEach((to, count) -> merged.start(state(to, kept), count));
    moves.forEach(
        (from, to) ->
            to.forEach((t, count) -> merged.move(state(from, kept), state(t, kept), count)));
    ends.forEach((end, from) -> from.forEach((f, count) -> merged.end(state(f, kept), end, count)));
    return merged;
  }

  private static String state(String touchpoint, Set<String> kept) {
    return kept.contains(touchpoint) ? touchpoint : OTHER;
  }
}
