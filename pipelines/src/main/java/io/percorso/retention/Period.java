package io.percorso.retention;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The lengths of time by which cohorts are told. Weeks begin on Monday, as ISO 8601 has them. */
enum Period {
  DAY(30),
  WEEK(26),
  MONTH(24);

  private final int last;

  Period(int last) {
    this.last = last;
  }

  /** Number of the last period of a cohort that is told. */
  int last() {
    return last;
  }

  /** The word that is stored. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** First day of the period in which a day lies. */
  LocalDate of(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /** First day of a later period. */
  LocalDate plus(LocalDate start, long periods) {
    return switch (this) {
      case DAY -> start.plusDays(periods);
      case WEEK -> start.plusWeeks(periods);
      case MONTH -> start.plusMonths(periods);
    };
  }

  /** How many periods lie between the first days of two. */
  int between(LocalDate start, LocalDate later) {
    ChronoUnit unit =
        switch (this) {
          case DAY -> ChronoUnit.DAYS;
          case WEEK -> ChronoUnit.WEEKS;
          case MONTH -> ChronoUnit.MONTHS;
        };
    return (int) unit.between(start, later);
  }
}
