package io.percorso.journeys;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days of the business zone, and instants, from microseconds; remembers the last day it gave. */
public final class BusinessDays {
  private static final long SECOND = Interaction.SECOND;
  private static final int NANOS_IN_MICRO = 1000;

  private final ZoneId zone;
  private long from = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private LocalDate day = LocalDate.EPOCH;
  private LocalDate month = LocalDate.EPOCH;

  public BusinessDays(ZoneId zone) {
    this.zone = zone;
  }

  public LocalDate dayOf(long micros) {
    if (micros < from || micros >= until) {
      day = instant(micros).atZone(zone).toLocalDate();
      month = day.withDayOfMonth(1);
      from = micros(day.atStartOfDay(zone).toInstant());
      until = micros(day.plusDays(1).atStartOfDay(zone).toInstant());
    }
    return day;
  }

  /** First day of the month. */
  public LocalDate monthOf(long micros) {
    dayOf(micros);
    return month;
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * NANOS_IN_MICRO);
  }

  public static long micros(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano() / NANOS_IN_MICRO;
  }

  /** Seconds with their fraction, of a span in microseconds. */
  public static double seconds(long micros) {
    return micros / (double) SECOND;
  }
}
