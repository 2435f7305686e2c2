package io.percorso.simulator.company;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Currency rates of one day in the plain shape of {@code docs/sources/currency-rates.md}: what one
 * euro buys.
 *
 * <p>Each currency's rate is a slow walk around a level of its own, a function of seed and day
 * alone: invented, and no rate that was ever paid.
 */
public final class RatesFile {
  static final String SOURCE = "currency-rates";

  private static final String BASE = "EUR";

  /** The walk's first day; before it the level stands still. */
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private static final double STEP = 0.002;

  /** Share of the way home that is made each day. */
  private static final double PULL = 0.01;

  /** A currency and its level. */
  private record Level(String currency, double rate) {}

  private static final List<Level> LEVELS =
      List.of(
          new Level("CHF", 0.95),
          new Level("GBP", 0.86),
          new Level("TRY", 40.0),
          new Level("USD", 1.10));

  private RatesFile() {}

  static String fileName(LocalDate day) {
    return "rates-" + day + ".csv";
  }

  /** Writes the file of a day into the folder of its source below a landing folder. */
  public static void write(Path landing, LocalDate day, long seed) {
    Path file = landing.resolve(SOURCE).resolve(fileName(day));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, of(day, seed));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The content of a day's file. */
  static String of(LocalDate day, long seed) {
    StringBuilder text = new StringBuilder("day,base,currency,rate\n");
    for (Level level : LEVELS) {
      text.append(day).append(',').append(BASE).append(',').append(level.currency);
      text.append(',').append(decimal(rate(level, day, seed))).append('\n');
    }
    return text.toString();
  }

  /** What one euro buys of a currency on a day, of four decimals. */
  static double rate(String currency, LocalDate day, long seed) {
    if (currency.equals(BASE)) {
      return 1;
    }
    return LEVELS.stream()
        .filter(level -> level.currency.equals(currency))
        .mapToDouble(level -> rate(level, day, seed))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no rate of " + currency));
  }

  private static double rate(Level level, LocalDate day, long seed) {
    double away = 0;
    SplittableRandom random =
        new SplittableRandom(seed ^ (level.currency.hashCode() * 0x9E3779B97F4A7C15L));
    for (LocalDate at = START; at.isBefore(day); at = at.plusDays(1)) {
      // The sum of four even draws is near enough to normal, and the same everywhere.
      double draw =
          random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
      away += STEP * draw * Math.sqrt(3) - PULL * away;
    }
    return Math.round(level.rate * StrictMath.exp(away) * 10_000) / 10_000.0;
  }

  private static String decimal(double rate) {
    long parts = Math.round(rate * 10_000);
    String fraction = Long.toString(10_000 + parts % 10_000).substring(1);
    return parts / 10_000 + "." + fraction;
  }
}
