package io.percorso.jobs;

import io.percorso.friction.FrictionSignals;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.retention.Activity;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFacts;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.LifecycleDays;
import io.percorso.retention.RetentionCohorts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Who stays: cohorts, lifecycle, and what is known of every customer at the cut-off. */
final class RetentionStep {
  private static final List<Table> ACTIVITY = List.of(CustomerDays.TABLE);
  private static final List<Table> FACTS =
      List.of(
          CustomerDays.TABLE,
          CustomerEvents.TABLE,
          FrictionSignals.TABLE,
          Journeys.TABLE,
          CurrencyRates.TABLE);

  /** Of journeys that began longer ago the end is not told; months. */
  private static final int JOURNEY_MONTHS = 6;

  /** Snapshots of longer ago are not made after the event; years. */
  private static final int RECONSTRUCTED_YEARS = 2;

  /** Signals so far back are told; days, the longest window. */
  private static final int SIGNAL_DAYS = 90;

  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final Cutoff cutoff;
  private final CustomerFeatures.Rules rules;

  RetentionStep(Lake lake, Run run, ConfFiles conf, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.cutoff = cutoff;
    this.rules = CustomerFeatures.Rules.from(conf.settings());
  }

  void build() {
    Dataset<Row> activity =
        Activity.build(lake.read(CustomerDays.TABLE)).persist(StorageLevel.DISK_ONLY());
    run.replaceAll(
        RetentionCohorts.TABLE, ACTIVITY, () -> RetentionCohorts.build(activity, cutoff.day()));
    run.replaceAll(
        LifecycleDays.TABLE,
        ACTIVITY,
        () -> LifecycleDays.build(activity, cutoff.day(), conf.settings()));
    activity.unpersist();
    features();
    try (SurvivalStep survival = new SurvivalStep(lake, run, conf.settings(), cutoff)) {
      survival.build();
    }
  }

  /** The day of the cut-off; days of the grid that no run was for; and off with the day before. */
  private void features() {
    Set<LocalDate> stored = days(run.before(CustomerFeatures.TABLE), CustomerFeatures.SNAPSHOT_DAY);
    List<LocalDate> missed = missed(stored);
    Set<LocalDate> replaced = new TreeSet<>(missed);
    replaced.add(cutoff.day());
    stored.stream().filter(day -> !rules.isOfGrid(day)).forEach(replaced::add);
    run.replacePeriods(CustomerFeatures.TABLE, FACTS, replaced, () -> rows(missed));
  }

  private List<LocalDate> missed(Set<LocalDate> stored) {
    // Of a number of days: Delta answers the least of a date from its own books, and cannot hand it
    // out as Java's.
    Row seen =
        lake.read(CustomerDays.TABLE)
            .agg(functions.min(functions.unix_date(CustomerDays.ACTIVITY_DAY.col())))
            .first();
    if (seen.isNullAt(0)) {
      return List.of();
    }
    LocalDate oldest = cutoff.day().minusYears(RECONSTRUCTED_YEARS);
    LocalDate first = LocalDate.ofEpochDay(seen.getInt(0));
    return rules.grid(first.isBefore(oldest) ? oldest : first, cutoff.day().minusDays(1)).stream()
        .filter(day -> !stored.contains(day))
        .toList();
  }

  private Dataset<Row> rows(List<LocalDate> missed) {
    LocalDate first = missed.isEmpty() ? cutoff.day() : missed.get(0);
    return CustomerFeatures.build(facts(first), missed, cutoff.day(), rules);
  }

  private Dataset<Row> facts(LocalDate first) {
    LocalDate signals = first.minusDays(SIGNAL_DAYS).withDayOfMonth(1);
    LocalDate journeys = first.minusMonths(JOURNEY_MONTHS).withDayOfMonth(1);
    return CustomerFacts.build(
        new CustomerFacts.Sources(
            lake.read(CustomerDays.TABLE),
            lake.read(CustomerEvents.TABLE),
            lake.read(FrictionSignals.TABLE).where(FrictionSignals.SIGNAL_MONTH.col().geq(signals)),
            lake.read(Journeys.TABLE).where(Journeys.STARTED_MONTH.col().geq(journeys)),
            lake.read(CurrencyRates.TABLE)),
        conf.timeline().journeys(),
        ReportingCurrency.Rules.from(conf.settings()),
        conf.timeline().zone());
  }

  private static Set<LocalDate> days(Dataset<Row> rows, io.percorso.lake.Field day) {
    List<Row> found = new ArrayList<>(rows.select(day.col()).distinct().collectAsList());
    Set<LocalDate> days = new TreeSet<>();
    found.forEach(row -> days.add(row.getAs(0)));
    return days;
  }
}
