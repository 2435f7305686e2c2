package io.percorso.jobs;

import io.percorso.bi.SwitchedOffPage;
import io.percorso.friction.FrictionCauses;
import io.percorso.friction.FrictionModelQuality;
import io.percorso.friction.FrictionNeighbours;
import io.percorso.friction.FrictionReleases;
import io.percorso.friction.FrictionSlices;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.TouchpointFriction;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.retention.ContractComparisons;
import io.percorso.retention.ContractLengths;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a night may make of everybody's histories; each is on or off in conf, section analysis. */
enum Analysis {
  FRICTION(
      FrictionVisits.TABLE,
      TouchpointFriction.TABLE,
      FrictionCauses.TABLE,
      FrictionSlices.TABLE,
      FrictionReleases.TABLE,
      FrictionNeighbours.TABLE,
      FrictionModelQuality.TABLE),
  RETENTION(
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
      RetentionEconomics.TABLE),
  SEGMENTS(
      RfmCutPoints.TABLE,
      RfmSegments.TABLE,
      SegmentModels.TABLE,
      BehaviourSegments.TABLE,
      SegmentMatrix.TABLE,
      CustomerProfiles.TABLE);

  private final List<Table> tables;

  Analysis(Table... tables) {
    this.tables = List.of(tables);
  }

  List<Table> tables() {
    return tables;
  }

  /** The setting that says whether it is made. */
  String key() {
    return "analysis." + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Those that are made.
   *
   * @throws UserError of kind usage when one is on without another that it is made of
   */
  static Set<Analysis> made(Settings settings) {
    EnumSet<Analysis> made = EnumSet.noneOf(Analysis.class);
    Arrays.stream(values()).filter(each -> settings.flag(each.key())).forEach(made::add);
    if (made.contains(SEGMENTS) && !made.contains(RETENTION)) {
      throw UserError.usage(
          "%s is true and %s is false, but segments are made of what retention knows of each customer: set both to true, or %s to false"
              .formatted(SEGMENTS.key(), RETENTION.key(), SEGMENTS.key()));
    }
    return made;
  }

  /**
   * Leaves tables of figures without rows, lest they tell of an earlier night; what was written
   * once and for all stays.
   */
  void leaveOut(Lake lake, Run run) {
    for (Table table : tables) {
      if (Catalogue.recordingBeliefs().contains(table) || run.before(table).isEmpty()) {
        run.leave(table);
      } else {
        run.replaceAll(table, List.of(), () -> lake.rows(table, List.of()));
      }
    }
  }

  /**
   * Puts a page that says so in the place of one whose figures are not made, and takes its files
   * away.
   *
   * @param files beside the page
   */
  void writeSwitchedOff(
      String title, Publications.Publication publication, Path page, List<String> files) {
    OverviewReader.replace(
        page,
        new SwitchedOffPage(title, key(), publication.dataDay(), publication.runId()).render());
    for (String name : files) {
      Path file = page.resolveSibling(name);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be taken away", e);
      }
    }
  }
}
