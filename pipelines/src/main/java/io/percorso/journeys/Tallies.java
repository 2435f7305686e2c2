package io.percorso.journeys;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How often each {@link Tally} occurred, in the order of tallies. */
final class Tallies {
  /**
   * @param count occurrences
   * @param valuedCount of these, the ones whose worth is known
   * @param worth sum of what is known
   */
  record Sum(long count, long valuedCount, BigDecimal worth) {
    static final Sum NOTHING = Sum.of(0);

    /** So many occurrences of what has no worth. */
    static Sum of(long count) {
      return new Sum(count, 0, BigDecimal.ZERO);
    }

    Sum plus(Sum other) {
      return new Sum(count + other.count, valuedCount + other.valuedCount, worth.add(other.worth));
    }
  }

  private final SortedMap<Tally, Sum> sums = new TreeMap<>();

  void add(Tally tally, Sum sum) {
    sums.merge(tally, sum, Sum::plus);
  }

  /** One more occurrence. */
  void count(Tally tally) {
    add(tally, Sum.of(1));
  }

  /** One more occurrence, of a success of this worth. */
  void countSuccess(Tally tally, Optional<BigDecimal> worth) {
    add(tally, new Sum(1, worth.isPresent() ? 1 : 0, worth.orElse(BigDecimal.ZERO)));
  }

  long countOf(Tally tally) {
    return sums.getOrDefault(tally, Sum.NOTHING).count();
  }

  void forEach(BiConsumer<Tally, Sum> taker) {
    sums.forEach(taker);
  }

  void forEach(Tally.Kind kind, BiConsumer<Tally, Sum> taker) {
    for (Map.Entry<Tally, Sum> entry : sums.entrySet()) {
      if (entry.getKey().kind() == kind) {
        taker.accept(entry.getKey(), entry.getValue());
      }
    }
  }

  /** The transitions among these tallies. */
  Transitions transitions() {
    Transitions transitions = new Transitions();
    forEach(Tally.Kind.START, (t, sum) -> transitions.start(t.touchpoint(), sum.count()));
    forEach(Tally.Kind.MOVE, (t, sum) -> transitions.move(t.touchpoint(), t.next(), sum.count()));
    forEach(
        Tally.Kind.END,
        (t, sum) -> transitions.end(t.touchpoint(), Walk.End.valueOf(t.next()), sum.count()));
    return transitions;
  }
}
