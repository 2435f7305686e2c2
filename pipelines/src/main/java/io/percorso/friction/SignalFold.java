package io.percorso.friction;

import io.percorso.friction.FrictionSignals.Rules;
import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.Channel;
import io.percorso.journeys.BusinessDays;
import io.percorso.journeys.Interaction;
import io.percorso.journeys.Step;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Visit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Finds the signals of one customer's visits. Knows no Spark.
 *
 * <p>Memory: the open visits, the digital visits of the last {@code signals.handoff.within}, the
 * visits of the last {@code signals.answers.within}, and one contact per intent.
 */
final class SignalFold implements Timeline.Listener {
  /** An attempt to reach people: by conversation where it is known, else by session. */
  private record Contact(String bond, long at) {}

  private final Rules rules;
  private final String version;
  private final BusinessDays days;
  private final Timeline.Rows rows;
  private final Map<Visit, VisitSignals> open = new IdentityHashMap<>();
  private final Map<String, Queue<Visit>> recentDigital = new HashMap<>();
  private final Map<String, Contact> lastContact = new HashMap<>();

  /** The latest contact of the intent that is not the current one, by intent. */
  private final Map<String, Contact> contactBefore = new HashMap<>();

  /** Visits with a repeated contact, and when it was made. */
  private final Map<Visit, Long> repeated = new HashMap<>();

  private final Answers answers;

  SignalFold(Rules rules, ZoneId zone, Timeline.Rows rows) {
    this.rules = rules;
    this.version = rules.version();
    this.days = new BusinessDays(zone);
    this.rows = rows;
    this.answers = new Answers(rules.answers());
  }

  @Override
  public void stepTaken(Step step) {
    Visit visit = step.visit();
    VisitSignals signals = open.get(visit);
    if (signals == null) {
      signals = new VisitSignals(rules);
      open.put(visit, signals);
      if (isDigital(visit.channel())) {
        recentDigital.computeIfAbsent(visit.intent(), i -> new ArrayDeque<>()).add(visit);
      }
    }
    signals.take(step.interaction());
    answers.take(step, (rated, signal) -> tell(rated, signal, 1, step.interaction().at()));
    if (step.interaction().channel().isAssisted()) {
      handOver(visit.intent(), step.interaction().at());
    }
    if (step.interaction().isContact()) {
      contact(step, visit);
    }
    forgetDigital(visit.intent(), step.interaction().at());
  }

  @Override
  public void visitEnded(Visit visit) {
    VisitSignals signals = open.remove(visit);
    if (signals != null) {
      signals
          .found()
          .forEach((signal, strength) -> tell(visit, signal, strength, signals.shownAt(signal)));
      if (signals.isUnsent()) {
        tell(visit, Signal.ABANDONED_FORM, 1, visit.endedAt());
      }
    }
    Optional.ofNullable(repeated.remove(visit))
        .ifPresent(at -> tell(visit, Signal.REPEAT_CONTACT, 1, at));
    if (isQuickBack(visit)) {
      tell(visit, Signal.QUICK_BACK, 1, visit.leftAt().orElseThrow());
    }
    int further = Math.min(visit.numberInSession() - 1, rules.loopVisits());
    if (further > 0) {
      tell(visit, Signal.LOOP, further / (double) rules.loopVisits(), visit.startedAt());
    }
  }

  @Override
  public void customerEnded() {
    open.clear();
    recentDigital.clear();
    lastContact.clear();
    contactBefore.clear();
    repeated.clear();
    answers.clear();
  }

  private boolean isQuickBack(Visit visit) {
    Optional<Long> leftAt = visit.leftAt();
    return leftAt.isPresent()
        && visit.previousTouchpoint().isPresent()
        && visit.previousTouchpoint().equals(visit.nextTouchpoint())
        && leftAt.get() - visit.startedAt() <= micros(rules.quickBackWithin());
  }

  /** The digital visits of the intent so soon before needed people after all; each is told once. */
  private void handOver(String intent, long at) {
    Queue<Visit> recent = recentDigital.getOrDefault(intent, new ArrayDeque<>());
    for (Iterator<Visit> each = recent.iterator(); each.hasNext(); ) {
      Visit visit = each.next();
      each.remove();
      if (at - visit.endedAt() <= micros(rules.handoffWithin())) {
        tell(visit, Signal.HANDOFF, 1, at);
      }
    }
  }

  private void forgetDigital(String intent, long at) {
    Queue<Visit> recent = recentDigital.getOrDefault(intent, new ArrayDeque<>());
    while (!recent.isEmpty() && at - recent.peek().endedAt() > micros(rules.handoffWithin())) {
      recent.remove();
    }
  }

  private void contact(Step step, Visit visit) {
    Interaction interaction = step.interaction();
    String bond =
        Optional.ofNullable(interaction.conversationId()).orElseGet(() -> step.session().id());
    Contact last = lastContact.get(visit.intent());
    if (last != null && !last.bond.equals(bond)) {
      contactBefore.put(visit.intent(), last);
    }
    lastContact.put(visit.intent(), new Contact(bond, interaction.at()));
    Contact before = contactBefore.get(visit.intent());
    if (before != null && visit.startedAt() - before.at <= micros(rules.repeatWithin())) {
      repeated.putIfAbsent(visit, interaction.at());
    }
  }

  private void tell(Visit visit, Signal signal, double strength, long shownAt) {
    rows.add(
        visit.id(),
        visit.journeyId(),
        visit.customerId(),
        visit.intent(),
        visit.touchpoint(),
        visit.channel().word(),
        BusinessDays.instant(visit.startedAt()),
        BusinessDays.instant(shownAt),
        days.monthOf(visit.startedAt()),
        signal.word(),
        signal.kind(),
        strength,
        version);
  }

  private static boolean isDigital(Channel channel) {
    return channel == Channel.WEB || channel == Channel.APP;
  }

  static long micros(Duration duration) {
    return duration.getSeconds() * Interaction.SECOND + duration.getNano() / 1000;
  }
}
