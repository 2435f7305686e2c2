package io.percorso.friction;

import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.Action;
import io.percorso.journeys.Measured;
import io.percorso.journeys.Step;
import io.percorso.journeys.Visit;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which visit a survey's answer is about: the latest with the answer's conversation, else the
 * journey's latest before it. Of one customer; keeps the visits of {@code signals.answers.within}.
 */
final class Answers {
  private static final String SATISFACTION = "CSAT";
  private static final String EFFORT = "CES";

  private final FrictionSignals.Answers rules;

  /** What was told of each visit; that with the latest step comes last. */
  private final Map<Visit, Set<Signal>> recent = new LinkedHashMap<>();

  Answers(FrictionSignals.Answers rules) {
    this.rules = rules;
  }

  /**
   * @param tell hears of a visit that was rated badly, once for each signal
   */
  void take(Step step, BiConsumer<Visit, Signal> tell) {
    forget(step.interaction().at());
    if (step.interaction().action() == Action.RATE) {
      Optional<Signal> bad = bad(step.interaction().measured());
      Optional<Visit> rated = bad.flatMap(signal -> rated(step));
      if (rated.isPresent() && recent.get(rated.get()).add(bad.get())) {
        tell.accept(rated.get(), bad.get());
      }
    } else {
      Set<Signal> told = recent.remove(step.visit());
      recent.put(step.visit(), told == null ? EnumSet.noneOf(Signal.class) : told);
    }
  }

  private void forget(long at) {
    Iterator<Visit> eldest = recent.keySet().iterator();
    while (eldest.hasNext() && at - eldest.next().endedAt() > SignalFold.micros(rules.within())) {
      eldest.remove();
    }
  }

  void clear() {
    recent.clear();
  }

  private Optional<Signal> bad(Measured measured) {
    if (measured.score() == null || measured.scoreKind() == null) {
      return Optional.empty();
    }
    return switch (measured.scoreKind()) {
      case SATISFACTION -> when(measured.score() <= rules.lowCsat(), Signal.LOW_CSAT);
      case EFFORT -> when(measured.score() <= rules.hardEffort(), Signal.HARD_EFFORT);
      default -> Optional.empty();
    };
  }

  private static Optional<Signal> when(boolean is, Signal signal) {
    return is ? Optional.of(signal) : Optional.empty();
  }

  private Optional<Visit> rated(Step answer) {
    Optional<String> conversation = Optional.ofNullable(answer.interaction().conversationId());
    Optional<Visit> ofConversation = Optional.empty();
    Optional<Visit> ofJourney = Optional.empty();
    for (Visit visit : recent.keySet()) {
      if (conversation.isPresent() && visit.conversationId().equals(conversation)) {
        ofConversation = Optional.of(visit);
      }
      if (visit.journeyId().equals(answer.visit().journeyId())) {
        ofJourney = Optional.of(visit);
      }
    }
    return ofConversation.isPresent() ? ofConversation : ofJourney;
  }
}
