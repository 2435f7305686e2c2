package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.CustomerRecord;
import io.percorso.simulator.company.Act.Mail;
import io.percorso.simulator.company.Act.MailEvent;
import io.percorso.simulator.company.Act.StoreSale;
import io.percorso.simulator.company.Act.Survey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What goes between company and customer besides visits and talks: letters, surveys, receipts. */
final class Post {
  private static final int RELATION_EVERY = 60;
  private static final double LINKED = 0.85;
  private static final double BOUNCES = 0.008;
  private static final double OPENS = 0.24;
  private static final double OPENED_BY_MACHINE = 0.15;
  private static final double CLICKS_OF_OPENED = 0.09;
  private static final double UNSUBSCRIBES_OF_OPENED = 0.01;
  private static final double SHOWS_CARD = 0.6;

  private final WorldSize size;
  private final Person person;
  private final Diary diary;
  private long acts;

  Post(WorldSize size, Person person, Diary diary) {
    this.size = size;
    this.person = person;
    this.diary = diary;
  }

  void record(Instant at, long version) {
    Person.Names names = person.names();
    put(
        Diary.NONE,
        new CustomerRecord(
            at,
            names.customerNo(),
            isLinked() ? names.login() : "",
            (person.isTest() ? "test-" : "") + names.email(),
            names.phone(),
            names.loyaltyNo(),
            person.value() > 6_000 ? "gold" : "standard",
            person.isSubscriber() ? "monthly" : "",
            person.acceptsEmail(),
            person.acceptsEmail() && version == 0,
            person.acceptsEmail(),
            person.language().tag(),
            person.city(),
            person.since()));
  }

  /** Whether the CRM knows the account of shop and app: most have linked it, some never will. */
  private boolean isLinked() {
    return Dice.of(size.seed(), "linked", person.number()).chance(LINKED);
  }

  /**
   * Sends the newsletter.
   *
   * @return when the customer came to the shop from it
   */
  Optional<Instant> newsletter(int day, Dice dice) {
    Instant at =
        size.day(day).atTime(8, dice.below(50), dice.below(60)).atZone(Habits.ZONE).toInstant();
    long message = dice.number() >>> 1;
    mail(at, MailEvent.PROCESSED, message, "", false);
    if (dice.chance(BOUNCES)) {
      mail(at.plusSeconds(4), MailEvent.BOUNCE, message, "", false);
      return Optional.empty();
    }
    mail(at.plusSeconds(3), MailEvent.DELIVERED, message, "", false);
    if (dice.chance(OPENED_BY_MACHINE)) {
      mail(at.plusSeconds(9), MailEvent.OPEN, message, "", true);
    }
    if (!dice.chance(OPENS)) {
      return Optional.empty();
    }
    Instant opened = at.plusSeconds(600 + (long) dice.exponential(14_000));
    mail(opened, MailEvent.OPEN, message, "", false);
    if (dice.chance(UNSUBSCRIBES_OF_OPENED)) {
      mail(opened.plusSeconds(25), MailEvent.UNSUBSCRIBE, message, "", false);
      return Optional.empty();
    }
    if (!dice.chance(CLICKS_OF_OPENED)) {
      return Optional.empty();
    }
    Instant clicked = opened.plusSeconds(5 + (long) dice.exponential(20));
    mail(
        clicked,
        MailEvent.CLICK,
        message,
        "https://shop.example.org/?utm_campaign=newsletter",
        false);
    return Optional.of(clicked);
  }

  /** The letter by which the campaign wants to keep members of the club. */
  void campaignLetter(int day, Dice dice) {
    Instant at = size.day(day).atTime(9, dice.below(60)).atZone(Habits.ZONE).toInstant();
    long message = dice.number() >>> 1;
    letter(at, MailEvent.PROCESSED, message, "stay-with-us", "", false);
    letter(at.plusSeconds(3), MailEvent.DELIVERED, message, "stay-with-us", "", false);
  }

  private void mail(Instant at, MailEvent event, long message, String url, boolean isMachine) {
    letter(at, event, message, "newsletter", url, isMachine);
  }

  private void letter(
      Instant at, MailEvent event, long message, String campaign, String url, boolean isMachine) {
    put(
        Diary.NONE,
        new Mail(
            at, event, person.names().email(), message, campaign, url, person.phone(), isMachine));
  }

