package io.percorso.journeys;

import io.percorso.interactions.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups one customer's interactions, given in order with their intent, into journeys. The rules
 * are those of {@link Journeys}. Knows no Spark.
 *
 * <p>Memory: one journey per intent that is open or may still be recaptured.
 */
final class JourneyFold {
  private final Journeys.Rules rules;
  private final Goals goals;
  private final Timeline.Listener listener;

  /** Open journeys by intent, the most recently advanced last. */
  private final Map<String, Journey> open = new LinkedHashMap<>();

  /** Abandoned journeys by intent that a later success may still recapture. */
  private final Map<String, List<Journey>> lapsed = new HashMap<>();

  JourneyFold(Journeys.Rules rules, Goals goals, Timeline.Listener listener) {
    this.rules = rules;
    this.goals = goals;
    this.listener = listener;
  }

  void byCustomer(Interaction interaction, OpenSession session, Optional<String> said) {
    long at = interaction.at();
    String intent = said.or(() -> latest(at).map(Journey::intent)).orElse(rules.intentOfLast());
    Journey journey = open.remove(intent);
    if (journey != null && rules.isOver(journey, at)) {
      close(journey);
      journey = null;
    }
    if (journey == null) {
      journey = new Journey(intent, interaction, rules.pathLimit(), rules.firstStepLimit());
    }
    open.put(intent, journey);
    Optional<Step> before = journey.last();
    Step step = journey.take(interaction, session);
    before.ifPresent(earlier -> goesOn(earlier, step));
    continueSession(session, step);
    listener.stepTaken(step);
    judge(journey, step, before);
  }

  /** What the company does is no step and does not end a silence; it may resolve or hand over. */
  void byCompany(Interaction interaction, Optional<String> said) {
    Optional<Journey> concerned =
        open.values().stream()
            .filter(journey -> !rules.isOver(journey, interaction.at()))
            .filter(journey -> concerns(interaction, said, journey))
            .reduce((earlier, later) -> later);
    if (concerned.isEmpty()) {
      return;
    }
    Journey journey = concerned.get();
    if (isHandover(interaction.action())) {
      journey.handOver(interaction.at());
    }
    goals
        .metBy(journey.intent(), interaction.action(), interaction.place())
        .ifPresent(goal -> meet(journey, goal, interaction));
  }

  void sessionEnded(OpenSession session) {
    OpenSession.End end = session.end.orElseThrow();
    session.lastStep.ifPresent(
        step -> {
          step.endsSession(end);
          tell(step);
        });
    listener.sessionEnded(session.session);
    if (end == OpenSession.End.OPEN && session.session.kind() == Session.Kind.PERSON) {
      setTimer(session.session.customerId(), session.deadline, Timer.Reason.SESSION_END);
    }
  }

  /** True when no journey is open at this time. */
  boolean isSilent(long at) {
    return open.values().stream().allMatch(journey -> rules.isOver(journey, at));
  }

  /** Tells what is left at the cut-off. */
  void end(long cutoff) {
    List<Journey> left = new ArrayList<>(open.values());
    open.clear();
    for (Journey journey : left) {
      if (rules.isOver(journey, cutoff)) {
        close(journey);
      } else {
        journey.last().ifPresent(step -> leaveOpen(journey, step));
      }
    }
    lapsed.values().forEach(journeys -> journeys.forEach(listener::journeyEnded));
    lapsed.clear();
  }

  private static boolean concerns(Interaction interaction, Optional<String> said, Journey journey) {
    return said.map(intent -> intent.equals(journey.intent()))
        .orElseGet(
            () ->
                interaction.conversationId() != null
                    && journey.holds(interaction.conversationId()));
  }

  /** The most recently advanced journey that is open at this time. */
  private Optional<Journey> latest(long at) {
    Journey latest = null;
    for (Journey journey : open.values()) {
      if (!rules.isOver(journey, at)) {
        latest = journey;
      }
    }
    return Optional.ofNullable(latest);
  }

