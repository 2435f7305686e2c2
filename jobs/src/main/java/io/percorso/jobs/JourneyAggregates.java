package io.percorso.jobs;

import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trunc;

import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.JourneyVisits;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.PathQuality;
import io.percorso.journeys.TouchpointCredit;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The aggregates that look at journeys as a whole, whose steps may lie in later months than the one
 * in which the journey began and is counted.
 */
final class JourneyAggregates {
  private static final List<Table> UPSTREAM = List.of(Journeys.TABLE, JourneySteps.TABLE);

  private final Lake lake;
  private final Run run;
  private final Settings settings;

  JourneyAggregates(Lake lake, Run run, Settings settings) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
  }

  /** Months from that of a journey's first step to that of its last. */
  private record Span(LocalDate first, LocalDate last) {
    boolean reachesAny(Set<LocalDate> months) {
      return months.stream().anyMatch(m -> !m.isBefore(first) && !m.isAfter(last));
    }

    List<LocalDate> months() {
      return first.datesUntil(last.plusDays(1), Period.ofMonths(1)).toList();
    }
  }

  /**
   * @param journeyMonths months of which journeys changed, by their beginning
   * @param stepMonths months of which steps changed
   */
  void build(Set<LocalDate> journeyMonths, Set<LocalDate> stepMonths) {
    List<Span> spans = spans(journeyMonths, stepMonths);
    SortedSet<LocalDate> months = new TreeSet<>(journeyMonths);
    spans.stream().filter(s -> s.reachesAny(stepMonths)).forEach(s -> months.add(s.first()));
    SortedSet<LocalDate> walked = new TreeSet<>(months);
    spans.stream().filter(s -> months.contains(s.first())).forEach(s -> walked.addAll(s.months()));
    Dataset<Row> visits =
        JourneyVisits.build(
                lake.read(Journeys.TABLE)
                    .where(Journeys.STARTED_MONTH.col().isin(months.toArray())),
                lake.read(JourneySteps.TABLE)
                    .where(JourneySteps.STEP_MONTH.col().isin(walked.toArray())),
                JourneyVisits.Rules.from(settings))
            .persist(StorageLevel.DISK_ONLY());
    run.replacePeriods(
        TouchpointCredit.TABLE,
        UPSTREAM,
        months,
        () -> TouchpointCredit.build(visits, TouchpointCredit.Rules.from(settings)));
    run.replacePeriods(
        PathQuality.TABLE,
        UPSTREAM,
        months,
        () -> PathQuality.build(visits, PathQuality.Rules.from(settings)));
    visits.unpersist();
  }

  /**
   * Of the journeys that had not ended before any of these months. What the others of their months
   * span lies within.
   */
  private List<Span> spans(Set<LocalDate> journeyMonths, Set<LocalDate> stepMonths) {
    SortedSet<LocalDate> changed = new TreeSet<>(journeyMonths);
    changed.addAll(stepMonths);
    if (changed.isEmpty()) {
      return List.of();
    }
    // ended_at is UTC: in the business zone it may be the day before or the day after.
    Column reachesThem =
        Journeys.ENDED_AT
            .col()
            .geq(lit(changed.first().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    Column lastMonth = trunc(date_add(to_date(Journeys.ENDED_AT.col()), 1), "month");
    return lake
        .read(Journeys.TABLE)
        .where(reachesThem)
        .select(Journeys.STARTED_MONTH.col(), lastMonth)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> new Span(row.getAs(0), row.getAs(1)))
        .toList();
  }
}
