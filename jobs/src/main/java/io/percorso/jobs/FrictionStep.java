package io.percorso.jobs;

import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.TouchpointFriction;
import io.percorso.friction.hazard.HazardFit;
import io.percorso.friction.hazard.Losses;
import io.percorso.journeys.Journey;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What friction costs at each touchpoint, fitted anew when a journey of the last months changed.
 */
final class FrictionStep {
  /** Of coefficients: log odds of ±10 pass nearly freely. */
  private static final double RIDGE = 0.01;

  private static final List<Table> UPSTREAM =
      List.of(Journeys.TABLE, JourneySteps.TABLE, FrictionSignals.TABLE);

  private final Lake lake;
  private final Run run;
  private final TouchpointFriction.Rules rules;

  FrictionStep(Lake lake, Run run, TouchpointFriction.Rules rules) {
    this.lake = lake;
    this.run = run;
    this.rules = rules;
  }

  void build(Cutoff cutoff) {
    LocalDate from = cutoff.day().withDayOfMonth(1).minusMonths(rules.months() - 1L);
    run.replaceAll(
        TouchpointFriction.TABLE,
        UPSTREAM,
        () -> lake.rows(TouchpointFriction.TABLE, losses(from).orElseGet(List::of)));
  }

  /** Empty where too few journeys ended, or all of them in one way: nothing can be told then. */
  private Optional<List<Row>> losses(LocalDate from) {
    Dataset<Row> journeys =
        lake.read(Journeys.TABLE)
            .where(
                Journeys.STARTED_MONTH
                    .col()
                    .geq(from)
                    .and(Journeys.OUTCOME.col().notEqual(Journeys.word(Journey.Outcome.OPEN))));
    long abandoned =
        journeys
            .where(Journeys.OUTCOME.col().equalTo(Journeys.word(Journey.Outcome.ABANDONED)))
            .count();
    long ended = journeys.count();
    if (ended < rules.leastJourneys() || abandoned == 0 || abandoned == ended) {
      return Optional.empty();
    }
    Dataset<Row> rows =
        FrictionVisits.build(
                lake.read(JourneySteps.TABLE).where(JourneySteps.STEP_MONTH.col().geq(from)),
                journeys,
                lake.read(FrictionSignals.TABLE)
                    .where(FrictionSignals.SIGNAL_MONTH.col().geq(from)))
            .persist(StorageLevel.DISK_ONLY());
    try (StoredVisits visits = new StoredVisits(rows)) {
      HazardFit fit =
          HazardFit.of(visits, visits.sizes(), new HazardFit.Rules(rules.leastShown(), RIDGE));
      Losses losses = Losses.of(fit, visits, rules.replicates());
      Losses naive = Losses.of(fit.naive(visits), visits, 2);
      return Optional.of(TouchpointFriction.rows(visits.touchpoints(), from, losses, naive, rules));
    } finally {
      rows.unpersist();
    }
  }
}
