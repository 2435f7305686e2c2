package io.percorso.jobs;

import io.percorso.journeys.Sessions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.segments.BehaviourFit;
import io.percorso.segments.BehaviourSegments;
import io.percorso.segments.CustomerProfiles;
import io.percorso.segments.RfmCutPoints;
import io.percorso.segments.RfmSegments;
import io.percorso.segments.SegmentMatrix;
import io.percorso.segments.SegmentModels;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which customers are alike, and how each group fares. Snapshots are those of {@link
 * CustomerFeatures}; what was told of one on its night stays.
 */
final class SegmentStep {
  private final Lake lake;
  private final Run run;
  private final Settings settings;
  private final LocalDate cutoffDay;

  SegmentStep(Lake lake, Run run, Settings settings, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
    this.cutoffDay = cutoff.day();
  }

  void build() {
    Set<LocalDate> kept = days(lake.read(CustomerFeatures.TABLE), CustomerFeatures.SNAPSHOT_DAY);
    cutPoints(kept);
    run.replacePeriods(
        RfmSegments.TABLE,
        List.of(CustomerFeatures.TABLE, RfmCutPoints.TABLE),
        replaced(RfmSegments.TABLE, kept),
        () ->
            RfmSegments.build(
                features(told(RfmSegments.TABLE, kept)), lake.read(RfmCutPoints.TABLE)));
    fit();
    run.replacePeriods(
        BehaviourSegments.TABLE,
        List.of(CustomerFeatures.TABLE, SegmentModels.TABLE),
        replaced(BehaviourSegments.TABLE, kept),
        () ->
            BehaviourSegments.build(
                features(told(BehaviourSegments.TABLE, kept)),
                SegmentModels.Fits.of(lake.read(SegmentModels.TABLE).collectAsList())));
    run.replacePeriods(
        SegmentMatrix.TABLE,
        List.of(
            CustomerFeatures.TABLE,
            RfmSegments.TABLE,
            BehaviourSegments.TABLE,
            CustomerEvents.TABLE),
        replaced(SegmentMatrix.TABLE, kept),
        () -> matrix(kept));
    run.replaceAll(
        CustomerProfiles.TABLE,
        List.of(Sessions.TABLE, CustomerEvents.TABLE),
        () ->
            CustomerProfiles.build(
                lake.read(Sessions.TABLE), lake.read(CustomerEvents.TABLE), cutoffDay));
  }

  /** Of each quarter that has none yet: of its first snapshot with enough buyers. */
  private void cutPoints(Set<LocalDate> kept) {
    Set<LocalDate> stored = days(run.before(RfmCutPoints.TABLE), RfmCutPoints.QUARTER);
    Set<LocalDate> open =
        kept.stream()
            .filter(day -> !stored.contains(RfmCutPoints.quarterOf(day)))
            .collect(Collectors.toCollection(TreeSet::new));
    long least = RfmCutPoints.Rules.from(settings).leastBuyers();
    Map<LocalDate, LocalDate> first = new TreeMap<>();
    if (!open.isEmpty()) {
      for (Row row :
          RfmCutPoints.buyers(features(open))
              .where(RfmCutPoints.CUSTOMER_COUNT.col().geq(least))
              .collectAsList()) {
        LocalDate day = row.getAs(0);
        first.merge(RfmCutPoints.quarterOf(day), day, (one, two) -> one.isBefore(two) ? one : two);
      }
    }
    run.append(
        RfmCutPoints.TABLE,
        List.of(CustomerFeatures.TABLE),
        first.isEmpty()
            ? lake.rows(RfmCutPoints.TABLE, List.of())
            : RfmCutPoints.build(features(first.values())));
  }

  /**
   * Only when the last fit is old enough: between fits a customer's segment is merely looked up.
   */
  private void fit() {
    SegmentModels.Fits fits =
        SegmentModels.Fits.of(run.before(SegmentModels.TABLE).collectAsList());
    List<Row> fitted = List.of();
    if (fits.isDue(cutoffDay, settings)) {
      BehaviourFit.Rules rules = BehaviourFit.Rules.from(settings);
      List<Row> sample =
          BehaviourSegments.sample(features(Set.of(cutoffDay)), rules).collectAsList();
      fitted =
          BehaviourFit.fit(sample, cutoffDay, fits, rules).stream()
              .map(SegmentModels::row)
              .toList();
    }
    run.append(
        SegmentModels.TABLE,
        List.of(CustomerFeatures.TABLE),
        lake.rows(SegmentModels.TABLE, fitted));
  }

  private Dataset<Row> matrix(Set<LocalDate> kept) {
    List<SegmentMatrix.Told> told =
        told(SegmentMatrix.TABLE, kept).stream()
            .map(day -> new SegmentMatrix.Told(day, earlier(day, kept)))
            .toList();
    if (told.isEmpty()) {
      return lake.rows(SegmentMatrix.TABLE, List.of());
    }
    return SegmentMatrix.build(
        new SegmentMatrix.Sources(
            lake.read(CustomerFeatures.TABLE),
            lake.read(RfmSegments.TABLE),
            lake.read(BehaviourSegments.TABLE),
            lake.read(CustomerEvents.TABLE)),
        told,
        SegmentMatrix.Rules.from(settings));
  }

  private static Optional<LocalDate> earlier(LocalDate day, Set<LocalDate> kept) {
    LocalDate last = day.minusDays(SegmentMatrix.HORIZON);
    return kept.stream().filter(each -> !each.isAfter(last)).max(LocalDate::compareTo);
  }

  /** Snapshots that are new or of the cut-off, and those that are kept no more. */
  private Set<LocalDate> replaced(Table table, Set<LocalDate> kept) {
    Set<LocalDate> replaced = new TreeSet<>(told(table, kept));
    replaced.add(cutoffDay);
    stored(table).stream().filter(day -> !kept.contains(day)).forEach(replaced::add);
    return replaced;
  }

  /** Snapshots of which rows are made. */
  private Set<LocalDate> told(Table table, Set<LocalDate> kept) {
    Set<LocalDate> told = new TreeSet<>(kept);
    told.removeAll(stored(table));
    if (kept.contains(cutoffDay)) {
      told.add(cutoffDay);
    }
    return told;
  }

  private Set<LocalDate> stored(Table table) {
    return days(run.before(table), CustomerFeatures.SNAPSHOT_DAY);
  }

  private Dataset<Row> features(Collection<LocalDate> days) {
    return lake.read(CustomerFeatures.TABLE)
        .where(CustomerFeatures.SNAPSHOT_DAY.col().isin(days.toArray()));
  }

  private static Set<LocalDate> days(Dataset<Row> rows, Field day) {
    Set<LocalDate> days = new TreeSet<>();
    rows.select(day.col()).distinct().collectAsList().forEach(row -> days.add(row.getAs(0)));
    return days;
  }
}