  void storeSale(long journey, Instant at, long cents, Dice dice) {
    boolean showsCard = dice.chance(SHOWS_CARD);
    Person.Names names = person.names();
    put(
        journey,
        new StoreSale(
            at,
            dice.number() >>> 1,
            showsCard ? names.email() : "",
            names.phone(),
            showsCard ? names.till() : 0,
            cents,
            person.language().currency(),
            person.city(),
            person.language().tag()));
  }

  /** About the relation as a whole: how likely they are to recommend the company. */
  void relationSurvey(int day, double satisfaction) {
    if (day % RELATION_EVERY != person.number() % RELATION_EVERY) {
      return;
    }
    Dice dice = Dice.of(size.seed(), "relation", person.number(), day);
    int score =
        (int)
            Math.max(
                0,
                Math.min(10, Math.round(7.6 + 1.7 * (satisfaction - 3.8) + 1.2 * dice.normal())));
    boolean isAnswered = dice.chance(BayesBound.probability(-1.7 + 0.25 * Math.abs(score - 7)));
    survey(
        Habits.momentOf(size, day, dice), "NPS", 10, score, isAnswered, "", "", Topic.CLUB, dice);
  }

  /** How easy it was to buy: only who bought is asked. */
  void purchaseSurvey(Attempt.Outcome outcome, Dice dice) {
    if (dice.chance(0.5)) {
      int score =
          (int)
              Math.max(
                  1, Math.min(7, Math.round(6 - 0.9 * outcome.frictions().size() + dice.normal())));
      boolean isAnswered = dice.chance(0.16);
      survey(
          outcome.end().plusSeconds(3_600),
          "CES",
          7,
          score,
          isAnswered,
          "checkout",
          "",
          Topic.SITE_ERROR,
          dice);
    }
  }

  void contactSurvey(
      Instant end, String[] about, boolean isSolved, int contact, Topic topic, Dice dice) {
    int score =
        (int)
            Math.max(
                1,
                Math.min(
                    5,
                    Math.round(
                        (isSolved ? 4.3 : 2.2) - 0.4 * (contact - 1) + 0.8 * dice.normal())));
    // Who is angry answers more often, and so does who is delighted.
    boolean isAnswered = dice.chance(BayesBound.probability(-1.5 + 0.4 * Math.abs(score - 3.5)));
    survey(end.plusSeconds(1_800), "CSAT", 5, score, isAnswered, about[0], about[1], topic, dice);
  }

  private void survey(
      Instant sent,
      String kind,
      int highest,
      int score,
      boolean isAnswered,
      String touchpoint,
      String contact,
      Topic topic,
      Dice dice) {
    Instant answered = sent.plusSeconds(300 + (long) dice.exponential(40_000));
    boolean comesBack = isAnswered && answered.isBefore(size.end());
    double feeling = 2.0 * score / highest - 1;
    boolean isPraise = score * 10 >= highest * 8;
    String text =
        comesBack && dice.chance(0.45)
            ? Texts.write(
                dice.random(),
                person.language(),
                isPraise ? Topic.PRAISE : topic,
                feeling,
                Register.SURVEY)
            : "";
    put(
        Diary.NONE,
        new Survey(
            comesBack ? answered : sent,
            dice.number() >>> 1,
            kind,
            sent,
            comesBack ? Optional.of(answered) : Optional.empty(),
            comesBack ? score : -1,
            text,
            person.language().name().toLowerCase(Locale.ROOT),
            person.names().customerNo(),
            "",
            touchpoint,
            contact));
    if (!text.isEmpty()) {
      diary.tell(
          Truth.TOPIC,
          Long.toUnsignedString(id(acts), 36),
          person.number(),
          (isPraise ? Topic.PRAISE : topic).name().toLowerCase(Locale.ROOT),
          feeling,
          person.language().tag());
    }
  }

  private long id(long act) {
    return Draw.number(size, "post", person.number(), act);
  }

  private void put(long journey, Act act) {
    if (!act.at().isBefore(size.end())) {
      return;
    }
    acts++;
    diary.add(new Diary.Entry(act, id(acts), person.number(), journey, Diary.NONE, Diary.NONE));
  }
}
