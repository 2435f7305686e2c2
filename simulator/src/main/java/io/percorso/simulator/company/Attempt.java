package io.percorso.simulator.company;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of a customer at what they want, on web and app: the way that they would go is drawn
 * first, with the friction on it; then they go it, until they reach its end or give up.
 */
final class Attempt {
  private static final int LONGEST_WAY = 25;
  private static final double LONG_PAUSE = 0.1;

  /** Shorter than the gap that ends a journey. */
  private static final double LONGEST_PAUSE_HOURS = 100;

  private static final double OFFERS = -1.2;

  private final WorldSize size;
  private final Effects effects;
  private final Person person;
  private final Diary diary;
  private final Losses losses;

  Attempt(WorldSize size, Effects effects, Person person, Diary diary, Losses losses) {
    this.size = size;
    this.effects = effects;
    this.person = person;
    this.diary = diary;
    this.losses = losses;
  }

  /**
   * What became of it.
   *
   * @param frictions moments at which there was friction
   * @param end moment of the last act
   * @param isWhole true where the end of the way was reached
   * @param isCut true where the world ended first
   * @param last page of the last visit
   * @param hasFrictionAtEnd true where the last visit had friction
   */
  record Outcome(
      List<Instant> frictions,
      Instant start,
      Instant end,
      boolean isWhole,
      boolean isCut,
      Touchpoint last,
      boolean hasFrictionAtEnd,
      int planned,
      int visits) {}

  private record Step(Touchpoint page, Client client, boolean hasFriction, double h0, double h1) {
    double hazard() {
      return hasFriction ? h1 : h0;
    }
  }

  /** Goes the way of an intent; the trip's clock stands at its end. */
  Outcome go(Intent intent, Trip trip, long journey, Dice dice, long cents, long margin) {
    Instant start = trip.now();
    List<Instant> frictions = new ArrayList<>();
    // The clock of the plan: friction depends on the day, since releases mend it.
    List<Step> plan = new ArrayList<>();
    Dice steps = Dice.of(size.seed(), "steps", person.number(), journey);
    Dice walk = Dice.of(size.seed(), "way", person.number(), journey);
    double offers = StrictMath.exp(OFFERS * person.drive());
    Optional<Touchpoint> page = intent.start().pick(walk, offers);
    Step last = null;
    boolean goesOn = true;
    while (page.isPresent() && plan.size() < LONGEST_WAY) {
      Touchpoint here = page.get();
      int number = plan.size() + 1;
      Step step = draw(here, trip, steps, number);
      plan.add(step);
      Optional<Touchpoint> next = next(intent, here, trip, walk, offers);
      if (goesOn && !trip.isOver()) {
        last = step;
        boolean isEnd = next.isEmpty() || plan.size() == LONGEST_WAY;
        boolean givesUp = !(isEnd && here == Touchpoint.CONFIRMATION) && dice.chance(step.hazard());
        visit(trip, journey, number, step, givesUp, next, dice, cents);
        if (step.hasFriction()) {
          frictions.add(trip.now());
        }
        goesOn = !givesUp;
        if (goesOn && !isEnd && dice.chance(LONG_PAUSE)) {
          trip.pause(
              Duration.ofMinutes(40).toMillis()
                  + (long) (Math.min(LONGEST_PAUSE_HOURS, dice.lognormal(9, 90)) * 3_600_000));
        }
      }
      page = next;
    }
    boolean isCut = trip.isOver();
    count(plan, intent, journey, start, margin);
    return new Outcome(
        frictions,
        start,
        trip.now(),
        goesOn && !isCut,
        isCut,
        last == null ? plan.get(0).page() : last.page(),
        last != null && last.hasFriction(),
        plan.size(),
        trip.visits());
  }

  private Step draw(Touchpoint page, Trip trip, Dice dice, int number) {
    Client client = trip.client();
    int day = Math.max(0, Habits.dayOf(size, trip.now()));
    boolean hasFriction = dice.chance(effects.frictionShare(page, person, client, day));
    boolean isSafe = page == Touchpoint.CONFIRMATION;
    return new Step(
        page,
        client,
        hasFriction,
        isSafe ? 0 : effects.hazard(page, person, client, number, false),
        isSafe ? 0 : effects.hazard(page, person, client, number, true));
  }

  private static Optional<Touchpoint> next(
      Intent intent, Touchpoint here, Trip trip, Dice walk, double offers) {
    Optional<Touchpoint> next = intent.next(here).pick(walk, offers);
    // Who is signed in already is not asked again.
    return next.filter(n -> n == Touchpoint.SIGN_IN && trip.isSignedIn()).isPresent()
        ? Optional.of(Touchpoint.DELIVERY)
        : next;
  }

  private void visit(
      Trip trip,
      long journey,
      int number,
      Step step,
      boolean givesUp,
      Optional<Touchpoint> next,
      Dice dice,
      long cents) {
    trip.begin(step.page());
    diary.tell(
        Truth.VISIT,
        trip.visit(),
        journey,
        person.number(),
        number,
        step.page().word(),
        step.client().kind() == Client.Kind.APP ? "app" : "web",
        trip.now(),
        step.hasFriction() ? 1 : 0,
        step.h0(),
        step.h1(),
        givesUp ? 1 : 0);
    losses.visit(step.page(), step.hasFriction());
    new Page(trip, dice, step.page(), step.hasFriction())
        .visit(
            !givesUp,
            next.filter(n -> n == Touchpoint.CART).isPresent(),
            cents,
            person.language().currency());
  }

  /**
   * Adds what friction takes from this attempt, by page: the chance to reach the end without the
   * page's friction, less that with it. No draw of giving up enters it.
   */
  private void count(List<Step> plan, Intent intent, long journey, Instant start, long margin) {
    Touchpoint end = plan.get(plan.size() - 1).page();
    if (end != Touchpoint.CONFIRMATION
        && !(intent == Intent.SUPPORT && end == Touchpoint.CONTACT)) {
      return;
    }
    double actual = 1;
    for (Step step : plan) {
      actual *= 1 - step.hazard();
    }
    for (Touchpoint page : Touchpoint.values()) {
      double without = 1;
      boolean isTouched = false;
      for (Step step : plan) {
        boolean isHere = step.page() == page && step.hasFriction();
        isTouched |= isHere;
        without *= 1 - (isHere ? step.h0() : step.hazard());
      }
      if (isTouched) {
        double lost = without - actual;
        losses.lost(page, lost, margin);
        diary.tell(Truth.LOSS, journey, person.number(), page.word(), start, lost, lost * margin);
      }
    }
  }
}
