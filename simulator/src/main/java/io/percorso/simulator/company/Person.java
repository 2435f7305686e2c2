package io.percorso.simulator.company;

import java.time.LocalDate;

/**
 * A customer as nature made them; nothing of it stands in a raw file but names and numbers.
 *
 * @param number from 0
 * @param drive how much they want what they came for, standard normal
 * @param priceSensitivity standard normal
 * @param patience standard normal
 * @param unobserved what no record shows, standard normal
 * @param value margin of a usual purchase, hundredths of the own currency
 * @param isSubscriber member of the club, with a contract that runs by the month
 * @param since customer since; may lie within the world
 * @param sharedBrowser cookie of the household's browser; empty for none
 * @param activity buying journeys in 30 days
 */
record Person(
    int number,
    int household,
    Segment segment,
    double drive,
    double priceSensitivity,
    double patience,
    double unobserved,
    Language language,
    String city,
    double value,
    boolean isSubscriber,
    boolean isAutoRenewed,
    LocalDate since,
    double activity,
    Names names,
    Client browser,
    Client phone,
    boolean hasApp,
    String sharedBrowser,
    boolean acceptsEmail,
    boolean isTest) {

  /** How close they are to the company. */
  enum Segment {
    NEW,
    CORE,
    VIP
  }

  /**
   * Under what names the sources know them. Invented: addresses of example.org, numbers of
   * exchanges that are kept for fiction.
   *
   * @param login account of shop and app
   * @param account number at the payment provider
   * @param requester number at the help desk
   * @param till number at the shops' tills
   */
  record Names(
      String customerNo,
      String login,
      String email,
      String phone,
      String loyaltyNo,
      String handle,
      long account,
      long requester,
      long till) {}

  private static final double[] SEGMENTS = {0.3, 0.5, 0.2};
  private static final double[] ACTIVITY = {0.7, 1.0, 1.8};

  static Person of(WorldSize size, int number) {
    Dice dice = Dice.of(size.seed(), "person", number);
    Segment segment = Segment.values()[dice.weighted(SEGMENTS)];
    double[] shares = new double[Language.values().length];
    for (Language language : Language.values()) {
      shares[language.ordinal()] = language.share();
    }
    Language language = Language.values()[dice.weighted(shares)];
    boolean isSubscriber = dice.chance(0.6);
    int daysBefore =
        segment == Segment.NEW ? dice.between(-size.days() / 2, 90) : dice.between(91, 2000);
    boolean isPaired = Dice.of(size.seed(), "paired", number / 2).chance(0.35);
    Dice home = Dice.of(size.seed(), "household", number / 2);
    // Half of the pairs share a tablet: 6 % of all households.
    String shared = isPaired && home.chance(0.23) ? cookie(home.number()) : "";
    boolean isApple = dice.chance(0.4);
    return new Person(
        number,
        isPaired ? number / 2 : -1 - number,
        segment,
        dice.normal(),
        dice.normal(),
        dice.normal(),
        dice.normal(),
        language,
        dice.oneOf(language.cities()),
        Math.exp(3.5 + 0.4 * (segment.ordinal() - 1) + 0.5 * dice.normal()) * 100,
        isSubscriber,
        dice.chance(0.6),
        size.firstDay().minusDays(daysBefore),
        ACTIVITY[segment.ordinal()] * Math.exp(0.4 * dice.normal() - 0.08),
        names(size, number, language),
        isApple
            ? Client.SAFARI_MAC
            : dice.chance(0.75) ? Client.CHROME_WINDOWS : Client.FIREFOX_LINUX,
        isApple ? Client.SAFARI_IPHONE : Client.CHROME_ANDROID,
        dice.chance(0.45),
        shared,
        dice.chance(0.72),
        dice.chance(0.003));
  }

  private static Names names(WorldSize size, int number, Language language) {
    Dice dice = Dice.of(size.seed(), "names", number);
    String tag = hex(dice.number());
    return new Names(
        "C-" + tag.substring(0, 10),
        "u" + tag.substring(4, 14),
        "p" + hex(dice.number()).substring(0, 12) + "@mail.example.org",
        language.dialPrefix() + "555" + "%07d".formatted(Math.floorMod(dice.number(), 10_000_000)),
        "L" + hex(dice.number()).substring(0, 9),
        "shopper_" + hex(dice.number()).substring(0, 8),
        dice.number() >>> 1,
        Math.floorMod(dice.number(), 900_000_000_000L) + 100_000_000_000L,
        Math.floorMod(dice.number(), 9_000_000_000L) + 1_000_000_000L);
  }

  static String hex(long number) {
    String text = Long.toHexString(number);
    return "0".repeat(16 - text.length()) + text;
  }

  static String cookie(long number) {
    return hex(number);
  }
}
