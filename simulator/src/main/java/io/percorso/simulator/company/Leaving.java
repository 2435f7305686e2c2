package io.percorso.simulator.company;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who leaves, when, and why: every 30 days the chance to leave within the next 30 follows from what
 * the customer lived through until that day, and from what no record shows.
 */
final class Leaving {
  private static final int MONTH = 30;
  private static final int CAMPAIGN_DAY = 60;
  private static final double TREATED = 0.2;
  private static final double SLEEPING_DOGS = 0.05;
  private static final double USUAL_SATISFACTION = 3.8;

  private final WorldSize size;
  private final Effects.Churn effects;
  private final Person person;
  private final Diary diary;
  private final List<Instant> frictions = new ArrayList<>();
  private final List<Integer> repeats = new ArrayList<>();
  private int lastSeen;
  private int paymentFailed = -1;
  private int priceRose = -1;
  private int leaveDay = -1;
  private boolean isPutOut;
  private double satisfaction;

  Leaving(WorldSize size, Effects effects, Person person, Diary diary) {
    this.size = size;
    this.effects = effects.churn();
    this.person = person;
    this.diary = diary;
    Dice dice = Dice.of(size.seed(), "leaving", person.number());
    satisfaction = Math.max(1, Math.min(5, USUAL_SATISFACTION + 0.6 * dice.normal()));
    lastSeen = -(int) Math.min(40, dice.exponential(12));
  }

  void frictions(List<Instant> moments) {
    frictions.addAll(moments);
  }

  void repeated(int day) {
    repeats.add(day);
  }

  void seen(int day) {
    lastSeen = Math.max(lastSeen, day);
  }

  void paymentFailed(int day) {
    paymentFailed = day;
  }

  void priceRose(int day) {
    priceRose = day;
  }

  void isPutOut(int day) {
    isPutOut = true;
    leaveDay = day;
  }

  /** 1 to 5: half of it is memory, half the last experience. */
  void felt(double score) {
    satisfaction = (satisfaction + score) / 2;
  }

  double satisfaction() {
    return satisfaction;
  }

  boolean leavesOn(int day) {
    return leaveDay == day && !isPutOut;
  }

  boolean isGoneBy(int day) {
    return leaveDay >= 0 && day >= leaveDay;
  }

  /** Draws whether the customer leaves in the 30 days after the start of this one. */
  void snapshot(int day, int firstDay) {
    if (leaveDay >= 0) {
      return;
    }
    Instant now = size.day(day).atStartOfDay(Habits.ZONE).toInstant();
    Instant before = now.minusSeconds(MONTH * 86_400L);
    long friction = frictions.stream().filter(f -> f.isBefore(now) && !f.isBefore(before)).count();
    long repeat = repeats.stream().filter(r -> r < day && r >= day - MONTH).count();
    boolean hasFailed = paymentFailed >= day - MONTH && paymentFailed >= 0;
    boolean hasRisen = priceRose >= day - MONTH && priceRose >= 0;
    int silent = Math.max(0, day - lastSeen);
    double months = Math.max(0, (size.day(day).toEpochDay() - person.since().toEpochDay()) / 30.4);
    boolean isAutomatic = person.isSubscriber() && person.isAutoRenewed();
    double[] parts = {
      effects.friction() * Math.min(friction, 5),
      effects.repeat() * Math.min(repeat, 4),
      hasFailed ? effects.payment() : 0,
      hasRisen ? effects.price() + (friction >= 2 ? effects.priceAndFriction() : 0) : 0,
      effects.silence() * StrictMath.log1p(silent / 7.0),
      effects.satisfaction() * (satisfaction - 3)
    };
    double observed =
        effects.intercept()
            + sum(parts)
            + effects.tenure() * StrictMath.log1p(months)
            + (isAutomatic ? effects.automatic() : 0)
            + campaign(day);
    double full = BayesBound.probability(observed + effects.unobserved() * person.unobserved());
    Dice dice = Dice.of(size.seed(), "leaves", person.number(), day);
    boolean leaves = dice.chance(full);
    if (leaves) {
      leaveDay = day + dice.below(MONTH);
    }
    diary.tell(
        Truth.CHURN,
        person.number(),
        size.day(day),
        full,
        BayesBound.probability(observed, effects.unobserved()),
        dominant(parts),
        leaves ? 1 : 0,
        person.isSubscriber() ? "subscription" : "none",
        friction,
        repeat,
        hasFailed ? 1 : 0,
        hasRisen ? 1 : 0,
        silent,
        months,
        satisfaction,
        isAutomatic ? 1 : 0);
  }

  private static double sum(double... parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /** The cause that adds at least twice what any other does; else mixed. */
  private static String dominant(double... parts) {
    String[] words = {"friction", "repeat", "payment", "price", "silence", "satisfaction"};
    int largest = 0;
    for (int i = 1; i < parts.length; i++) {
      largest = parts[i] > parts[largest] ? i : largest;
    }
    for (int i = 0; i < parts.length; i++) {
      if (i != largest && parts[largest] < 2 * parts[i]) {
        return "mixed";
      }
    }
    return parts[largest] > 0 ? words[largest] : "mixed";
  }

  /** Log-odds that the campaign adds for who was drawn for it, in the month after it. */
  private double campaign(int day) {
    return day == CAMPAIGN_DAY && person.isSubscriber() && isTreated() ? campaignEffect() : 0;
  }

  private boolean isTreated() {
    return Dice.of(size.seed(), "campaign", person.number()).chance(TREATED);
  }

  /** It keeps those who look at prices, does little for others, and wakes a few. */
  private double campaignEffect() {
    if (Dice.of(size.seed(), "sleeping-dog", person.number()).chance(SLEEPING_DOGS)) {
      return 0.6;
    }
    return person.priceSensitivity() > 0.3 ? -0.9 : -0.1;
  }

  /** True where the campaign's letter goes out on this day. */
  boolean isWrittenToOn(int day) {
    return day == CAMPAIGN_DAY && person.isSubscriber() && isTreated();
  }

  void tell() {
    if (person.isSubscriber() && size.days() > CAMPAIGN_DAY) {
      diary.tell(Truth.UPLIFT, person.number(), isTreated() ? 1 : 0, campaignEffect());
    }
  }
}
