package io.percorso.simulator.company;

import io.percorso.simulator.Draws;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The draws of one purpose of one entity. What is drawn is a function of seed, purpose, entity and
 * the order of the calls alone: the same on every machine, since the logarithms and cosines are
 * those of {@link StrictMath}.
 */
final class Dice {
  /** The standard normal distribution's 99 % point. */
  private static final double NORMAL_P99 = 2.3263478740408408;

  /** Largest mean of one Poisson draw; e to the minus this is still far from zero in a double. */
  private static final double POISSON_PART = 500;

  private final SplittableRandom random;

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  static Dice of(long seed, String purpose, long... entity) {
    return new Dice(Draws.of(seed, purpose, entity));
  }

  /** Draws that go on with a generator that others draw from too. */
  static Dice over(SplittableRandom random) {
    return new Dice(random);
  }

  /** The generator behind the draws; what it draws is drawn from these dice too. */
  SplittableRandom random() {
    return random;
  }

  /** At least 0, below 1. */
  double uniform() {
    return random.nextDouble();
  }

  /** True with this probability: never at 0 or less, always at 1 or more. */
  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** Any of the 2^64 numbers. */
  long number() {
    return random.nextLong();
  }

  /** At least 0, below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends may come. */
  int between(int from, int to) {
    return (int) random.nextLong(from, to + 1L);
  }

  /** Mean 0, variance 1; by Box and Muller (1958), two uniform draws for one. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  double exponential(double mean) {
    if (!(mean >= 0) || Double.isInfinite(mean)) {
      throw new IllegalArgumentException("a mean of waiting is 0 or more, not " + mean);
    }
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** By its median and the value that one draw in a hundred exceeds, in the unit of both. */
  double lognormal(double median, double p99) {
    if (!(median > 0 && p99 >= median) || Double.isInfinite(p99)) {
      throw new IllegalArgumentException("0 < median <= p99 does not hold: " + median + ", " + p99);
    }
    return median * StrictMath.exp(StrictMath.log(p99 / median) / NORMAL_P99 * normal());
  }

  /**
   * Counts uniform draws until their product falls below e to the minus mean (Knuth). Takes time in
   * proportion to the mean.
   */
  int poisson(double mean) {
    if (!(mean >= 0 && mean <= 1_000_000)) {
      throw new IllegalArgumentException("a mean count is 0 to 1,000,000, not " + mean);
    }
    int count = 0;
    double left = mean;
    while (left > POISSON_PART) {
      count += poissonPart(POISSON_PART);
      left -= POISSON_PART;
    }
    return count + poissonPart(left);
  }

  private int poissonPart(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** An index, in proportion to its weight; one of weight 0 never comes. */
  int weighted(double... weights) {
    double total = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("a weight is 0 or more, not " + weight);
      }
      total += weight;
    }
    if (!(total > 0) || Double.isInfinite(total)) {
      throw new IllegalArgumentException("weights need a finite sum above 0, not " + total);
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Every order of the list with the same probability; in place. */
  <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
