package io.percorso.journeys;

/**
 * One customer's interactions, given in order, through all stages: day gate, sessions, intents,
 * journeys. Knows no Spark and no table.
 */
final class TimelineFold {
  private final DayGate gate;
  private final SessionFold sessions;
  private final JourneyFold journeys;
  private final Timeline.Listener listener;
  private final long cutoff;

  /**
   * @param cutoff microseconds; the interactions lie before it
   */
  TimelineFold(Timeline.Rules rules, long cutoff, Timeline.Listener listener) {
    this.journeys = new JourneyFold(rules.journeys(), rules.goals(), listener);
    this.sessions =
        new SessionFold(rules.sessions(), rules.goals(), new IntentQueue(this.journeys));
    this.gate = new DayGate(rules.bots(), rules.dailyCap(), new ToSessions());
    this.listener = listener;
    this.cutoff = cutoff;
  }

  void take(Interaction interaction) {
    listener.interactionTaken(interaction);
    gate.take(interaction);
  }

  /** After the customer's last interaction. */
  void end() {
    gate.release();
    sessions.end(cutoff);
    journeys.end(cutoff);
    listener.customerEnded();
  }

  private final class ToSessions implements DayGate.Next {
    @Override
    public void begins(Interaction first) {
      sessions.endBefore(first.at());
      if (sessions.isEmpty() && journeys.isSilent(first.at())) {
        listener.nothingOpen(first.customerId(), first.at());
      }
    }

    @Override
    public void judged(Interaction interaction, DayGate.Judgement judgement) {
      sessions.take(interaction, judgement);
    }

    @Override
    public void flooded(Session session) {
      listener.sessionEnded(session);
    }
  }
}
