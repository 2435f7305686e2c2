package io.percorso.simulator;

import java.util.SplittableRandom;

/**
 * Random draws that are a function of seed, purpose and entity alone, so that a new purpose or one
 * more customer changes nothing that others drew.
 */
public final class Draws {
  private Draws() {}

  /** A generator of its own for one purpose of one entity, such as a customer and a visit. */
  public static SplittableRandom of(long seed, String purpose, long... entity) {
    return new SplittableRandom(number(seed, purpose, entity));
  }

  /** One 64-bit number for one purpose of one entity: an id that is stable between runs. */
  public static long number(long seed, String purpose, long... entity) {
    long hash = mixed(seed ^ purpose.hashCode());
    for (long part : entity) {
      hash = mixed(hash + 0x9E3779B97F4A7C15L + part);
    }
    return hash;
  }

  /** Seconds, exponentially distributed, at least one. */
  static int seconds(SplittableRandom random, double mean) {
    return (int) Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
  }

  static boolean chance(SplittableRandom random, double share) {
    return random.nextDouble() < share;
  }

  static <T> T oneOf(SplittableRandom random, java.util.List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
