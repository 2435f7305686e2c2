package io.percorso.journeys;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A journey's way through a funnel, from its entry until the window closes. Times in microseconds.
 * Knows no Spark.
 */
final class FunnelEntry {
  private final Funnel funnel;
  private final int number;
  private final Step first;
  private final Map<FunnelOrdering, FunnelOrdering.Progress> progress =
      new EnumMap<>(FunnelOrdering.class);
  private Step furthest;
  private Step last;
  private Optional<Interaction> next = Optional.empty();

  /**
   * @param first the step that meets the funnel's first
   * @param number of the journey's entries into this funnel, from 1
   */
  FunnelEntry(Funnel funnel, int number, Step first) {
    this.funnel = funnel;
    this.number = number;
    this.first = first;
    this.furthest = first;
    this.last = first;
    for (FunnelOrdering ordering : FunnelOrdering.values()) {
      progress.put(ordering, ordering.open(funnel.steps()));
    }
    take(first);
  }

  /** True when something at this time is too late to count. */
  boolean isOver(long at) {
    return at > closesAt();
  }

  /** The journey's next step, within the window. */
  void take(Step step) {
    int before = reached();
    long after = step.interaction().at() - enteredAt();
    progress.values().forEach(each -> each.take(step, after));
    if (reached() > before) {
      furthest = step;
      next = Optional.empty();
    } else if (next.isEmpty() && !step.interaction().place().equals(place())) {
      next = Optional.of(step.interaction());
    }
    last = step;
  }

  Funnel funnel() {
    return funnel;
  }

  int number() {
    return number;
  }

  String journeyId() {
    return first.visit().journeyId();
  }

  String customerId() {
    return first.visit().customerId();
  }

  String intent() {
    return first.visit().intent();
  }

  long enteredAt() {
    return first.interaction().at();
  }

  /** The last moment at which a step counts. */
  long closesAt() {
    return enteredAt() + funnel.windowMicros();
  }

  /** From the entry until the step at this place, from 0; empty: not reached. */
  OptionalLong reachedAfter(FunnelOrdering ordering, int place) {
    return progress.get(ordering).reachedAfter(place);
  }

  /** Steps reached one after the other, at least the first. */
  int reached() {
    return progress.get(FunnelOrdering.SEQUENTIAL).count();
  }

  /** The touchpoint at which the furthest step was reached. */
  String place() {
    return furthest.interaction().place();
  }

  /** The first step after the furthest one at another touchpoint; empty: none in the window. */
  Optional<Interaction> next() {
    return next;
  }

  /** From reaching the furthest step until the next touchpoint, else until the last step there. */
  long stay() {
    return next.map(Interaction::at).orElse(last.interaction().at()) - furthest.interaction().at();
  }
}
