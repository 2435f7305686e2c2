package io.percorso.journeys;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Gives every interaction an intent and hands it on in the order of time. Within a session an
 * interaction without intent takes that of the nearest earlier one that has it, else of the next
 * later one; where a whole session has none, the journeys decide. Knows no Spark.
 *
 * <p>Memory: what happened since the start of the oldest open session in which no intent was said.
 */
final class IntentQueue implements SessionFold.Next {
  /** An interaction on its way; of the company's there is no session. */
  static final class Waiting {
    private final Interaction interaction;
    private final Optional<OpenSession> session;
    private Optional<String> intent;
    private boolean isReady;

    private Waiting(
        Interaction interaction, Optional<OpenSession> session, Optional<String> intent) {
      this.interaction = interaction;
      this.session = session;
      this.intent = intent;
    }

    private void settle(Optional<String> found) {
      intent = found;
      isReady = true;
    }
  }

  private final JourneyFold next;
  private final Queue<Waiting> queue = new ArrayDeque<>();

  IntentQueue(JourneyFold next) {
    this.next = next;
  }

  @Override
  public void taken(Interaction interaction, OpenSession session) {
    Optional<String> own = Optional.ofNullable(interaction.intent());
    Waiting waiting = new Waiting(interaction, Optional.of(session), own);
    if (own.isPresent()) {
      session.intent = own;
      session.waiting.forEach(earlier -> earlier.settle(own));
      session.waiting.clear();
    }
    if (session.intent.isPresent()) {
      waiting.settle(session.intent);
    } else {
      session.waiting.add(waiting);
    }
    session.unreleased++;
    queue.add(waiting);
    release();
  }

  @Override
  public void byCompany(Interaction interaction) {
    Waiting waiting =
        new Waiting(interaction, Optional.empty(), Optional.ofNullable(interaction.intent()));
    waiting.isReady = true;
    queue.add(waiting);
    release();
  }

  @Override
  public void ended(OpenSession session, OpenSession.End end) {
    session.waiting.forEach(waiting -> waiting.settle(Optional.empty()));
    session.waiting.clear();
    session.end = Optional.of(end);
    if (session.unreleased == 0) {
      next.sessionEnded(session);
    }
    release();
  }

  private void release() {
    while (!queue.isEmpty() && queue.peek().isReady) {
      Waiting waiting = queue.remove();
      if (waiting.session.isEmpty()) {
        next.byCompany(waiting.interaction, waiting.intent);
        continue;
      }
      OpenSession session = waiting.session.get();
      next.byCustomer(waiting.interaction, session, waiting.intent);
      session.unreleased--;
      if (session.unreleased == 0 && session.end.isPresent()) {
        next.sessionEnded(session);
      }
    }
  }
}
