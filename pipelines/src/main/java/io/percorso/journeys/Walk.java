package io.percorso.journeys;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A journey that ended, as its visits in order: direct repeats of a touchpoint are one visit.
 *
 * @param touchpoints of the visits, at least one
 * @param stepCounts steps of each visit, at least 1
 * @param worth of a success, in the reporting currency; empty where nobody knows
 */
record Walk(List<String> touchpoints, List<Long> stepCounts, End end, Optional<BigDecimal> worth) {
  /** Where a walk ends. */
  enum End {
    /** Converted or resolved. */
    SUCCESS,
    /** Abandoned. */
    NULL
  }

  Walk {
    touchpoints = List.copyOf(touchpoints);
    stepCounts = List.copyOf(stepCounts);
    if (touchpoints.isEmpty() || stepCounts.size() != touchpoints.size()) {
      throw new IllegalArgumentException(
          "a walk of %d visits with %d counts of steps"
              .formatted(touchpoints.size(), stepCounts.size()));
    }
  }

  /** Adds the transitions of this walk: one into each visit and one out of the last. */
  void tellChain(Tallies tallies) {
    tallies.count(Tally.of(Tally.Kind.START, touchpoints.get(0)));
    for (int i = 1; i < touchpoints.size(); i++) {
      tallies.count(Tally.of(Tally.Kind.MOVE, touchpoints.get(i - 1)).next(touchpoints.get(i)));
    }
    tallies.count(
        Tally.of(Tally.Kind.END, touchpoints.get(touchpoints.size() - 1)).next(end.name()));
  }
}
