package io.percorso.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * A shop's clickstream whose records are all one customer's, or many customers'. Times, places and
 * devices are drawn alike for both, from the same seed, so that whose they are is the difference.
 */
final class HeavyLog {
  /** Whose a record is. */
  interface Visitor {
    /**
     * @param record its number, from 0 on, in the order of time
     */
    String of(long record);
  }

  private static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";

  /** One in twenty a purchase: a journey ends now and then. */
  private static final String[] EVENTS = {
    "home",
    "search",
    "catalog",
    "product",
    "product",
    "product",
    "filter_results",
    "reviews",
    "add_to_cart",
    "cart",
    "shipping_details",
    "payment_details",
    "faq",
    "home",
    "catalog",
    "product",
    "search",
    "product",
    "payment_error",
    "purchase"
  };

  /** Visitors of the spread log at one time; so the records of a visit lie apart. */
  private static final int AT_ONCE = 16;

  /** Records of a visit of the spread log. */
  private static final int VISIT = 8;

  private static final int VISITS_OF_A_CUSTOMER = 5;

  private HeavyLog() {}

  /** All records are one customer's. */
  static Visitor one() {
    return record -> "kiosk";
  }

  /** Visits of a few records each, five a customer. */
  static Visitor spread(long records) {
    long customers = Math.max(1, records / (VISIT * VISITS_OF_A_CUSTOMER));
    return record -> {
      long visit = record / (VISIT * AT_ONCE) * AT_ONCE + record % AT_ONCE;
      return "u" + visit % customers;
    };
  }

  /**
   * Writes one file a day, records at uneven pauses in the order of time.
   *
   * @param folder of the source in landing
   */
  static void write(Path folder, LocalDate first, int days, long records, Visitor visitor)
      throws IOException {
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(1);
    long start = first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long span = Duration.ofDays(days).toMillis();
    long record = 0;
    for (int day = 0; day < days; day++) {
      Path file = folder.resolve("events-%s.csv".formatted(first.plusDays(day)));
      long end = records * (day + 1) / days;
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write(HEADER);
        for (; record < end; record++) {
          long from = start + span / records * record;
          Instant at = Instant.ofEpochMilli(from + random.nextLong(Math.max(1, span / records)));
          out.write(visitor.of(record));
          out.write(',');
          out.write(EVENTS[random.nextInt(EVENTS.length)]);
          out.write(',');
          out.write(at.toString());
          out.write(",desktop,direct,2025-01,returning\n");
        }
      }
    }
  }
}
