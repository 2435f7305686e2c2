package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Contract;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's days, from the first to the one on which they leave: what they try, whom they ask
 * for help, what they are sent, what they answer.
 */
final class Life {
  /** Quiet days after an attempt that failed: longer than the gap that ends a journey. */
  private static final int QUIET_DAYS = 8;

  private static final int MONTH = 30;
  private static final int PRICE_DAY = 75;
  private static final double PRICE_RISE = 1.2;
  private static final int MAIL_EVERY = 14;
  private static final double RECAPTURED = 0.22;
  private static final double ESCALATES = 0.2;
  private static final double TROUBLE_AFTER_PURCHASE = 0.12;
  private static final double SUPPORT_A_MONTH = 0.10;
  private static final double PAY_A_MONTH = 0.25;
  private static final double BROWSE_A_MONTH = 0.7;
  private static final double STORE_A_MONTH = 0.12;

  private final WorldSize size;
  private final Effects effects;
  private final Person person;
  private final Diary diary;
  private final Attempt attempt;
  private final Contacts contacts;
  private final Post post;
  private final Club club;
  private final Leaving leaving;
  private final int[] quietUntil = new int[Intent.values().length];

  /** Attempts that failed, by the day on which the customer comes back for the same. */
  private final Map<Integer, Long> recaptures = new HashMap<>();

  private final List<Integer> troubles = new ArrayList<>();
  private int journeys;

  private Life(WorldSize size, Effects effects, Person person, Diary diary, Losses losses) {
    this.size = size;
    this.effects = effects;
    this.person = person;
    this.diary = diary;
    this.attempt = new Attempt(size, effects, person, diary, losses);
    this.post = new Post(size, person, diary);
    this.contacts = new Contacts(size, person, diary, post);
    this.club = new Club(size, person, diary);
    this.leaving = new Leaving(size, effects, person, diary);
  }

  static void live(WorldSize size, Effects effects, Person person, Diary diary, Losses losses) {
    new Life(size, effects, person, diary, losses).live();
  }

  private void live() {
    tellPerson();
    int joined = (int) (person.since().toEpochDay() - size.firstDay().toEpochDay());
    for (int day = Math.max(0, joined); day < size.days(); day++) {
      if (day == Math.max(0, joined)) {
        first(day, day == joined);
      }
      if (day > joined && day % MONTH == 0) {
        leaving.snapshot(day, Math.max(0, joined));
      }
      if (leaving.leavesOn(day)) {
        leave(day);
      }
      if (leaving.isGoneBy(day)) {
        break;
      }
      live(day);
    }
    leaving.tell();
  }

  /** What a customer's record says on the first day that the world sees of it. */
  private void first(int day, boolean isNew) {
    Dice dice = Dice.of(size.seed(), "first", person.number());
    Instant at = Habits.momentOf(size, day, dice);
    post.record(at, isNew ? 0 : 1);
    if (person.isSubscriber() && isNew) {
      long journey = journey();
      club.say(at.plusSeconds(120), Contract.CREATED, 1, journey);
      tell(journey, Intent.BUY, at, at.plusSeconds(120), "converted", 0, 0, 0, 0);
    }
  }

  private void live(int day) {
    Dice dice = Dice.of(size.seed(), "day", person.number(), day);
    double season = Habits.season(size.day(day));
    if (person.isSubscriber()) {
      renew(day);
    }
    if (day % MAIL_EVERY == 5 && person.acceptsEmail()) {
      post.newsletter(day, dice).ifPresent(at -> visitFromMail(day, at, dice));
    }
    if (leaving.isWrittenToOn(day)) {
      post.campaignLetter(day, dice);
    }
    post.relationSurvey(day, leaving.satisfaction());
    if (isQuiet(Intent.BUY, day)) {
      long recaptured = Optional.ofNullable(recaptures.remove(day)).orElse(Diary.NONE);
      if (recaptured != Diary.NONE || dice.chance(person.activity() / MONTH * season)) {
        buy(day, Habits.momentOf(size, day, dice), "", recaptured);
      } else if (dice.chance(STORE_A_MONTH / MONTH * season)) {
        store(day, dice);
      }
    }
    boolean hasTrouble = troubles.remove((Integer) day);
    if (isQuiet(Intent.SUPPORT, day) && (hasTrouble || dice.chance(SUPPORT_A_MONTH / MONTH))) {
      support(day, hasTrouble);
    }
    if (person.isSubscriber() && isQuiet(Intent.PAY, day) && dice.chance(PAY_A_MONTH / MONTH)) {
      simple(Intent.PAY, day);
    }
    if (isQuiet(Intent.BUY, day)
        && isQuiet(Intent.SUPPORT, day)
        && dice.chance(BROWSE_A_MONTH / MONTH)) {
      simple(Intent.BROWSE, day);
    }
  }

