package io.percorso.jobs;

import io.percorso.interactions.Displaced;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.MappedColumns;
import io.percorso.interactions.RejectedRecords;
import io.percorso.interactions.Source;
import io.percorso.lake.BrokenPromises.Broken;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Expectation.Severity;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.quality.Anomalies;
import io.percorso.quality.Anomaly;
import io.percorso.quality.ColumnNulls;
import io.percorso.quality.DayCounts;
import io.percorso.quality.Freshness;
import io.percorso.quality.LoadCounts;
import io.percorso.quality.SourceDays;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What a night tells of its data: records by verdict, volume and empty columns of the days that it
 * touched, the age of each source, and what is out of the ordinary. Warns, and stops the
 * publication only for a stale source where {@code freshness.stop} says so.
 */
final class QualityStep {
  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final StepListener listener;
  private final ZoneId zone;
  private Optional<Dataset<Row>> further = Optional.empty();

  QualityStep(Lake lake, Run run, ConfFiles conf, StepListener listener) {
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.listener = listener;
    this.zone = conf.settings().zone("business.zone");
  }

  /**
   * Interactions whose days are counted anew beside those of the run's own records.
   *
   * @param interactions rows of silver.interactions as they were or as they are
   */
  QualityStep touching(Dataset<Row> interactions) {
    further = Optional.of(interactions);
    return this;
  }

  /**
   * @param before the last run that ended well under the same rules; absent: every day is counted
   */
  void build(Ledger.Entry entry, Optional<Ledger.Entry> before) {
    long started = System.nanoTime();
    listener.started("quality");
    Cutoff cutoff = Cutoff.endOf(entry.cutoffDay(), zone);
    countRecords();
    countDays(cutoff, before);
    QualityReader reader = new QualityReader(conf, lake::read);
    List<Freshness.State> states = reader.freshness(cutoff);
    List<Row> ages = states.stream().map(s -> s.row(run.id())).toList();
    run.append(
        Freshness.TABLE,
        List.of(InputFiles.TABLE, SourceDays.TABLE),
        lake.rows(Freshness.TABLE, ages));
    List<Anomaly> anomalies = reader.anomalies(cutoff.day());
    run.append(
        Anomalies.TABLE,
        List.of(SourceDays.TABLE, ColumnNulls.TABLE),
        lake.rows(
            Anomalies.TABLE, anomalies.stream().map(a -> Anomalies.row(a, run.id())).toList()));
    Set<String> problems = new TreeSet<>();
    stale(states, problems);
    unusual(anomalies, before, cutoff.day(), problems);
    listener.ended(
        new StepListener.StepResult(
            "quality",
            problems.isEmpty() ? StepListener.StepStatus.OK : StepListener.StepStatus.WARN,
            (System.nanoTime() - started) / 1e9,
            OptionalLong.empty(),
            problems.isEmpty() ? "nothing out of the ordinary" : String.join("; ", problems)));
  }

  /** A reload judges records of earlier runs anew: they are counted whole. */
  private void countRecords() {
    List<Table> upstream = List.of(InputFiles.TABLE, RejectedRecords.TABLE);
    if (further.isPresent()) {
      run.replaceScope(
          LoadCounts.TABLE,
          upstream,
          run.before(LoadCounts.TABLE),
          LoadCounts.build(lake.read(InputFiles.TABLE), lake.read(RejectedRecords.TABLE)));
    } else {
      run.append(
          LoadCounts.TABLE,
          upstream,
          LoadCounts.build(ofThisRun(InputFiles.TABLE), ofThisRun(RejectedRecords.TABLE)));
    }
  }

  /** Counts of the days whose interactions came, went or became visible. */
  private void countDays(Cutoff cutoff, Optional<Ledger.Entry> before) {
    Optional<Set<LocalDate>> days =
        run.before(SourceDays.TABLE).isEmpty()
            ? Optional.empty()
            : before.map(b -> touchedDays(b.cutoffDay(), cutoff));
    Dataset<Row> counts =
        DayCounts.build(
                DayCounts.ofDays(
                    lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT), days, zone),
                zone)
            .persist(StorageLevel.DISK_ONLY());
    Map<String, List<Field>> mapped =
        conf.sources().stream().collect(Collectors.toMap(Source::name, MappedColumns::of));
    replace(SourceDays.TABLE, days, SourceDays.build(counts));
    replace(ColumnNulls.TABLE, days, ColumnNulls.build(counts, mapped));
    counts.unpersist();
  }

  private void replace(Table table, Optional<Set<LocalDate>> days, Dataset<Row> after) {
    Dataset<Row> before = run.before(table);
    run.replaceScope(
        table,
        List.of(Interactions.TABLE),
        days.map(d -> before.where(DayCounts.DAY.col().isin(d.toArray()))).orElse(before),
        after);
  }

  private Set<LocalDate> touchedDays(LocalDate previous, Cutoff cutoff) {
    Set<LocalDate> days = new TreeSet<>();
    Dataset<Row> moved =
        daysOf(ofThisRun(Interactions.TABLE)).union(daysOf(ofThisRun(Displaced.TABLE)));
    further
        .map(rows -> moved.union(daysOf(rows)))
        .orElse(moved)
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getAs(0)));
    days.removeIf(day -> day.isAfter(cutoff.day()));
    previous.plusDays(1).datesUntil(cutoff.day().plusDays(1)).forEach(days::add);
    return days;
  }

  private Dataset<Row> daysOf(Dataset<Row> interactions) {
    return interactions.select(DayCounts.day(zone).as(DayCounts.DAY.name()));
  }

  private void stale(List<Freshness.State> states, Set<String> problems) {
    boolean stops = conf.settings().flag("freshness.stop");
    for (Freshness.State state : states) {
      if (state.severity().compareTo(Freshness.Severity.WARN) >= 0) {
        boolean isFatal = stops && state.severity() == Freshness.Severity.ERROR;
        problems.add(state.sentence());
        run.breaks(
            new Broken(
                Freshness.TABLE.name(),
                "every source is fresh: " + state.sentence(),
                isFatal ? Severity.FAIL : Severity.WARN,
                1));
      }
    }
  }

  /** Only of days that no earlier run has judged: what was told once is not told every night. */
  private void unusual(
      List<Anomaly> anomalies,
      Optional<Ledger.Entry> before,
      LocalDate last,
      Set<String> problems) {
    Map<String, Integer> behind = new QualityReader(conf, lake::read).daysBehind();
    LocalDate previous = before.map(Ledger.Entry::cutoffDay).orElse(last.minusDays(1));
    for (Anomaly anomaly : anomalies) {
      LocalDate judged = anomaly.day().plusDays(behind.getOrDefault(anomaly.source(), 0));
      if (anomaly.isAlarm() && judged.isAfter(previous)) {
        problems.add(anomaly.sentence());
        run.breaks(
            new Broken(
                Anomalies.TABLE.name(),
                "a day is like those before it: " + anomaly.sentence(),
                Severity.WARN,
                1));
      }
    }
  }

  private Dataset<Row> ofThisRun(Table table) {
    return lake.read(table).where(Interactions.RUN_ID.col().equalTo(run.id()));
  }
}
