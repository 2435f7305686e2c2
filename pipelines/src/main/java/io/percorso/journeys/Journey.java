package io.percorso.journeys;

import io.percorso.interactions.Channel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A journey while the fold builds it, and what is told of it. Times in microseconds. */
public final class Journey {
  /** How an attempt ended. */
  public enum Outcome {
    CONVERTED,
    RESOLVED,
    ABANDONED,
    /** Not ended at the cut-off. */
    OPEN
  }

  private final String id;
  private final String intent;
  private final Interaction first;
  private final int pathLimit;
  private final int firstStepLimit;
  private final List<String> firstSteps = new ArrayList<>();
  private final StringBuilder path = new StringBuilder();
  private final Set<String> touchpoints = new HashSet<>();
  private final Set<String> sessions = new HashSet<>();
  private final Set<String> conversations = new HashSet<>();
  private final Set<Channel> channels = EnumSet.noneOf(Channel.class);
  private Optional<Step> last = Optional.empty();
  private int stepCount;
  private int visitCount;
  private int handoffCount;
  private long activeMicros;
  private Outcome outcome = Outcome.OPEN;
  private OptionalLong outcomeAt = OptionalLong.empty();
  private OptionalLong resolvedAt = OptionalLong.empty();
  private OptionalLong escalatedAt = OptionalLong.empty();
  private Optional<BigDecimal> value = Optional.empty();
  private Optional<String> currency = Optional.empty();
  private Optional<String> recapturedBy = Optional.empty();

  /**
   * @param pathLimit visits that its path tells
   * @param firstStepLimit steps of which it keeps the touchpoint
   */
  Journey(String intent, Interaction first, int pathLimit, int firstStepLimit) {
    this.id = ContentHash.of(first.customerId(), intent, first.interactionId());
    this.intent = intent;
    this.first = first;
    this.pathLimit = pathLimit;
    this.firstStepLimit = firstStepLimit;
  }

  /** Adds a step; a visit opens where the touchpoint differs from the step before. */
  Step take(Interaction interaction, OpenSession session) {
    Optional<Step> before = last;
    boolean stays =
        before.isPresent() && before.get().interaction().place().equals(interaction.place());
    Visit visit = stays ? before.get().visit() : openVisit(interaction, session, before);
    visit.last(interaction.at());
    stepCount++;
    if (stepCount <= firstStepLimit) {
      firstSteps.add(interaction.place());
    }
    sessions.add(session.session.id());
    if (before.isPresent() && before.get().session() == session.session) {
      activeMicros += interaction.at() - before.get().interaction().at();
    }
    channels.add(interaction.channel());
    if (interaction.conversationId() != null) {
      conversations.add(interaction.conversationId());
    }
    Step step =
        new Step(
            interaction,
            visit,
            session.session,
            stepCount,
            session.nextStepNumber(),
            before.map(Step::interaction));
    last = Optional.of(step);
    return step;
  }

  private Visit openVisit(Interaction interaction, OpenSession session, Optional<Step> before) {
    visitCount++;
    touchpoints.add(interaction.place());
    if (visitCount <= pathLimit) {
      path.append(visitCount == 1 ? "" : " > ").append(interaction.place());
    }
    return new Visit(
        this,
        visitCount,
        interaction,
        before.map(step -> step.interaction().place()),
        session.countVisit(interaction.place()));
  }

  void escalate(long at) {
    if (escalatedAt.isEmpty()) {
      escalatedAt = OptionalLong.of(at);
    }
  }

  void handOver(long at) {
    handoffCount++;
    escalate(at);
  }

  /** A goal was met that resolves: it holds unless somebody comes back on the topic. */
  void resolve(long at) {
    if (resolvedAt.isEmpty()) {
      resolvedAt = OptionalLong.of(at);
    }
  }

  void reopen() {
    resolvedAt = OptionalLong.empty();
  }

  /** The journey's worth: the amount of the interaction that met the goal, else the goal's own. */
  void isWorth(Interaction met, Goals.Goal goal) {
    value = Optional.ofNullable(met.valueAmount() == null ? goal.value() : met.valueAmount());
    currency = Optional.ofNullable(met.currency());
  }

  void ends(Outcome how, long at) {
    outcome = how;
    outcomeAt = OptionalLong.of(at);
  }

  void isRecapturedBy(Journey later) {
    recapturedBy = Optional.of(later.id);
  }

  boolean holds(String conversationId) {
    return conversations.contains(conversationId);
  }

  OptionalLong resolvedAt() {
    return resolvedAt;
  }

  Optional<Step> last() {
    return last;
  }

  long lastAt() {
    return last.map(step -> step.interaction().at()).orElse(first.at());
  }

  public String id() {
    return id;
  }

  public String customerId() {
    return first.customerId();
  }

  public String intent() {
    return intent;
  }

  public long startedAt() {
    return first.at();
  }

  /** Its last step. */
  public long endedAt() {
    return lastAt();
  }

  public Outcome outcome() {
    return outcome;
  }

  /** True for an attempt that reached what it was for. */
  public boolean isSuccess() {
    return outcome == Outcome.CONVERTED || outcome == Outcome.RESOLVED;
  }

  /** Of an abandoned journey its last step; empty while open. */
  public OptionalLong outcomeAt() {
    return outcomeAt;
  }

  public OptionalLong escalatedAt() {
    return escalatedAt;
  }

  /** What came first: escalated, or the outcome. */
  public String firstExit() {
    boolean isEscalatedFirst =
        escalatedAt.isPresent()
            && (outcomeAt.isEmpty() || escalatedAt.getAsLong() <= outcomeAt.getAsLong());
    return isEscalatedFirst ? "escalated" : Journeys.word(outcome);
  }

  public int stepCount() {
    return stepCount;
  }

  public int sessionCount() {
    return sessions.size();
  }

  /** In the order of {@link Channel}. */
  public Set<Channel> channels() {
    return channels;
  }

  public String firstTouchpoint() {
    return first.place();
  }

  public String lastTouchpoint() {
    return last.map(step -> step.interaction().place()).orElse(first.place());
  }

  public int visitCount() {
    return visitCount;
  }

  /** Visits of touchpoints that the journey had visited before. */
  public int reworkCount() {
    return visitCount - touchpoints.size();
  }

  public int handoffCount() {
    return handoffCount;
  }

  /** Pauses between consecutive steps that lie in one session. */
  public long activeMicros() {
    return activeMicros;
  }

  public Optional<BigDecimal> value() {
    return value;
  }

  public Optional<String> currency() {
    return currency;
  }

  public Optional<String> recapturedBy() {
    return recapturedBy;
  }

  /** Touchpoints of the first steps, in order, repeats and all. */
  public List<String> firstSteps() {
    return List.copyOf(firstSteps);
  }

  /** Touchpoints in order, repeats collapsed, joined by " &gt; ". */
  public String path() {
    return path.toString();
  }
}
