package io.percorso.simulator.company;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is planted, in numbers: how friction makes people leave a page, and what makes customers
 * leave for good. Where a world is perturbed, each effect is moved by up to 30 % by its seed, so
 * that no model can have been tuned to it.
 */
public final class Effects {
  /** Log-odds of leaving: a page of the checkout, and one where people merely look. */
  private static final double CHECKOUT = -3.0;

  private static final double LOOKING = -1.5;

  /** Many put things into the cart to keep them for later. */
  private static final double KEEPING = -0.8;

  private static final double INTENT = -0.9;
  private static final double STEP = 0.1;
  private static final double SMALL_SCREEN_AT_DELIVERY = 0.9;
  private static final double LARGEST_MOVE = 0.3;
  private static final int RELEASE_DAY = 60;
  private static final double FRICTION_ON_SMALL_SCREENS = 0.5;
  private static final double FRICTION_ON_LARGE_SCREENS = 0.05;

  private final Map<Touchpoint, Double> effects = new EnumMap<>(Touchpoint.class);
  private final Churn churn;

  private Effects(WorldSize size) {
    for (Touchpoint page : Touchpoint.values()) {
      effects.put(page, page.effect() * move(size, page.ordinal()));
    }
    churn =
        new Churn(
            -3.3,
            0.45 * move(size, 101),
            0.35 * move(size, 102),
            1.3 * move(size, 103),
            0.8 * move(size, 104),
            0.9 * move(size, 105),
            -0.35 * move(size, 106),
            -0.4 * move(size, 107),
            -0.9 * move(size, 108),
            0.5 * move(size, 109),
            0.8);
  }

  static Effects of(WorldSize size) {
    return new Effects(size);
  }

  private static double move(WorldSize size, int effect) {
    return size.isPerturbed()
        ? 1 + LARGEST_MOVE * (2 * Dice.of(size.seed(), "effect", effect).uniform() - 1)
        : 1;
  }

  /** Log-odds that friction at this page adds to leaving. */
  double effect(Touchpoint page) {
    return effects.get(page);
  }

  /** What makes customers leave for good. */
  Churn churn() {
    return churn;
  }

  /**
   * Probability that somebody meets friction here.
   *
   * @param day day of the world, from 0
   */
  double frictionShare(Touchpoint page, Person person, Client client, int day) {
    return switch (page.kind()) {
      case PLAIN -> 0;
      case CAUSE, BENIGN, TINY -> page.share();
      case CAUSE_UNTIL_RELEASE ->
          client.kind() == Client.Kind.APP && day >= RELEASE_DAY ? 0 : page.share();
      case CAUSE_OF_FEW -> person.language() == Language.TR && client.isSafari() ? page.share() : 0;
      case CONFOUNDED -> BayesBound.probability(-2 - person.drive());
      case SIMPSON ->
          client.kind() == Client.Kind.DESKTOP
              ? FRICTION_ON_LARGE_SCREENS
              : FRICTION_ON_SMALL_SCREENS;
    };
  }

  /**
   * Probability that the journey ends after this visit.
   *
   * @param step from 1
   */
  double hazard(Touchpoint page, Person person, Client client, int step, boolean hasFriction) {
    double screen =
        page == Touchpoint.DELIVERY && client.kind() != Client.Kind.DESKTOP
            ? SMALL_SCREEN_AT_DELIVERY
            : 0;
    return BayesBound.probability(
        base(page)
            + INTENT * person.drive()
            + STEP * Math.min(step, 12)
            + screen
            + (hasFriction ? effect(page) : 0));
  }

  private static double base(Touchpoint page) {
    return page == Touchpoint.CART
        ? KEEPING
        : page.path().startsWith("/checkout") ? CHECKOUT : LOOKING;
  }

  /** First day on which the app's address page works, from 0. */
  static int releaseDay() {
    return RELEASE_DAY;
  }

  /**
   * Log-odds of leaving within 30 days, by cause.
   *
   * @param friction per visit with friction of the last 30 days, up to 5
   * @param repeat per repeated contact, up to 4
   * @param payment after a payment that failed
   * @param price after a price that rose
   * @param silence per log(1 + days since the last visit / 7)
   * @param tenure per log(1 + months)
   * @param satisfaction per point of satisfaction above the middle
   * @param automatic where the contract renews itself
   * @param priceAndFriction where the price rose and there was friction twice
   * @param unobserved standard deviation of what no record shows
   */
  record Churn(
      double intercept,
      double friction,
      double repeat,
      double payment,
      double price,
      double silence,
      double tenure,
      double satisfaction,
      double automatic,
      double priceAndFriction,
      double unobserved) {}
}
