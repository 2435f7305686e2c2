package io.percorso.jobs;

import io.percorso.friction.FrictionCauses;
import io.percorso.friction.FrictionModelQuality;
import io.percorso.friction.FrictionNeighbours;
import io.percorso.friction.FrictionReleases;
import io.percorso.friction.FrictionSignals;
import io.percorso.friction.FrictionSlices;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.TouchpointFriction;
import io.percorso.friction.TouchpointSignals;
import io.percorso.identity.CustomerAliases;
import io.percorso.identity.CustomerIdHistory;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.IdentityLinks;
import io.percorso.identity.IdentitySightings;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.Displaced;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.KeyRingEntries;
import io.percorso.interactions.LostTimes;
import io.percorso.interactions.RawRecords;
import io.percorso.interactions.RejectedRecords;
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
import io.percorso.journeys.Timers;
import io.percorso.journeys.TouchpointCredit;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.BrokenPromises;
import io.percorso.lake.NearestName;
import io.percorso.lake.Publications;
import io.percorso.lake.RunSteps;
import io.percorso.lake.Runs;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.quality.Anomalies;
import io.percorso.quality.ColumnNulls;
import io.percorso.quality.Freshness;
import io.percorso.quality.LoadCounts;
import io.percorso.quality.Restatements;
import io.percorso.quality.SourceDays;
import io.percorso.retention.ContractComparisons;
import io.percorso.retention.ContractLengths;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.CustomerValue;
import io.percorso.retention.FeatureDrifts;
import io.percorso.retention.LifecycleDays;
import io.percorso.retention.ModelDecisions;
import io.percorso.retention.RetentionCohorts;
import io.percorso.retention.RetentionDrivers;
import io.percorso.retention.RetentionEconomics;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RetentionModelQuality;
import io.percorso.retention.RetentionRisk;
import io.percorso.retention.ReturnCurve;
import io.percorso.retention.RevenueAtRisk;
import io.percorso.retention.RiskModels;
import io.percorso.retention.SurvivalCurves;
import io.percorso.segments.BehaviourSegments;
import io.percorso.segments.CustomerProfiles;
import io.percorso.segments.RfmCutPoints;
import io.percorso.segments.RfmSegments;
import io.percorso.segments.SegmentMatrix;
import io.percorso.segments.SegmentModels;
import java.util.List;

/** Every table that Percorso stores, in the order in which data flows. */
final class Catalogue {
  private Catalogue() {}

  static List<Table> tables() {
    return List.of(
        InputFiles.TABLE,
        RawRecords.TABLE,
        RejectedRecords.TABLE,
        Interactions.TABLE,
        Displaced.TABLE,
        LostTimes.TABLE,
        CurrencyRates.TABLE,
        IdentityCorrections.TABLE,
        KeyRingEntries.TABLE,
        LoadCounts.TABLE,
        SourceDays.TABLE,
        ColumnNulls.TABLE,
        Freshness.TABLE,
        Anomalies.TABLE,
        Restatements.TABLE,
        IdentitySightings.TABLE,
        IdentityLinks.TABLE,
        CustomerIds.TABLE,
        CustomerIdHistory.TABLE,
        CustomerAliases.TABLE,
        Sessions.TABLE,
        JourneySteps.TABLE,
        Journeys.TABLE,
        RestartPoints.TABLE,
        Timers.TABLE,
        PlaceMonths.TABLE,
        Touchpoints.TABLE,
        FunnelEntries.TABLE,
        FrictionSignals.TABLE,
        JourneyEdges.TABLE,
        PathQuality.TABLE,
        TouchpointCredit.TABLE,
        JourneyPaths.TABLE,
        JourneyStepsMatrix.TABLE,
        Funnels.TABLE,
        DropOffs.TABLE,
        Handoffs.TABLE,
        TouchpointSignals.TABLE,
        FrictionVisits.TABLE,
        TouchpointFriction.TABLE,
        FrictionCauses.TABLE,
        FrictionSlices.TABLE,
        FrictionReleases.TABLE,
        FrictionNeighbours.TABLE,
        FrictionModelQuality.TABLE,
        CustomerEvents.TABLE,
        CustomerDays.TABLE,
        CustomerFeatures.TABLE,
        RetentionCohorts.TABLE,
        LifecycleDays.TABLE,
        RiskModels.TABLE,
        ModelDecisions.TABLE,
        RetentionModelQuality.TABLE,
        RetentionGains.TABLE,
        RetentionRisk.TABLE,
        RetentionDrivers.TABLE,
        RevenueAtRisk.TABLE,
        FeatureDrifts.TABLE,
        SurvivalCurves.TABLE,
        ContractComparisons.TABLE,
        ContractLengths.TABLE,
        ReturnCurve.TABLE,
        CustomerValue.TABLE,
        RetentionEconomics.TABLE,
        RfmCutPoints.TABLE,
        RfmSegments.TABLE,
        SegmentModels.TABLE,
        BehaviourSegments.TABLE,
        SegmentMatrix.TABLE,
        CustomerProfiles.TABLE,
        Runs.TABLE,
        RunSteps.TABLE,
        BrokenPromises.TABLE,
        Publications.TABLE);
  }

  /**
   * Tables beside the books of runs that hold what was known at the time: law 3, which says that
   * the way of the records into the lake leaves no trace, is not theirs.
   */
  static List<Table> recordingBeliefs() {
    return List.of(
        CustomerIdHistory.TABLE,
        CustomerAliases.TABLE,
        CustomerFeatures.TABLE,
        RiskModels.TABLE,
        ModelDecisions.TABLE,
        RetentionModelQuality.TABLE,
        RetentionGains.TABLE,
        RetentionRisk.TABLE,
        RetentionDrivers.TABLE,
        RevenueAtRisk.TABLE,
        FeatureDrifts.TABLE,
        RfmCutPoints.TABLE,
        RfmSegments.TABLE,
        BehaviourSegments.TABLE,
        SegmentMatrix.TABLE);
  }

  /** The tables that BI tools read: those of gold. */
  static List<Table> published() {
    return tables().stream().filter(t -> t.layer().equals("gold")).toList();
  }

  /** Those of them that a later run may say otherwise: what was known at the time it lets stand. */
  static List<Table> restatable() {
    return published().stream().filter(t -> !recordingBeliefs().contains(t)).toList();
  }

  /**
   * @throws UserError of kind usage when there is none of that name, with the nearest
   */
  static Table requireTable(String name) {
    List<String> names = tables().stream().map(Table::name).toList();
    return tables().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "unknown table '%s'%s"
                        .formatted(
                            name,
                            NearestName.nearest(name, names)
                                .map(n -> ": did you mean '" + n + "'?")
                                .orElse(": './percorso ls' lists them"))));
  }
}
