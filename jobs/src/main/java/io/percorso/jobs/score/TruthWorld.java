package io.percorso.jobs.score;

import io.percorso.lake.UserError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a world says of itself.
 *
 * @param profile how clean its records are: clean, realistic or hostile
 * @param lastDay its last day, in the zone of the company
 */
public record TruthWorld(String seed, String profile, LocalDate lastDay) {
  /**
   * @throws UserError of kind usage when a fact is missing or cannot be read
   */
  public static TruthWorld of(TruthFolder truth) {
    Map<String, String> facts = new TreeMap<>();
    truth.read(TruthFolder.WORLD, line -> facts.put(line.text("key"), line.text("value")));
    try {
      return new TruthWorld(
          fact(facts, "seed"),
          fact(facts, "profile").toLowerCase(Locale.ROOT),
          LocalDate.parse(fact(facts, "first_day"))
              .plusDays(Long.parseLong(fact(facts, "days")) - 1));
    } catch (NumberFormatException | DateTimeException e) {
      throw UserError.usage(
          "%s: first_day or days cannot be read: %s".formatted(TruthFolder.WORLD, e.getMessage()));
    }
  }

  private static String fact(Map<String, String> facts, String key) {
    String value = facts.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw UserError.usage(
          "%s does not say '%s'; it says %s".formatted(TruthFolder.WORLD, key, facts.keySet()));
    }
    return value;
  }

  boolean isClean() {
    return profile.equals("clean");
  }
}
