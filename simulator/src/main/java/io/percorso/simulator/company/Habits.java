package io.percorso.simulator.company;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** When people come, on what device, from where, and what they look for. */
final class Habits {
  /** The company's zone. */
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");

  /** From this day of the world on, more people use their phone. */
  static final int DRIFT_DAY = 90;

  private static final double PHONE = 0.5;
  private static final double PHONE_AFTER_DRIFT = 0.65;
  private static final double APP_OF_PHONE = 0.6;
  private static final double[] HOURS = {
    1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 5, 4, 4, 4.5, 5, 6, 7, 8, 8, 6, 3
  };
  private static final List<String> REFERRERS =
      List.of(
          "",
          "",
          "https://www.search.example/results",
          "https://www.search.example/results",
          "https://social.example/feed",
          "https://compare.example/shoes");
  private static final Map<Language, List<String>> QUERIES =
      Map.of(
          Language.IT, List.of("scarpe", "giacca", "borsa", "maglione", "stivali", "sciarpa"),
          Language.EN, List.of("shoes", "jacket", "bag", "jumper", "boots", "scarf"),
          Language.DE, List.of("schuhe", "jacke", "tasche", "pullover", "stiefel", "schal"),
          Language.FR, List.of("chaussures", "veste", "sac", "pull", "bottes", "écharpe"),
          Language.TR, List.of("ayakkabı", "ceket", "çanta", "kazak", "bot", "atkı"));

  private Habits() {}

  /** A moment of that day of the world. */
  static Instant momentOf(WorldSize size, int day, Dice dice) {
    return size.day(day)
        .atStartOfDay(ZONE)
        .plusHours(dice.weighted(HOURS))
        .plusSeconds(dice.below(3600))
        .toInstant()
        .plusMillis(dice.below(1000));
  }

  static int dayOf(WorldSize size, Instant at) {
    return (int) (LocalDate.ofInstant(at, ZONE).toEpochDay() - size.firstDay().toEpochDay());
  }

  static Client client(WorldSize size, Person person, Dice dice, Instant at) {
    boolean hasDrifted = dayOf(size, at) >= DRIFT_DAY;
    if (!dice.chance(hasDrifted ? PHONE_AFTER_DRIFT : PHONE)) {
      return person.browser();
    }
    if (person.hasApp() && dice.chance(APP_OF_PHONE)) {
      return person.phone() == Client.SAFARI_IPHONE ? Client.APP_IOS : Client.APP_ANDROID;
    }
    return person.phone();
  }

  /** How many more come than on a usual day: week-ends, December, the sales of January. */
  static double season(LocalDate day) {
    double week =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
            ? 1.25
            : 0.9;
    int ofYear = day.getDayOfYear();
    double year = day.getMonthValue() == 12 ? 1.35 : ofYear >= 5 && ofYear <= 25 ? 1.3 : 0.92;
    return week * year;
  }

  static String referrer(Dice dice, String campaign) {
    return campaign.isEmpty() ? dice.oneOf(REFERRERS) : "";
  }

  static String query(Dice dice, Language language) {
    return dice.oneOf(QUERIES.get(language));
  }
}
