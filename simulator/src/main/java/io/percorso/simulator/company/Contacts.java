package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Call;
import io.percorso.simulator.company.Act.Chat;
import io.percorso.simulator.company.Act.ChatEvent;
import io.percorso.simulator.company.Act.Comment;
import io.percorso.simulator.company.Act.HelpDeskUser;
import io.percorso.simulator.company.Act.Message;
import io.percorso.simulator.company.Act.MessageEvent;
import io.percorso.simulator.company.Act.Social;
import io.percorso.simulator.company.Act.SocialMessage;
import io.percorso.simulator.company.Act.Ticket;
import io.percorso.simulator.company.Act.TicketChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Asking people for help: by chat, telephone, messenger, e-mail or in public, until the matter is
 * solved or the customer gives up asking. Every contact leaves a case at the help desk.
 */
final class Contacts {
  private static final double SOLVED = 0.78;
  private static final double ASKS_AGAIN = 0.7;
  private static final int MOST_CONTACTS = 4;
  private static final double GIVES_UP_WAITING = 0.07;

  /** By how much a patient person gives up less often. */
  private static final double PATIENCE = -0.5;

  private static final double TRANSFERRED = 0.15;
  private static final int AGENTS = 40;

  /** Chat, telephone, messenger, e-mail, in public. */
  private static final double[] CHANNELS = {0.28, 0.3, 0.17, 0.17, 0.08};

  private final WorldSize size;
  private final Person person;
  private final Diary diary;
  private final Post post;
  private long acts;
  private boolean isKnown;

  Contacts(WorldSize size, Person person, Diary diary, Post post) {
    this.size = size;
    this.person = person;
    this.diary = diary;
    this.post = post;
  }

  /**
   * How a matter ended.
   *
   * @param lastContact moment of the last contact, or of the closing of the case
   */
  record Ending(Instant lastContact, boolean isSolved) {}

  Ending ask(long journey, Instant first, Topic topic, Leaving leaving) {
    Dice dice = Dice.of(size.seed(), "contact", person.number(), journey);
    Instant at = first;
    if (!isKnown) {
      isKnown = true;
      Person.Names names = person.names();
      put(
          Diary.NONE,
          new HelpDeskUser(
              at,
              names.requester(),
              names.customerNo(),
              names.email(),
              names.phone(),
              person.language().tag(),
              at));
    }
    boolean isSolved = false;
    for (int contact = 1; contact <= MOST_CONTACTS; contact++) {
      if (!at.isBefore(size.end())) {
        return new Ending(at, false);
      }
      int day = Habits.dayOf(size, at);
      if (contact > 1) {
        leaving.repeated(day);
      }
      leaving.seen(day);
      isSolved = dice.chance(SOLVED);
      Talk talk = talk(journey, at, topic, contact, dice, isSolved);
      leaving.felt(isSolved ? 4.3 - 0.6 * (contact - 1) : 2.0);
      post.contactSurvey(talk.end(), talk.survey(), isSolved, contact, topic, dice);
      at = talk.closed();
      if (isSolved || !dice.chance(ASKS_AGAIN)) {
        return new Ending(at, isSolved);
      }
      at = at.plus(Duration.ofMinutes(dice.between(600, 6 * 24 * 60 - 1200)));
    }
    return new Ending(at, isSolved);
  }

  /**
   * One contact.
   *
   * @param end when the talking ended
   * @param closed when its case was closed; the end where it was not
   * @param survey what a survey about it names: touchpoint and conversation
   */
  private record Talk(Instant end, Instant closed, String[] survey) {}

