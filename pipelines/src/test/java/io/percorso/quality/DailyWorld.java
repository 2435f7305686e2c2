package io.percorso.quality;

import io.percorso.quality.Anomalies.SourceHistory;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded days of a source: a weekday pattern, scatter from day to day (log-normal), and Poisson
 * counting; columns that are empty in a share of the records, which scatters from day to day, and
 * binomial counting.
 */
final class DailyWorld {
  static final LocalDate LAST = LocalDate.of(2026, 3, 31);
  private static final double[] WEEKDAYS = {1.0, 1.02, 1.0, 0.98, 0.95, 0.72, 0.68};

  private final Random random;
  final String source;
  final TreeMap<LocalDate, Long> records = new TreeMap<>();
  final Map<String, Map<LocalDate, Long>> nulls = new TreeMap<>();

  /**
   * @param usual records on a Monday
   * @param scatter standard deviation from day to day, as a part
   */
  DailyWorld(String source, long seed, int days, double usual, double scatter) {
    this.source = source;
    this.random = new Random(seed);
    for (int i = days - 1; i >= 0; i--) {
      LocalDate day = LAST.minusDays(i);
      double expected =
          usual
              * WEEKDAYS[day.getDayOfWeek().getValue() - 1]
              * Math.exp(scatter * random.nextGaussian() - scatter * scatter / 2);
      records.put(day, poisson(expected));
    }
  }

  /** Adds a column that is empty in a share of the records. */
  DailyWorld column(String name, double share, double scatter) {
    Map<LocalDate, Long> days = new TreeMap<>();
    records.forEach(
        (day, count) -> days.put(day, binomial(count, share + scatter * random.nextGaussian())));
    nulls.put(name, days);
    return this;
  }

  /** Loses a part of the last day's records. */
  DailyWorld lose(double part) {
    long kept = binomial(records.get(LAST), 1 - part);
    nulls.values().forEach(days -> days.computeIfPresent(LAST, (d, n) -> Math.min(n, kept)));
    records.put(LAST, kept);
    return this;
  }

  /** Empties a column in so many points more of the last day's records. */
  DailyWorld empty(String column, double points) {
    long full = records.get(LAST) - nulls.get(column).get(LAST);
    double share = points / ((double) full / records.get(LAST));
    nulls.get(column).merge(LAST, binomial(full, share), Long::sum);
    return this;
  }

  /** Delivered whole on the last day, which is so the only one that is judged. */
  SourceHistory history() {
    return new SourceHistory(source, LAST, 0, records, nulls);
  }

  private static final double MANY = 100;

  /** Rounded normal: at the hundreds and thousands of these worlds the Poisson's own shape. */
  private long poisson(double mean) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
  }

  /** Draw by draw where one of the two is rare, else rounded normal. */
  private long binomial(long count, double share) {
    double p = Math.min(1, Math.max(0, share));
    double variance = count * p * (1 - p);
    if (variance > MANY) {
      return Math.round(count * p + Math.sqrt(variance) * random.nextGaussian());
    }
    return p > 1 - p ? count - rare(count, 1 - p) : rare(count, p);
  }

  /** Jumps from hit to hit by geometric steps. */
  private long rare(long count, double p) {
    if (p == 0) {
      return 0;
    }
    long hits = 0;
    for (double at = step(p); at <= count; at += step(p)) {
      hits++;
    }
    return hits;
  }

  private double step(double p) {
    return 1 + Math.floor(Math.log(1 - random.nextDouble()) / Math.log(1 - p));
  }
}
