package io.percorso.jobs;

import static org.apache.spark.sql.functions.lit;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.TouchpointSignals;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Displaced;
import io.percorso.interactions.Interactions;
import io.percorso.journeys.DropOffs;
import io.percorso.journeys.FunnelEntries;
import io.percorso.journeys.Funnels;
import io.percorso.journeys.Handoffs;
import io.percorso.journeys.JourneyEdges;
import io.percorso.journeys.JourneyPaths;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.JourneyStepsMatrix;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.PathQuality;
import io.percorso.journeys.PlaceMonths;
import io.percorso.journeys.RestartPoints;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Timers;
import io.percorso.journeys.TouchpointCredit;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.SharedPass;
import io.percorso.lake.Table;
import io.percorso.lake.Written;
import io.percorso.quality.Cause;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Sessions, steps, journeys, timers, funnel entries and signals of the customers that a night
 * touches, in one pass over their histories; then the aggregates of the months whose rows changed.
 */
final class TimelineStep {
  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final StepListener listener;
  private final List<Timeline.Part> parts;
  private Optional<Dataset<Row>> further = Optional.empty();
  private Optional<Cutoff> previous = Optional.empty();
  private boolean isWhole;
  private final Restating restating;

  /**
   * @param furtherParts parts beside those of the product
   */
  TimelineStep(
      Lake lake, Run run, ConfFiles conf, StepListener listener, List<Timeline.Part> furtherParts) {
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.listener = listener;
    this.parts = new ArrayList<>(parts(conf));
    this.parts.addAll(furtherParts);
    this.restating = new Restating(lake, run, conf.timeline().zone());
  }

  private static List<Timeline.Part> parts(ConfFiles conf) {
    ZoneId zone = conf.timeline().zone();
    List<Timeline.Part> parts = new ArrayList<>(Timeline.parts(conf.timeline()));
    parts.add(FunnelEntries.part(conf.funnels(), zone));
    parts.add(FrictionSignals.part(FrictionSignals.Rules.from(conf.settings()), zone));
    parts.add(CustomerEvents.part(zone));
    return parts;
  }

  /**
   * Customers to be touched beside those of the run's own records.
   *
   * @param interactions rows of silver.interactions as they were or as they are
   */
  TimelineStep touching(Dataset<Row> interactions) {
    further = Optional.of(interactions);
    return this;
  }

  /** What of the last publication this step says otherwise, and why. */
  Restating restating() {
    return restating;
  }

  /** The cause of all that the run tells otherwise, where customers are not told one by one. */
  Optional<Cause> causeOfAll() {
    if (further.isPresent()) {
      return Optional.of(Cause.RELOAD);
    }
    return isWhole ? Optional.of(Cause.REBUILD) : Optional.empty();
  }

  /**
   * @param before the last run that ended well; its cut-off decides which timers and later records
   *     are due
   */
  Map<String, Written> build(Cutoff cutoff, Optional<Ledger.Entry> before, Instant at) {
    isWhole = before.isEmpty();
    previous = before.map(this::cutoffOf);
    try (Kept kept = new Kept()) {
      IdentityStep identities = new IdentityStep(lake, run, conf.identity(), listener, kept);
      if (isWhole) {
        identities.rebuild(cutoff, at);
      }
      Optional<Touched> touched = previous.map(p -> touched(p, cutoff, identities, at, kept));
      Dataset<Row> ids = lake.read(CustomerIds.TABLE);
      Dataset<Row> history =
          touched
              .map(these -> these.history(visible(cutoff), ids))
              .orElseGet(() -> CustomerInteractions.build(visible(cutoff), ids));
      restating.customerIds(touched);
      listener.started("timeline");
      Dataset<Row> rows =
          Timeline.build(history, conf.timeline(), cutoff.end(), parts)
              .persist(StorageLevel.DISK_ONLY());
      Map<String, Written> written = write(rows, touched);
      rows.unpersist();
      return written;
    }
  }

  /**
   * @param rows of all parts
   * @param touched whose rows alone are replaced; empty: everybody's
   */
  private Map<String, Written> write(Dataset<Row> rows, Optional<Touched> touched) {
    SharedPass pass = Timeline.pass(parts);
    Map<String, Written> written = new TreeMap<>();
    for (Timeline.Part part : parts) {
      Table table = part.table();
      UnaryOperator<Dataset<Row>> theirs =
          all -> touched.map(these -> these.rowsOf(all, part.at())).orElse(all);
      written.put(
          table.name(),
          run.replaceScope(
              table,
              List.of(Interactions.TABLE, CustomerIds.TABLE),
              theirs.apply(run.before(table)),
              theirs.apply(pass.rowsOf(rows, table)),
              restating.kinds(part, touched)));
    }
    return written;
  }

