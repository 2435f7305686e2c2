package io.percorso.simulator.company;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Which world, and how much of it.
 *
 * @param seed another seed, another world
 * @param customers at least 1
 * @param firstDay first day, in the zone of the company
 * @param days at least 1
 * @param profile how clean the records are
 * @param isPerturbed true where each planted effect is moved by up to 30 %, by the seed
 */
public record WorldSize(
    long seed, int customers, LocalDate firstDay, int days, Profile profile, boolean isPerturbed) {
  /** How clean the records are. */
  public enum Profile {
    /** As things happened: nothing late, twice, garbled or from a bot. */
    CLEAN,
    /** With what deliveries have, each blemish with its flag in the truth. */
    REALISTIC,
    /** The same, and in every text what an attacker would type. */
    HOSTILE
  }

  public WorldSize {
    if (customers < 1 || days < 1) {
      throw new IllegalArgumentException(
          "a world needs at least 1 customer and 1 day, not %d and %d".formatted(customers, days));
    }
  }

  LocalDate day(int index) {
    return firstDay.plusDays(index);
  }

  Instant start() {
    return firstDay.atStartOfDay(Habits.ZONE).toInstant();
  }

  /** Start of the first day that is not part of the world. */
  Instant end() {
    return firstDay.plusDays(days).atStartOfDay(Habits.ZONE).toInstant();
  }

  boolean isClean() {
    return profile == Profile.CLEAN;
  }
}
