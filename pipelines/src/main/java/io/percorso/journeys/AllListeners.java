package io.percorso.journeys;

import java.util.List;

/** Tells each of several listeners, in their order. */
record AllListeners(List<Timeline.Listener> each) implements Timeline.Listener {
  @Override
  public void interactionTaken(Interaction interaction) {
    each.forEach(listener -> listener.interactionTaken(interaction));
  }

  @Override
  public void sessionEnded(Session session) {
    each.forEach(listener -> listener.sessionEnded(session));
  }

  @Override
  public void stepTaken(Step step) {
    each.forEach(listener -> listener.stepTaken(step));
  }

  @Override
  public void stepEnded(Step step) {
    each.forEach(listener -> listener.stepEnded(step));
  }

  @Override
  public void visitEnded(Visit visit) {
    each.forEach(listener -> listener.visitEnded(visit));
  }

  @Override
  public void journeyEnded(Journey journey) {
    each.forEach(listener -> listener.journeyEnded(journey));
  }

  @Override
  public void timerSet(Timer timer) {
    each.forEach(listener -> listener.timerSet(timer));
  }

  @Override
  public void nothingOpen(String customerId, long at) {
    each.forEach(listener -> listener.nothingOpen(customerId, at));
  }

  @Override
  public void customerEnded() {
    each.forEach(Timeline.Listener::customerEnded);
  }
}