  /**
   * Customers with records that came, went or became visible, of whom other identifiers are known
   * than before, or with a result that waited for a time now past.
   */
  private Touched touched(
      Cutoff before, Cutoff cutoff, IdentityStep identities, Instant at, Kept kept) {
    Column isLater = Interactions.OCCURRED_AT.col().geq(before.end());
    Column isOfRun = Interactions.RUN_ID.col().equalTo(run.id());
    Dataset<Row> displaced =
        named(lake.read(Displaced.TABLE).where(Displaced.RUN_ID.col().equalTo(run.id())));
    // Of records that are loaded again the run names all as its own: only those count that differ.
    Dataset<Row> added =
        kept.keep(
            named(
                visible(cutoff)
                    .where(
                        further.isPresent()
                            ? isLater
                            : inMonths(before).and(isOfRun.or(isLater)))));
    Dataset<Row> gone = further.map(TimelineStep::named).orElse(displaced);
    Dataset<Row> changed = identities.update(new IdentityStep.Changes(added, gone), cutoff, at);
    Dataset<Row> due = run.before(Timers.TABLE).where(Timers.DUE_AT.col().lt(cutoff.end()));
    return Touched.by(
        new Touched.Changes(before, added, gone, changed, due, lake.read(CustomerIds.TABLE)),
        run.before(RestartPoints.TABLE),
        Touched.Reach.of(conf.timeline(), parts),
        kept);
  }

  /** Months in which this run's interactions lie, and those from the cut-off on. */
  private Column inMonths(Cutoff before) {
    Column month = Interactions.OCCURRED_MONTH.col();
    LocalDate first = before.end().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    return month.geq(lit(first)).or(month.isin(monthsWritten().toArray()));
  }

  /** Months in which this run wrote interactions. */
  private Set<LocalDate> monthsWritten() {
    Set<LocalDate> months = new TreeSet<>();
    run.written().stream()
        .filter(w -> w.table().equals(Interactions.TABLE.name()))
        .forEach(w -> months.addAll(w.periods()));
    return months;
  }

  private static Dataset<Row> named(Dataset<Row> interactions) {
    return interactions.select(Interactions.IDENTIFIERS.col(), Interactions.OCCURRED_AT.col());
  }

  private Cutoff cutoffOf(Ledger.Entry run) {
    return Cutoff.endOf(run.cutoffDay(), conf.timeline().zone());
  }