  private boolean isQuiet(Intent intent, int day) {
    return day >= quietUntil[intent.ordinal()];
  }

  private void visitFromMail(int day, Instant at, Dice dice) {
    if (isQuiet(Intent.BUY, day)) {
      buy(day, at.plusMillis(1_500 + dice.below(2_000)), "newsletter", Diary.NONE);
    }
  }

  /**
   * @param recaptured number of the attempt that failed and is made good; {@link Diary#NONE} for
   *     none
   */
  private void buy(int day, Instant at, String campaign, long recaptured) {
    long journey = journey();
    Dice dice = Dice.of(size.seed(), "buy", person.number(), day);
    long cents = (long) (person.value() * StrictMath.exp(0.4 * dice.normal()));
    Trip trip = new Trip(size, person, diary, dice, journey, at, campaign);
    Attempt.Outcome outcome = attempt.go(Intent.BUY, trip, journey, dice, cents, margin(cents));
    settle(
        Intent.BUY,
        journey,
        outcome,
        outcome.isWhole() ? "converted" : "",
        recaptured,
        margin(cents));
    int endDay = Habits.dayOf(size, outcome.end());
    if (outcome.isWhole()) {
      quietUntil[Intent.BUY.ordinal()] = endDay + 1;
      post.purchaseSurvey(outcome, dice);
      if (dice.chance(TROUBLE_AFTER_PURCHASE)) {
        troubles.add(endDay + dice.between(3, 10));
      }
    } else {
      quietUntil[Intent.BUY.ordinal()] = endDay + QUIET_DAYS;
      if (recaptured == Diary.NONE && dice.chance(RECAPTURED)) {
        recaptures.put(endDay + QUIET_DAYS + dice.between(0, 4), journey);
      }
      if (outcome.hasFrictionAtEnd()
          && !outcome.isCut()
          && isQuiet(Intent.SUPPORT, endDay)
          && dice.chance(ESCALATES)) {
        ask(outcome.end().plus(Duration.ofMinutes(dice.between(2, 300))), topicOf(outcome), endDay);
      }
    }
  }

  private static Topic topicOf(Attempt.Outcome outcome) {
    return switch (outcome.last()) {
      case PAYMENT, SECURE -> Topic.PAYMENT_REFUSED;
      case SIGN_IN, ACCOUNT -> Topic.LOGIN;
      default -> Topic.SITE_ERROR;
    };
  }

  private void support(int day, boolean isAboutAnOrder) {
    Dice dice = Dice.of(size.seed(), "support", person.number(), day);
    Topic topic =
        isAboutAnOrder
            ? dice.oneOf(
                List.of(Topic.LATE_DELIVERY, Topic.WRONG_SIZE, Topic.REFUND, Topic.QUALITY))
            : dice.oneOf(List.of(Topic.PRICE, Topic.CLUB, Topic.LOGIN, Topic.LATE_DELIVERY));
    Instant at = Habits.momentOf(size, day, dice);
    if (dice.chance(0.35)) {
      ask(at, topic, day);
      return;
    }
    long journey = journey();
    Trip trip = new Trip(size, person, diary, dice, journey, at, "");
    Attempt.Outcome outcome = attempt.go(Intent.SUPPORT, trip, journey, dice, 0, 0);
    int endDay = Habits.dayOf(size, outcome.end());
    boolean asks = !outcome.isCut() && (outcome.isWhole() || dice.chance(0.3));
    if (asks) {
      Contacts.Ending ending =
          contacts.ask(journey, trip.now().plusSeconds(dice.between(60, 5_000)), topic, leaving);
      tellSupport(journey, outcome.start(), ending, outcome.visits());
      leaving.frictions(outcome.frictions());
    } else {
      settle(Intent.SUPPORT, journey, outcome, "", Diary.NONE, 0);
      quietUntil[Intent.SUPPORT.ordinal()] = endDay + QUIET_DAYS;
    }
  }

  private void ask(Instant at, Topic topic, int day) {
    long journey = journey();
    Contacts.Ending ending = contacts.ask(journey, at, topic, leaving);
    tellSupport(journey, at, ending, 0);
  }

  private void tellSupport(long journey, Instant start, Contacts.Ending ending, int visits) {
    Instant last = ending.lastContact();
    boolean isOpen = !last.plus(Duration.ofDays(7)).isBefore(size.end());
    String outcome = isOpen ? "open" : ending.isSolved() ? "resolved" : "abandoned";
    tell(journey, Intent.SUPPORT, start, last, outcome, 0, visits, visits, 0);
    quietUntil[Intent.SUPPORT.ordinal()] = Habits.dayOf(size, last) + QUIET_DAYS;
  }

