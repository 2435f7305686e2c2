package io.percorso.journeys;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A session that may still go on, with what the later stages need to know until then. */
final class OpenSession {
  /** How it stands when no more of it is told. */
  enum End {
    /** Its pause grew longer than the gap, or it reached its cap. */
    OVER,
    /** The cut-off came first. */
    OPEN
  }

  final Session session;

  /** It ends when something happens later than this, microseconds. */
  long deadline;

  /** Intent of the latest interaction that had one of its own. */
  Optional<String> intent = Optional.empty();

  /** Interactions that wait for an intent to be said later in the session. */
  final Queue<IntentQueue.Waiting> waiting = new ArrayDeque<>();

  /** Interactions that were taken and are not yet steps. */
  int unreleased;

  Optional<End> end = Optional.empty();
  Optional<Step> lastStep = Optional.empty();
  private int steps;
  private final Map<String, Integer> visits = new HashMap<>();

  OpenSession(Session session) {
    this.session = session;
  }

  int nextStepNumber() {
    return ++steps;
  }

  /** How often the touchpoint was visited in this session, this visit included. */
  int countVisit(String touchpoint) {
    return visits.merge(touchpoint, 1, Integer::sum);
  }
}
