package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Contract;
import io.percorso.simulator.company.Act.Subscription;
import java.time.Instant;

/** A subscription of the club: renewed every month, paid or not, ended by the customer or not. */
final class Club {
  private static final int MONTH = 30;
  private static final long PRICE_CENTS = 999;
  private static final double PAYMENT_FAILS = 0.025;
  private static final double PAID_LATER = 0.8;
  private static final int DAYS_TO_PAY = 14;

  private final WorldSize size;
  private final Person person;
  private final Diary diary;
  private final int payDay;
  private long acts;
  private int unpaidSince = -1;
  private boolean isCancelled;

  /** What happened on a day. */
  enum Day {
    NOTHING,
    RENEWED,
    FAILED,
    UNPAID
  }

  Club(WorldSize size, Person person, Diary diary) {
    this.size = size;
    this.person = person;
    this.diary = diary;
    this.payDay = Math.floorMod(person.since().toEpochDay() - size.firstDay().toEpochDay(), MONTH);
  }

  /**
   * @param price multiple of the price of the first day
   */
  Day day(int day, double price) {
    if (isCancelled) {
      return Day.NOTHING;
    }
    Dice dice = Dice.of(size.seed(), "club", person.number(), day);
    Instant at =
        size.day(day).atTime(3, dice.below(60), dice.below(60)).atZone(Habits.ZONE).toInstant();
    if (unpaidSince >= 0 && day == unpaidSince + 3 && dice.chance(PAID_LATER)) {
      unpaidSince = -1;
      say(at, Contract.RENEWED, price, Diary.NONE);
      return Day.RENEWED;
    }
    if (unpaidSince >= 0 && day == unpaidSince + DAYS_TO_PAY) {
      isCancelled = true;
      say(at, Contract.ENDED_UNPAID, price, Diary.NONE);
      return Day.UNPAID;
    }
    boolean isDue = day % MONTH == payDay && size.day(day).isAfter(person.since());
    if (!isDue || unpaidSince >= 0) {
      return Day.NOTHING;
    }
    if (dice.chance(PAYMENT_FAILS)) {
      unpaidSince = day;
      say(at, Contract.PAYMENT_FAILED, price, Diary.NONE);
      return Day.FAILED;
    }
    if (person.isAutoRenewed() || dice.chance(0.98)) {
      say(at, Contract.RENEWED, price, Diary.NONE);
    }
    return Day.RENEWED;
  }

  /** The customer ends it: it runs on until the month is over. */
  void cancel(Instant at) {
    isCancelled = true;
    say(at, Contract.CANCEL_REQUESTED, 1, Diary.NONE);
  }

  void say(Instant at, Contract event, double price, long journey) {
    if (!at.isBefore(size.end())) {
      return;
    }
    acts++;
    Person.Names names = person.names();
    diary.add(
        new Diary.Entry(
            new Subscription(
                at,
                event,
                Draw.number(size, "subscription", person.number()) >>> 1,
                names.account(),
                names.customerNo(),
                names.email(),
                Math.round(PRICE_CENTS * price),
                person.language().currency(),
                person.isAutoRenewed()),
            Draw.number(size, "club-act", person.number(), acts),
            person.number(),
            journey,
            Diary.NONE,
            Diary.NONE));
  }
}