  private Talk talk(
      long journey, Instant at, Topic topic, int contact, Dice dice, boolean isSolved) {
    double feeling = Math.max(-1, 0.1 - 0.35 * contact + 0.3 * dice.normal());
    long agent = 1 + dice.below(AGENTS);
    long ticket = number("ticket", journey, contact) % 90_000_000 + 10_000_000;
    Instant end;
    String[] survey = {"case", "zendesk-ticket:" + ticket};
    String via = "chat";
    switch (dice.weighted(CHANNELS)) {
      case 0 -> {
        long chat = number("chat", journey, contact);
        end = chat(journey, at, topic, feeling, chat, agent, dice);
      }
      case 1 -> {
        end = call(journey, at, number("call", journey, contact), agent, dice);
        via = "phone";
      }
      case 2 -> {
        end = messages(journey, at, topic, feeling, dice);
        via = "whatsapp";
      }
      case 3 -> {
        end = at;
        via = "email";
      }
      default -> {
        end = inPublic(journey, at, topic, feeling, number("social", journey, contact), dice);
        via = "twitter";
      }
    }
    boolean isLetter = via.equals("email");
    Instant opened = isLetter ? at : end.plusSeconds(20);
    Instant closed =
        ticket(journey, opened, topic, feeling, ticket, agent, via, isLetter, isSolved, dice);
    return new Talk(end, isSolved ? closed : end, survey);
  }

  private Instant chat(
      long journey, Instant start, Topic topic, double feeling, long chat, long agent, Dice dice) {
    Instant at = start;
    int index = 0;
    long visitor = person.names().requester();
    put(
        journey,
        new Chat(
            at,
            ChatEvent.CUSTOMER_MESSAGE,
            chat,
            index++,
            visitor,
            0,
            text(topic, feeling, Register.CHAT, dice)));
    about(topic, feeling);
    at = at.plusSeconds(20 + (long) dice.exponential(90));
    put(journey, new Chat(at, ChatEvent.AGENT_JOIN, chat, index++, visitor, agent, ""));
    int turns = dice.between(1, 4);
    for (int turn = 0; turn < turns; turn++) {
      at = at.plusSeconds(15 + (long) dice.exponential(40));
      put(
          journey,
          new Chat(at, ChatEvent.AGENT_MESSAGE, chat, index++, visitor, agent, reply(topic, dice)));
      if (turn == 1 && dice.chance(TRANSFERRED)) {
        at = at.plusSeconds(30);
        put(journey, new Chat(at, ChatEvent.TRANSFER, chat, index++, visitor, agent, ""));
      }
      at = at.plusSeconds(15 + (long) dice.exponential(60));
      put(
          journey,
          new Chat(
              at,
              ChatEvent.CUSTOMER_MESSAGE,
              chat,
              index++,
              visitor,
              0,
              text(topic, feeling, Register.CHAT, dice)));
      about(topic, feeling);
    }
    return at;
  }

  private Instant call(long journey, Instant at, long contact, long agent, Dice dice) {
    int wait = (int) Math.min(3_000, 15 + dice.exponential(140));
    boolean givesUp = dice.chance(GIVES_UP_WAITING * StrictMath.exp(PATIENCE * person.patience()));
    int talk = givesUp ? 0 : 60 + (int) dice.exponential(240);
    int hold = givesUp ? 0 : (int) dice.exponential(25);
    boolean isTransferred = !givesUp && dice.chance(TRANSFERRED);
    long second = isTransferred ? Draw.number(size, "leg", contact) >>> 1 : 0;
    Instant end = at.plusSeconds(5L + wait + talk + hold);
    put(
        journey,
        new Call(
            at,
            contact,
            contact,
            0,
            second,
            false,
            person.names().phone(),
            "service",
            wait,
            talk,
            hold,
            givesUp ? 0 : agent,
            end.plusSeconds(60)));
    if (!isTransferred) {
      return end;
    }
    int waitAgain = (int) Math.min(1_800, 10 + dice.exponential(90));
    int talkAgain = 60 + (int) dice.exponential(300);
    Instant last = end.plusSeconds((long) waitAgain + talkAgain);
    put(
        journey,
        new Call(
            end,
            second,
            contact,
            contact,
            0,
            true,
            person.names().phone(),
            "experts",
            waitAgain,
            talkAgain,
            0,
            agent % AGENTS + 1,
            last.plusSeconds(60)));
    return last;
  }

