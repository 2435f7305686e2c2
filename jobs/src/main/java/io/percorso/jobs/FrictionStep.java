package io.percorso.jobs;

import io.percorso.friction.FittedFriction;
import io.percorso.friction.FrictionCauses;
import io.percorso.friction.FrictionModelQuality;
import io.percorso.friction.FrictionNeighbours;
import io.percorso.friction.FrictionReleases;
import io.percorso.friction.FrictionRules;
import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSlices;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.PlannedRelease;
import io.percorso.friction.TouchpointFriction;
import io.percorso.friction.VisitLabels;
import io.percorso.friction.VisitMoves;
import io.percorso.friction.VisitsAtRisk;
import io.percorso.journeys.Journey;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * What friction costs at each touchpoint, fitted anew when a journey of the last months changed.
 * One fit serves every table, and is made when the first of them needs it.
 */
final class FrictionStep implements AutoCloseable {
  private static final List<Table> UPSTREAM =
      List.of(Journeys.TABLE, JourneySteps.TABLE, FrictionSignals.TABLE, Sessions.TABLE);

  private final Lake lake;
  private final Run run;
  private final FrictionRules rules;
  private final List<PlannedRelease> releases;
  private final LocalDate from;
  private final LocalDate cutoffDay;
  private final Instant end;
  private Optional<Outcome> outcome = Optional.empty();

  FrictionStep(
      Lake lake, Run run, FrictionRules rules, List<PlannedRelease> releases, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.rules = rules;
    this.releases = releases;
    this.cutoffDay = cutoff.day();
    this.end = cutoff.end();
    this.from = cutoffDay.withDayOfMonth(1).minusMonths(rules.months() - 1L);
  }

  /**
   * How the fit went.
   *
   * @param visits rows of {@link VisitsAtRisk}
   * @param fitted none where nothing could be fitted
   * @param reason why not
   */
  private record Outcome(
      FrictionModelQuality.Counts counts,
      Dataset<Row> visits,
      Optional<FittedFriction> fitted,
      String status,
      String reason) {
    private boolean isKept() {
      return status.equals(FrictionModelQuality.KEPT);
    }
  }

  void build() {
    replace(
        FrictionVisits.TABLE,
        fitted -> FrictionVisits.build(outcome().visits, fitted.labels(), fitted.fit().hazard()),
        () -> empty(FrictionVisits.TABLE));
    replace(
        TouchpointFriction.TABLE,
        fitted -> lake.rows(TouchpointFriction.TABLE, TouchpointFriction.rows(fitted)),
        () -> TouchpointFriction.coldStart(outcome().visits, from, rules));
    replace(
        FrictionCauses.TABLE,
        fitted -> lake.rows(FrictionCauses.TABLE, FrictionCauses.rows(fitted)),
        () -> empty(FrictionCauses.TABLE));
    replace(
        FrictionSlices.TABLE,
        fitted -> lake.rows(FrictionSlices.TABLE, FrictionSlices.rows(fitted)),
        () -> empty(FrictionSlices.TABLE));
    replace(
        FrictionReleases.TABLE,
        fitted -> lake.rows(FrictionReleases.TABLE, FrictionReleases.rows(fitted)),
        () -> empty(FrictionReleases.TABLE));
    run.replaceAll(
        FrictionNeighbours.TABLE, UPSTREAM, () -> FrictionNeighbours.build(outcome().visits, from));
    run.replaceAll(
        FrictionModelQuality.TABLE,
        UPSTREAM,
        () -> lake.rows(FrictionModelQuality.TABLE, quality(outcome())));
  }

  private void replace(
      Table table,
      Function<FittedFriction, Dataset<Row>> rows,
      Supplier<Dataset<Row>> untilThereIsAModel) {
    run.replaceAll(
        table,
        UPSTREAM,
        () -> {
          Outcome found = outcome();
          if (found.fitted.isPresent()) {
            return rows.apply(found.fitted.get());
          }
          return found.isKept() ? lake.read(table) : untilThereIsAModel.get();
        });
  }

  private Dataset<Row> empty(Table table) {
    return lake.rows(table, List.of());
  }

  private static List<Row> quality(Outcome outcome) {
    return outcome
        .fitted
        .map(fitted -> FrictionModelQuality.rows(fitted, outcome.counts))
        .orElseGet(() -> FrictionModelQuality.none(outcome.counts, outcome.status, outcome.reason));
  }

  private Outcome outcome() {
    if (outcome.isEmpty()) {
      outcome = Optional.of(tried());
    }
    return outcome.get();
  }

  private Outcome tried() {
    Dataset<Row> journeys =
        lake.read(Journeys.TABLE)
            .where(
                Journeys.STARTED_MONTH
                    .col()
                    .geq(from)
                    .and(VisitsAtRisk.isOld(end, rules))
                    .and(Journeys.OUTCOME.col().notEqual(Journeys.word(Journey.Outcome.OPEN))));
    Row sizes =
        journeys
            .agg(
                functions.count(functions.lit(1)),
                functions.count(
                    functions.when(
                        Journeys.OUTCOME.col().equalTo(Journeys.word(Journey.Outcome.ABANDONED)),
                        1)))
            .first();
    FrictionModelQuality.Counts counts =
        new FrictionModelQuality.Counts(from, cutoffDay, sizes.getLong(0), sizes.getLong(1));
    Dataset<Row> visits =
        VisitsAtRisk.build(
                lake.read(JourneySteps.TABLE).where(JourneySteps.STEP_MONTH.col().geq(from)),
                journeys,
                lake.read(FrictionSignals.TABLE)
                    .where(FrictionSignals.SIGNAL_MONTH.col().geq(from)),
                lake.read(Sessions.TABLE).where(Sessions.SESSION_MONTH.col().geq(from)),
                rules)
            .persist(StorageLevel.DISK_ONLY());
    if (counts.journeys() < rules.leastJourneys()) {
      String reason =
          "%,d journeys have ended since %s, a model takes %,d (friction.least-journeys)"
              .formatted(counts.journeys(), from, rules.leastJourneys());
      return new Outcome(counts, visits, Optional.empty(), TouchpointFriction.COLD_START, reason);
    }
    try {
      return new Outcome(
          counts, visits, Optional.of(fitted(visits)), FrictionModelQuality.FITTED, "");
    } catch (IllegalArgumentException | ArithmeticException | MathIllegalStateException e) {
      boolean hasModel =
          !lake.read(TouchpointFriction.TABLE)
              .where(TouchpointFriction.BASIS.col().equalTo(TouchpointFriction.MODEL))
              .isEmpty();
      return new Outcome(
          counts,
          visits,
          Optional.empty(),
          hasModel ? FrictionModelQuality.KEPT : TouchpointFriction.COLD_START,
          "nothing could be fitted: " + e.getMessage());
    }
  }

  private FittedFriction fitted(Dataset<Row> visits) {
    VisitLabels labels =
        VisitLabels.of(VisitLabels.words(visits).collectAsList(), rules.mostTouchpoints());
    FittedFriction.Counts counts =
        new FittedFriction.Counts(
            VisitLabels.customers(labels.customers(visits).collectAsList()),
            new VisitMoves(VisitMoves.counts(visits, labels).collectAsList()));
    boolean isLocal = labels.visits() <= rules.localVisits();
    try (StoredVisits stored = new StoredVisits(visits, labels, isLocal)) {
      return new FittedFriction(stored, labels, from, counts, releases, rules);
    }
  }

  @Override
  public void close() {
    outcome.ifPresent(found -> found.visits.unpersist());
  }
}
