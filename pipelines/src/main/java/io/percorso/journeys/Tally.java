package io.percorso.journeys;

import java.util.Comparator;

/**
 * What is counted over walks, as a key. Counts are whole numbers, so that their sums are the same
 * however walks are spread over files and partitions.
 *
 * @param next what follows or qualifies the touchpoint, by kind; empty: nothing
 * @param length of the walk or of its set of touchpoints, by kind; 0: none
 */
record Tally(Kind kind, String touchpoint, String next, int length) implements Comparable<Tally> {
  /** What an occurrence is. */
  enum Kind {
    /** A walk began at the touchpoint. */
    START,
    /** A visit of next directly followed one of the touchpoint. */
    MOVE,
    /** A walk ended at the touchpoint; next: a {@link Walk.End}. */
    END,
    /** A visit of a successful walk of so many visits; next: a {@link CreditModels.Place}. */
    PLACE,
    /** A successful walk over so many distinct touchpoints, this one among them. */
    SET,
    /** A step at the touchpoint. */
    STEP,
    /** A visit of the touchpoint. */
    VISIT,
    /** A walk that visits the touchpoint. */
    WALK,
    /** A walk that visits it more than once. */
    REWORK,
    /** A visit of it that came after one visit elsewhere, which came after a visit of it. */
    PING_PONG
  }

  private static final Comparator<Tally> ORDER =
      Comparator.comparing((Tally tally) -> tally.kind())
          .thenComparing(tally -> tally.touchpoint())
          .thenComparing(tally -> tally.next())
          .thenComparingInt(Tally::length);

  static Tally of(Kind kind, String touchpoint) {
    return new Tally(kind, touchpoint, "", 0);
  }

  Tally next(String what) {
    return new Tally(kind, touchpoint, what, length);
  }

  Tally length(int count) {
    return new Tally(kind, touchpoint, next, count);
  }

  @Override
  public int compareTo(Tally other) {
    return ORDER.compare(this, other);
  }
}
