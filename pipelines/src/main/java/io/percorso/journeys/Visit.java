package io.percorso.journeys;

import io.percorso.interactions.Channel;
import java.util.Optional;

/**
 * Consecutive steps of a journey at one touchpoint. It ends when the next step of the journey is
 * elsewhere: that moment, {@link #leftAt}, is known at its end; nothing later is. Times in
 * microseconds.
 */
public final class Visit {
  private final Journey journey;
  private final int number;
  private final Interaction first;
  private final Optional<String> previousTouchpoint;
  private final int numberInSession;
  private long endedAt;
  private Optional<Interaction> leftFor = Optional.empty();

  Visit(
      Journey journey,
      int number,
      Interaction first,
      Optional<String> previousTouchpoint,
      int numberInSession) {
    this.journey = journey;
    this.number = number;
    this.first = first;
    this.previousTouchpoint = previousTouchpoint;
    this.numberInSession = numberInSession;
    this.endedAt = first.at();
  }

  void last(long at) {
    endedAt = at;
  }

  void leave(Interaction next) {
    leftFor = Optional.of(next);
  }

  /** The journey's id and the number of the visit in it. */
  public String id() {
    return journey.id() + "-" + number;
  }

  /** Place among the journey's visits, from 1. */
  int number() {
    return number;
  }

  public String journeyId() {
    return journey.id();
  }

  public String customerId() {
    return first.customerId();
  }

  public String intent() {
    return journey.intent();
  }

  public String touchpoint() {
    return first.place();
  }

  public Channel channel() {
    return first.channel();
  }

  public Optional<String> conversationId() {
    return Optional.ofNullable(first.conversationId());
  }

  public long startedAt() {
    return first.at();
  }

  /** Its last step. */
  public long endedAt() {
    return endedAt;
  }

  /** When the journey's next step was somewhere else; none at the end of the journey. */
  public Optional<Long> leftAt() {
    return leftFor.map(Interaction::at);
  }

  public Optional<String> previousTouchpoint() {
    return previousTouchpoint;
  }

  public Optional<String> nextTouchpoint() {
    return leftFor.map(Interaction::place);
  }

  /** 1 for the session's first visit of this touchpoint, 2 for the next one … */
  public int numberInSession() {
    return numberInSession;
  }
}
