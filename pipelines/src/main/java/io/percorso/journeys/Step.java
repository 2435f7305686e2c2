package io.percorso.journeys;

import java.util.Optional;

/**
 * An interaction in its journey. What comes after it is filled in once it is known: the journey's
 * next step and the session's.
 */
public final class Step {
  private final Interaction interaction;
  private final Visit visit;
  private final Session session;
  private final int number;
  private final int numberInSession;
  private final Optional<Interaction> previous;
  private Optional<Interaction> next = Optional.empty();
  private Optional<Interaction> nextInSession = Optional.empty();
  private boolean isExit;
  private boolean isSessionExit;
  private int unknownSides = 2;

  Step(
      Interaction interaction,
      Visit visit,
      Session session,
      int number,
      int numberInSession,
      Optional<Interaction> previous) {
    this.interaction = interaction;
    this.visit = visit;
    this.session = session;
    this.number = number;
    this.numberInSession = numberInSession;
    this.previous = previous;
  }

  /** The journey went on with this. */
  void nextIs(Interaction interactionAfter) {
    next = Optional.of(interactionAfter);
    unknownSides--;
  }

  /** The journey ended with this step. */
  void exits() {
    isExit = true;
    unknownSides--;
  }

  /** The cut-off came while the journey was open. */
  void nextIsUnknown() {
    unknownSides--;
  }

  void nextInSessionIs(Interaction interactionAfter) {
    nextInSession = Optional.of(interactionAfter);
    unknownSides--;
  }

  void endsSession(OpenSession.End end) {
    isSessionExit = end == OpenSession.End.OVER;
    unknownSides--;
  }

  /** True once nothing can be added. */
  boolean isWhole() {
    return unknownSides == 0;
  }

  public Interaction interaction() {
    return interaction;
  }

  public Visit visit() {
    return visit;
  }

  public Session session() {
    return session;
  }

  /** Place in the journey, from 1. */
  public int number() {
    return number;
  }

  /** Place in the session, from 1. */
  public int numberInSession() {
    return numberInSession;
  }

  /** The journey's step before. */
  public Optional<Interaction> previous() {
    return previous;
  }

  /** The journey's step after. */
  public Optional<Interaction> next() {
    return next;
  }

  /** The session's step after, whatever its journey. */
  public Optional<Interaction> nextInSession() {
    return nextInSession;
  }

  /** True for the last step of a journey that ended. */
  public boolean isExit() {
    return isExit;
  }

  /** True for the last step of a session that is over. */
  public boolean isSessionExit() {
    return isSessionExit;
  }

  /** True for the step that opens its visit. */
  public boolean opensVisit() {
    return previous.map(before -> !before.place().equals(interaction.place())).orElse(true);
  }
}