  private Instant messages(long journey, Instant start, Topic topic, double feeling, Dice dice) {
    Instant at = start;
    String phone = person.names().phone();
    int turns = dice.between(1, 3);
    for (int turn = 0; turn < turns; turn++) {
      long asked = dice.number() >>> 1;
      put(
          journey,
          new Message(
              at,
              MessageEvent.INBOUND,
              phone,
              asked,
              text(topic, feeling, Register.MESSAGE, dice)));
      about(topic, feeling);
      at = at.plusSeconds(60 + (long) dice.exponential(1_500));
      long answer = dice.number() >>> 1;
      put(journey, new Message(at, MessageEvent.SENT, phone, answer, ""));
      put(journey, new Message(at.plusSeconds(2), MessageEvent.DELIVERED, phone, answer, ""));
      at = at.plusSeconds(30 + (long) dice.exponential(900));
      put(journey, new Message(at, MessageEvent.READ, phone, answer, ""));
      at = at.plusSeconds(20 + (long) dice.exponential(300));
    }
    return at;
  }

  private Instant inPublic(
      long journey, Instant start, Topic topic, double feeling, long conversation, Dice dice) {
    Instant at = start;
    List<SocialMessage> messages = new ArrayList<>();
    int turns = dice.between(1, 3);
    for (int turn = 0; turn < turns; turn++) {
      messages.add(
          new SocialMessage(
              at, true, dice.number() >>> 1, text(topic, feeling, Register.SOCIAL, dice)));
      at = at.plusSeconds(300 + (long) dice.exponential(2_400));
      messages.add(new SocialMessage(at, false, dice.number() >>> 1, reply(topic, dice)));
      at = at.plusSeconds(200 + (long) dice.exponential(1_800));
    }
    put(journey, new Social(at, conversation, person.names().handle(), List.copyOf(messages)));
    about(topic, feeling);
    return at;
  }

  private Instant ticket(
      long journey,
      Instant at,
      Topic topic,
      double feeling,
      long ticket,
      long agent,
      String via,
      boolean isLetter,
      boolean isSolved,
      Dice dice) {
    long requester = person.names().requester();
    String description = isLetter ? text(topic, feeling, Register.TICKET, dice) : "";
    Instant answered = at.plusSeconds(isLetter ? 1_800 + (long) dice.exponential(20_000) : 60);
    Instant closed = answered.plusSeconds(300 + (long) dice.exponential(isLetter ? 30_000 : 600));
    put(
        journey,
        new Ticket(
            at,
            ticket,
            requester,
            text(topic, feeling, Register.TICKET_SUBJECT, dice),
            description,
            isSolved ? "solved" : "open",
            via,
            agent,
            isSolved ? closed : answered));
    about(topic, feeling);
    if (isLetter) {
      put(
          journey,
          new Comment(
              answered,
              number("comment", ticket, 1),
              ticket,
              requester,
              agent,
              false,
              reply(topic, dice)));
    }
    if (isSolved) {
      put(journey, new TicketChange(closed, ticket, agent, "solved"));
    }
    return closed;
  }

  /** What the act that was put last is about. */
  private void about(Topic topic, double feeling) {
    diary.tell(
        Truth.TOPIC,
        Long.toUnsignedString(id(acts), 36),
        person.number(),
        topic.name().toLowerCase(java.util.Locale.ROOT),
        feeling,
        person.language().tag());
  }

  private long id(long act) {
    return Draw.number(size, "contact-act", person.number(), act);
  }

  private String text(Topic topic, double feeling, Register register, Dice dice) {
    return Texts.write(dice.random(), person.language(), topic, feeling, register);
  }

  private String reply(Topic topic, Dice dice) {
    return Texts.reply(dice.random(), person.language(), topic);
  }

  private long number(String purpose, long journey, long contact) {
    return Draw.number(size, purpose, person.number(), journey, contact) >>> 1;
  }

  private void put(long journey, Act act) {
    if (!act.at().isBefore(size.end())) {
      return;
    }
    acts++;
    diary.add(new Diary.Entry(act, id(acts), person.number(), journey, Diary.NONE, Diary.NONE));
  }
}
