package io.percorso.journeys;

import io.percorso.interactions.Channel;
import io.percorso.journeys.DayGate.Judgement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts one customer's interactions, given in order, into sessions. Knows no Spark. */
final class SessionFold {
  /** Where sessions and what happens in them go. */
  interface Next {
    void taken(Interaction interaction, OpenSession session);

    /** Something the company did: in no session. */
    void byCompany(Interaction interaction);

    void ended(OpenSession session, OpenSession.End end);
  }

  private record Key(Channel channel, String boundBy, Judgement who) {}

  private final Sessions.Rules rules;
  private final Goals goals;
  private final Next next;
  private final Map<Key, OpenSession> open = new LinkedHashMap<>();
  private long earliestDeadline = Long.MAX_VALUE;

  SessionFold(Sessions.Rules rules, Goals goals, Next next) {
    this.rules = rules;
    this.goals = goals;
    this.next = next;
  }

  void take(Interaction interaction, Judgement who) {
    endBefore(interaction.at());
    if (!interaction.isByCustomer()) {
      if (who == Judgement.PERSON) {
        next.byCompany(interaction);
      }
      return;
    }
    Key key = new Key(interaction.channel(), rules.boundBy(interaction), who);
    OpenSession session = open.get(key);
    if (session == null) {
      Session.Kind kind = who == Judgement.BOT ? Session.Kind.BOT : Session.Kind.PERSON;
      session = new OpenSession(Session.starting(interaction, kind));
      open.put(key, session);
    }
    session.session.take(interaction);
    if (goals.converts(interaction.action(), interaction.place())) {
      session.session.converts();
    }
    session.deadline = rules.deadline(interaction, session.session.startedAt());
    earliestDeadline = Math.min(earliestDeadline, session.deadline);
    if (who == Judgement.PERSON) {
      next.taken(interaction, session);
    }
  }

  /** Ends the sessions that cannot hold anything that happens at this time. */
  void endBefore(long at) {
    if (at <= earliestDeadline) {
      return;
    }
    earliestDeadline = Long.MAX_VALUE;
    for (Iterator<OpenSession> each = open.values().iterator(); each.hasNext(); ) {
      OpenSession session = each.next();
      if (session.deadline < at) {
        each.remove();
        next.ended(session, OpenSession.End.OVER);
      } else {
        earliestDeadline = Math.min(earliestDeadline, session.deadline);
      }
    }
  }

  /** True when no session is open. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Tells what is left; a session that the cut-off finds within its gap stays open. */
  void end(long cutoff) {
    endBefore(cutoff);
    open.values().forEach(session -> next.ended(session, OpenSession.End.OPEN));
    open.clear();
  }
}
