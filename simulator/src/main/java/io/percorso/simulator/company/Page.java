package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Digital;
import io.percorso.simulator.company.Act.Doing;
import java.time.Instant;

/**
 * What a customer does on one page: looks, clicks, types, and, where there is friction, the signs
 * of it. Friction itself is never seen, and each of its signs is also shown without it, if seldom.
 */
final class Page {
  private static final double RAGE = 0.6;
  private static final double DEAD = 0.4;
  private static final double ERROR = 0.5;
  private static final double RETRY = 0.4;
  private static final double SLOW = 0.3;
  private static final double CALM_RAGE = 0.02;
  private static final double CALM_DEAD = 0.05;
  private static final double CALM_ERROR = 0.03;
  private static final double CALM_RETRY = 0.03;
  private static final double CALM_SLOW = 0.05;
  private static final String[] ELEMENTS = {"main", "menu", "image", "filter", "next", "details"};
  private static final String[] SCRIPT_ERRORS = {"TypeError", "ReferenceError", "RangeError"};
  private static final String[] SERVICE_ERRORS = {"http_500", "http_503", "timeout"};

  private final Surfing surfing;
  private final Dice dice;
  private final Touchpoint page;
  private final boolean hasFriction;

  Page(Surfing surfing, Dice dice, Touchpoint page, boolean hasFriction) {
    this.surfing = surfing;
    this.dice = dice;
    this.page = page;
    this.hasFriction = hasFriction;
  }

  /**
   * Writes what is done, and moves the surfer's clock to its end.
   *
   * @param goesOn false where the customer gives up here
   * @param toCart true where something is put into the cart next
   * @param cents worth of the order
   */
  void visit(boolean goesOn, boolean toCart, long cents, String currency) {
    boolean isSlow = shows(SLOW, CALM_SLOW);
    int load = isSlow ? dice.between(2900, 7000) : (int) (500 + 900 * dice.uniform());
    put(Doing.VIEW, "", load, "", 0, "");
    surfing.pass(2_000 + (long) dice.exponential(12_000));
    if (page == Touchpoint.SEARCH) {
      put(Doing.SEARCH, "search-box", 0, "", 0, "");
      surfing.pass(1_500 + dice.below(4_000));
    } else if (dice.chance(0.45)) {
      click(dice.below(ELEMENTS.length));
      surfing.pass(900 + (long) dice.exponential(9_000));
    }
    if (shows(RAGE, CALM_RAGE)) {
      rage();
    }
    if (shows(DEAD, CALM_DEAD)) {
      click(dice.below(ELEMENTS.length));
      surfing.pass(4_000 + (long) dice.exponential(5_000));
    }
    if (shows(ERROR, CALM_ERROR)) {
      fail();
    }
    if (shows(RETRY, CALM_RETRY)) {
      retry();
    }
    if (goesOn) {
      goOn(toCart, cents, currency);
    }
    surfing.pass(1_500 + (long) dice.exponential(18_000));
  }

  private boolean shows(double withFriction, double without) {
    return dice.chance(hasFriction ? withFriction : without);
  }

  private void rage() {
    int x = 100 + dice.below(900);
    int y = 120 + dice.below(500);
    int clicks = dice.between(4, 6);
    String element = ELEMENTS[dice.below(ELEMENTS.length)];
    for (int i = 0; i < clicks; i++) {
      surfing.put(act(Doing.CLICK, element, x + dice.below(8), y + dice.below(8), 0, "", 0, ""));
      surfing.pass(140 + dice.below(180));
    }
    surfing.pass(2_000 + (long) dice.exponential(4_000));
  }

  private void fail() {
    click(dice.below(ELEMENTS.length));
    surfing.pass(250 + dice.below(900));
    boolean isScript = dice.chance(0.5);
    String[] codes = isScript ? SCRIPT_ERRORS : SERVICE_ERRORS;
    put(Doing.ERROR, "", 0, codes[dice.below(codes.length)], 0, "");
    surfing.pass(1_500 + (long) dice.exponential(6_000));
  }

  private void retry() {
    put(Doing.SUBMIT, "form", 0, "", 0, "");
    surfing.pass(700 + dice.below(1_200));
    put(Doing.VALIDATION_ERROR, "form", 0, "invalid", 0, "");
    surfing.pass(1_200 + (long) dice.exponential(9_000));
    put(Doing.SUBMIT, "form", 0, "", 0, "");
    surfing.pass(900 + dice.below(2_500));
  }

  private void goOn(boolean toCart, long cents, String currency) {
    switch (page) {
      case SIGN_IN -> {
        put(Doing.INPUT, "sign-in", 0, "", 0, "");
        surfing.pass(3_000 + (long) dice.exponential(6_000));
        surfing.signIn();
        put(Doing.LOGIN, "sign-in", 0, "", 0, "");
      }
      case ADDRESS, DELIVERY, COUPON, GIFT -> put(Doing.CHECKOUT, "continue", 0, "", 0, "");
      case PAYMENT, SECURE, CONTACT, INVOICES -> {
        put(Doing.INPUT, "form", 0, "", 0, "");
        surfing.pass(4_000 + (long) dice.exponential(8_000));
        put(Doing.SUBMIT, "form", 0, "", 0, "");
      }
      case CONFIRMATION -> put(Doing.PURCHASE, "", 0, "", cents, currency);
      case CANCELLATION -> put(Doing.CANCEL_REQUEST, "cancel", 0, "", 0, "");
      default -> {
        if (toCart) {
          put(Doing.ADD, "add-to-cart", 0, "", 0, "");
        }
      }
    }
  }

  private void click(int element) {
    surfing.put(
        act(
            Doing.CLICK,
            ELEMENTS[element],
            40 + dice.below(1_100),
            80 + dice.below(1_600),
            0,
            "",
            0,
            ""));
  }

  private void put(
      Doing doing, String element, int millis, String error, long cents, String currency) {
    surfing.put(act(doing, element, -1, -1, millis, error, cents, currency));
  }

  private Digital act(
      Doing doing,
      String element,
      int x,
      int y,
      int millis,
      String error,
      long cents,
      String currency) {
    return surfing.digital(page, doing, element, x, y, millis, error, cents, currency);
  }

  /** One person's way through pages: which device, which session, what time it is. */
  interface Surfing {
    void put(Digital act);

    void pass(long millis);

    void signIn();

    Digital digital(
        Touchpoint page,
        Doing doing,
        String element,
        int x,
        int y,
        int millis,
        String error,
        long cents,
        String currency);

    Instant now();
  }
}