  private Dataset<Row> visible(Cutoff cutoff) {
    return lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT);
  }

  /** Brings the aggregates of the months whose rows changed to where the state tables stand. */
  void aggregate(Map<String, Written> written, Cutoff cutoff) {
    Set<LocalDate> stepMonths = periods(written, JourneySteps.TABLE);
    stepMonths.addAll(monthsOfAll(JourneyEdges.TABLE, Handoffs.TABLE));
    Set<LocalDate> journeyMonths = periods(written, Journeys.TABLE);
    journeyMonths.addAll(monthsOfAll(JourneyPaths.TABLE, JourneyStepsMatrix.TABLE));
    Set<LocalDate> entryMonths = periods(written, FunnelEntries.TABLE);
    entryMonths.addAll(monthsOfClosedEntries(cutoff));
    entryMonths.addAll(monthsOfAll(Funnels.TABLE, DropOffs.TABLE));
    Set<LocalDate> signalMonths = new TreeSet<>(stepMonths);
    signalMonths.addAll(periods(written, FrictionSignals.TABLE));
    signalMonths.addAll(monthsOfAll(TouchpointSignals.TABLE));
    Set<LocalDate> activityMonths = periods(written, Sessions.TABLE);
    if (isWhole) {
      addMonths(activityMonths, lake.read(Sessions.TABLE), Sessions.SESSION_MONTH);
      addMonths(activityMonths, lake.read(CustomerDays.TABLE), CustomerDays.ACTIVITY_MONTH);
    }
    run.replacePeriods(
        CustomerDays.TABLE,
        List.of(Sessions.TABLE),
        activityMonths,
        () -> CustomerDays.build(months(Sessions.TABLE, Sessions.SESSION_MONTH, activityMonths)));
    Set<LocalDate> placeMonths = monthsOfInteractions(cutoff);
    run.replacePeriods(
        PlaceMonths.TABLE,
        List.of(Interactions.TABLE),
        placeMonths,
        () ->
            PlaceMonths.build(
                visible(cutoff)
                    .where(Interactions.OCCURRED_MONTH.col().isin(placeMonths.toArray()))));
    run.replaceAll(
        Touchpoints.TABLE,
        List.of(PlaceMonths.TABLE),
        () -> Touchpoints.build(lake.read(PlaceMonths.TABLE), conf.timeline().touchpoints()));
    run.replacePeriods(
        JourneyEdges.TABLE,
        List.of(JourneySteps.TABLE, Journeys.TABLE),
        stepMonths,
        () -> JourneyEdges.build(months(JourneySteps.TABLE, JourneySteps.STEP_MONTH, stepMonths)));
    run.replacePeriods(
        JourneyPaths.TABLE,
        List.of(Journeys.TABLE),
        journeyMonths,
        () ->
            JourneyPaths.build(
                months(Journeys.TABLE, Journeys.STARTED_MONTH, journeyMonths),
                JourneyPaths.Rules.from(conf.settings())));
    journeyMonths.addAll(monthsOfAll(TouchpointCredit.TABLE));
    journeyMonths.addAll(monthsOfAll(PathQuality.TABLE));
    new JourneyAggregates(lake, run, conf.settings()).build(journeyMonths, stepMonths);
    run.replacePeriods(
        JourneyStepsMatrix.TABLE,
        List.of(Journeys.TABLE),
        journeyMonths,
        () ->
            JourneyStepsMatrix.build(
                months(Journeys.TABLE, Journeys.STARTED_MONTH, journeyMonths),
                JourneyStepsMatrix.Rules.from(conf.settings())));
    run.replacePeriods(
        Handoffs.TABLE,
        List.of(JourneySteps.TABLE),
        stepMonths,
        () -> Handoffs.build(months(JourneySteps.TABLE, JourneySteps.STEP_MONTH, stepMonths)));
    run.replacePeriods(
        Funnels.TABLE,
        List.of(FunnelEntries.TABLE),
        entryMonths,
        () -> Funnels.build(entriesOf(entryMonths), cutoff));
    run.replacePeriods(
        DropOffs.TABLE,
        List.of(FunnelEntries.TABLE),
        entryMonths,
        () -> DropOffs.build(entriesOf(entryMonths), cutoff));
    run.replacePeriods(
        TouchpointSignals.TABLE,
        List.of(JourneySteps.TABLE, FrictionSignals.TABLE),
        signalMonths,
        () ->
            TouchpointSignals.build(
                months(FrictionSignals.TABLE, FrictionSignals.SIGNAL_MONTH, signalMonths),
                months(JourneySteps.TABLE, JourneySteps.STEP_MONTH, signalMonths)));
  }

  /** Months in which interactions came, went or became visible; all of them for a whole pass. */
  private Set<LocalDate> monthsOfInteractions(Cutoff cutoff) {
    Set<LocalDate> months = monthsWritten();
    if (previous.isEmpty() || further.isPresent()) {
      addMonths(months, lake.read(Interactions.TABLE), Interactions.OCCURRED_MONTH);
      addMonths(months, lake.read(PlaceMonths.TABLE), PlaceMonths.OCCURRED_MONTH);
      return months;
    }
    if (previous.get().end().isBefore(cutoff.end())) {
      // A day of the business zone may begin in the UTC day before, or end in the one after.
      LocalDate first = previous.get().day().minusDays(1).withDayOfMonth(1);
      LocalDate last = cutoff.day().plusDays(1);
      first.datesUntil(last.plusDays(1), Period.ofMonths(1)).forEach(months::add);
    }
    return months;
  }

  private static Set<LocalDate> periods(Map<String, Written> written, Table table) {
    return new TreeSet<>(written.get(table.name()).periods());
  }

  /**
   * Months of all steps, and those that the aggregates hold: when every customer was touched, rows
   * that are as they were do not mean that an aggregate is.
   */
  private Set<LocalDate> monthsOfAll(Table... aggregates) {
    Set<LocalDate> months = new TreeSet<>();
    for (Table aggregate : aggregates) {
      if (isWhole && lake.version(aggregate) >= 0) {
        addMonths(months, lake.read(aggregate), aggregate.partitions().get(0));
        addMonths(months, lake.read(JourneySteps.TABLE), JourneySteps.STEP_MONTH);
      }
    }
    return months;
  }

  /**
   * Months with entries into funnels whose window closed since the last run: they count now, though
   * no row of theirs changed.
   */
  private Set<LocalDate> monthsOfClosedEntries(Cutoff cutoff) {
    Set<LocalDate> months = new TreeSet<>();
    previous.ifPresent(
        before ->
            addMonths(
                months,
                lake.read(FunnelEntries.TABLE).where(FunnelEntries.closedBetween(before, cutoff)),
                FunnelEntries.ENTRY_MONTH));
    return months;
  }

  private Dataset<Row> entriesOf(Set<LocalDate> months) {
    return months(FunnelEntries.TABLE, FunnelEntries.ENTRY_MONTH, months);
  }

  private static void addMonths(Set<LocalDate> months, Dataset<Row> rows, Field month) {
    rows.select(month.col()).distinct().collectAsList().forEach(r -> months.add(r.getAs(0)));
  }

  private Dataset<Row> months(Table table, Field month, Set<LocalDate> months) {
    return lake.read(table).where(month.col().isin(months.toArray()));
  }
}