  private void simple(Intent intent, int day) {
    long journey = journey();
    Dice dice = Dice.of(size.seed(), intent.word(), person.number(), day);
    Trip trip = new Trip(size, person, diary, dice, journey, Habits.momentOf(size, day, dice), "");
    Attempt.Outcome outcome = attempt.go(intent, trip, journey, dice, 0, 0);
    boolean isPaid = intent == Intent.PAY && outcome.isWhole();
    settle(intent, journey, outcome, isPaid ? "converted" : "", Diary.NONE, 0);
    quietUntil[intent.ordinal()] = Habits.dayOf(size, outcome.end()) + QUIET_DAYS;
  }

  private void store(int day, Dice dice) {
    long journey = journey();
    long cents = (long) (person.value() * StrictMath.exp(0.4 * dice.normal()));
    Instant at =
        size.day(day).atTime(10 + dice.below(9), dice.below(60)).atZone(Habits.ZONE).toInstant();
    post.storeSale(journey, at, cents, dice);
    tell(journey, Intent.BUY, at, at, "converted", 0, 0, 0, margin(cents));
    leaving.seen(day);
  }

  private void renew(int day) {
    switch (club.day(day, day >= PRICE_DAY ? PRICE_RISE : 1)) {
      case FAILED -> leaving.paymentFailed(day);
      case UNPAID -> leaving.isPutOut(day);
      case NOTHING, RENEWED -> {}
    }
    if (day == PRICE_DAY) {
      leaving.priceRose(day);
    }
  }

  /** Who has a contract says so, and stays until it ends; the others just do not come again. */
  private void leave(int day) {
    if (person.isSubscriber()) {
      simple(Intent.LEAVE, day);
      Instant at = Habits.momentOf(size, day, Dice.of(size.seed(), "goodbye", person.number()));
      club.cancel(at.plusSeconds(400));
    }
  }

  private void settle(
      Intent intent,
      long journey,
      Attempt.Outcome outcome,
      String success,
      long recaptured,
      long margin) {
    leaving.frictions(outcome.frictions());
    leaving.seen(Habits.dayOf(size, outcome.end()));
    boolean isOpen = outcome.isCut() || !outcome.end().plus(gap(intent)).isBefore(size.end());
    String word = !success.isEmpty() ? success : isOpen ? "open" : "abandoned";
    tell(
        journey,
        intent,
        outcome.start(),
        outcome.end(),
        word,
        recaptured,
        outcome.planned(),
        outcome.visits(),
        margin);
  }

  private static Duration gap(Intent intent) {
    return Duration.ofDays(intent == Intent.BROWSE ? 1 : 7);
  }

  private long journey() {
    journeys++;
    return Draw.number(size, "journey", person.number(), journeys) >>> 1;
  }

  /** What stays of the price after the goods are paid for. */
  private static long margin(long cents) {
    return cents * 35 / 100;
  }

  private void tell(
      long journey,
      Intent intent,
      Instant start,
      Instant end,
      String outcome,
      long recaptureOf,
      int planned,
      int visits,
      long margin) {
    diary.tell(
        Truth.JOURNEY,
        journey,
        person.number(),
        intent.word(),
        start,
        end,
        outcome,
        recaptureOf == Diary.NONE ? "" : recaptureOf,
        planned,
        visits,
        margin);
  }

  private void tellPerson() {
    Person.Names names = person.names();
    diary.tell(
        Truth.PERSON,
        person.number(),
        person.household(),
        person.segment().name().toLowerCase(java.util.Locale.ROOT),
        person.language().tag(),
        person.isSubscriber() ? "subscription" : "none",
        LocalDate.ofInstant(
            person.since().atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC),
        person.drive(),
        person.priceSensitivity(),
        person.patience(),
        person.unobserved(),
        person.value(),
        names.customerNo(),
        names.email(),
        names.phone(),
        person.isTest() ? 1 : 0);
    identity("customer", names.customerNo(), false);
    identity("login", names.login(), false);
    identity("email", names.email(), false);
    identity("phone", names.phone(), false);
    identity("loyalty", names.loyaltyNo(), false);
    identity("handle", names.handle(), false);
    for (Client client :
        List.of(person.browser(), person.phone(), Client.APP_IOS, Client.APP_ANDROID)) {
      identity(
          client.kind() == Client.Kind.APP ? "device" : "cookie",
          Person.cookie(Draw.number(size, "device", person.number(), client.ordinal())),
          false);
    }
    if (!person.sharedBrowser().isEmpty()) {
      identity("cookie", person.sharedBrowser(), true);
    }
  }

  private void identity(String kind, String value, boolean isShared) {
    diary.tell(Truth.IDENTITY, person.number(), kind, value, isShared ? 1 : 0);
  }
}
