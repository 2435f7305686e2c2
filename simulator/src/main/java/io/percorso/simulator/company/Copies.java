package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Chat;
import io.percorso.simulator.company.Act.Comment;
import io.percorso.simulator.company.Act.CustomerRecord;
import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Message;
import io.percorso.simulator.company.Act.Social;
import io.percorso.simulator.company.Act.SocialMessage;
import io.percorso.simulator.company.Act.Survey;
import io.percorso.simulator.company.Act.Ticket;
import io.percorso.simulator.company.Act.Visitor;

/** Acts with a part of them exchanged. */
final class Copies {
  private Copies() {}

  static Digital of(Digital act, Visitor visitor, String element) {
    return new Digital(
        act.at(),
        act.isApp(),
        act.doing(),
        visitor,
        act.session(),
        act.sequence(),
        act.place(),
        element,
        act.x(),
        act.y(),
        act.millis(),
        act.error(),
        act.cents(),
        act.currency(),
        act.campaign(),
        act.referrer(),
        act.query());
  }

  /** The same act with a text in it that somebody typed to do harm. */
  static Act hostile(Act act, Dice dice) {
    if (act instanceof Digital d) {
      return new Digital(
          d.at(),
          d.isApp(),
          d.doing(),
          d.visitor(),
          d.session(),
          d.sequence(),
          d.place(),
          d.element().isEmpty() ? "" : hostile(d.element(), dice),
          d.x(),
          d.y(),
          d.millis(),
          d.error(),
          d.cents(),
          d.currency(),
          d.campaign().isEmpty() ? "" : hostile(d.campaign(), dice),
          d.referrer(),
          d.query().isEmpty() ? "" : hostile(d.query(), dice));
    }
    if (act instanceof Message m && !m.text().isEmpty()) {
      return new Message(m.at(), m.event(), m.phone(), m.message(), hostile(m.text(), dice));
    }
    if (act instanceof Chat c && !c.text().isEmpty()) {
      return new Chat(
          c.at(), c.event(), c.chat(), c.index(), c.visitor(), c.agent(), hostile(c.text(), dice));
    }
    if (act instanceof Ticket t) {
      return new Ticket(
          t.at(),
          t.ticket(),
          t.requester(),
          hostile(t.subject(), dice),
          hostile(t.description(), dice),
          t.status(),
          t.via(),
          t.agent(),
          t.updated());
    }
    if (act instanceof Social s) {
      return new Social(
          s.at(),
          s.conversation(),
          s.handle(),
          s.messages().stream()
              .map(
                  m ->
                      new SocialMessage(
                          m.at(), m.isCustomer(), m.message(), hostile(m.text(), dice)))
              .toList());
    }
    if (act instanceof Comment c) {
      return new Comment(
          c.at(),
          c.comment(),
          c.ticket(),
          c.requester(),
          c.author(),
          c.isCustomer(),
          hostile(c.text(), dice));
    }
    if (act instanceof Survey s && !s.text().isEmpty()) {
      return new Survey(
          s.at(),
          s.response(),
          s.kind(),
          s.sent(),
          s.answered(),
          s.score(),
          hostile(s.text(), dice),
          s.language(),
          s.customerNo(),
          s.email(),
          s.touchpoint(),
          s.contact());
    }
    if (act instanceof CustomerRecord r) {
      return new CustomerRecord(
          r.at(),
          r.customerNo(),
          r.account(),
          r.email(),
          r.phone(),
          r.loyaltyNo(),
          r.segment(),
          r.contract(),
          r.acceptsEmail(),
          r.acceptsPhone(),
          r.acceptsProfiling(),
          r.language(),
          hostile(r.city(), dice),
          r.since());
    }
    return act;
  }

  private static String hostile(String honest, Dice dice) {
    return HostileTexts.of(dice.random(), honest);
  }
}