  private void goesOn(Step earlier, Step step) {
    earlier.nextIs(step.interaction());
    if (earlier.visit() != step.visit()) {
      earlier.visit().leave(step.interaction());
      listener.visitEnded(earlier.visit());
    }
    tell(earlier);
  }

  private void continueSession(OpenSession session, Step step) {
    session.lastStep.ifPresent(
        earlier -> {
          earlier.nextInSessionIs(step.interaction());
          tell(earlier);
        });
    session.lastStep = Optional.of(step);
  }

  private void judge(Journey journey, Step step, Optional<Step> before) {
    Interaction interaction = step.interaction();
    boolean crossesToPeople =
        interaction.channel().isAssisted()
            && before.map(b -> !b.interaction().channel().isAssisted()).orElse(false);
    if (crossesToPeople || isHandover(interaction.action())) {
      journey.handOver(interaction.at());
    }
    if (interaction.action() == Action.COMPLAINT) {
      journey.escalate(interaction.at());
    }
    Optional<Goals.Goal> met =
        goals.metBy(journey.intent(), interaction.action(), interaction.place());
    if (met.isPresent()) {
      meet(journey, met.get(), interaction);
    } else if (interaction.isContact()) {
      journey.reopen();
    }
  }

  private void meet(Journey journey, Goals.Goal goal, Interaction interaction) {
    journey.isWorth(interaction, goal);
    switch (goal.effect()) {
      case CONVERTS -> {
        open.remove(journey.intent());
        finish(journey, Journey.Outcome.CONVERTED, interaction.at());
      }
      case RESOLVES -> journey.resolve(interaction.at());
    }
  }

  private static boolean isHandover(Action action) {
    return action == Action.TRANSFER || action == Action.AGENT_JOIN;
  }

  private void close(Journey journey) {
    if (journey.resolvedAt().isPresent()) {
      finish(journey, Journey.Outcome.RESOLVED, journey.resolvedAt().getAsLong());
    } else {
      finish(journey, Journey.Outcome.ABANDONED, journey.lastAt());
    }
  }

  private void finish(Journey journey, Journey.Outcome outcome, long at) {
    journey.ends(outcome, at);
    journey
        .last()
        .ifPresent(
            step -> {
              step.exits();
              listener.visitEnded(step.visit());
              tell(step);
            });
    List<Journey> earlier = lapsed.computeIfAbsent(journey.intent(), i -> new ArrayList<>());
    for (Iterator<Journey> each = earlier.iterator(); each.hasNext(); ) {
      Journey abandoned = each.next();
      boolean isInTime = at <= rules.recaptureUntil(abandoned);
      if (isInTime && journey.isSuccess()) {
        abandoned.isRecapturedBy(journey);
      }
      if (!isInTime || journey.isSuccess()) {
        each.remove();
        listener.journeyEnded(abandoned);
      }
    }
    if (outcome == Journey.Outcome.ABANDONED) {
      earlier.add(journey);
    } else {
      listener.journeyEnded(journey);
    }
  }

  private void leaveOpen(Journey journey, Step step) {
    step.nextIsUnknown();
    listener.visitEnded(step.visit());
    tell(step);
    listener.journeyEnded(journey);
    Timer.Reason reason =
        journey.resolvedAt().isPresent() ? Timer.Reason.RESOLUTION : Timer.Reason.ABANDONMENT;
    setTimer(journey.customerId(), rules.silentUntil(journey), reason);
  }

  /** The result differs from the first cut-off after the last moment of the gap. */
  private void setTimer(String customerId, long lastMoment, Timer.Reason reason) {
    listener.timerSet(new Timer(customerId, lastMoment + 1, reason));
  }

  private void tell(Step step) {
    if (step.isWhole()) {
      listener.stepEnded(step);
    }
  }
}
