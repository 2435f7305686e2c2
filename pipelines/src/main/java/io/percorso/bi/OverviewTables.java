package io.percorso.bi;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.percorso.bi.Overview.Rules;
import io.percorso.friction.TouchpointSignals;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.RejectedRecords;
import io.percorso.journeys.JourneyPaths;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.PlaceMonths;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import io.percorso.quality.SourceDays;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The small aggregates behind the {@link Overview}: one Dataset for each block of the page, each of
 * at most a few hundred rows, from the stored tables.
 *
 * <p>Volumes are of all that is given; paths, outcomes, ends and signals are of one month.
 */
public final class OverviewTables {
  static final Field SOURCE = PlaceMonths.SOURCE;
  static final Field CHANNEL = PlaceMonths.CHANNEL;
  static final Field DAY = SourceDays.DAY;
  static final Field CUSTOMER_ID = Journeys.CUSTOMER_ID;
  static final Field IS_BOT = Sessions.IS_BOT;
  static final Field INTENT = Journeys.INTENT;
  static final Field OUTCOME = Journeys.OUTCOME;
  static final Field STARTED_MONTH = Journeys.STARTED_MONTH;
  static final Field LAST_TOUCHPOINT = Journeys.LAST_TOUCHPOINT;
  static final Field PATH = JourneyPaths.PATH;
  static final Field MONTH = JourneyPaths.MONTH;
  static final Field CONVERSION_SHARE = JourneyPaths.CONVERSION_SHARE;
  static final Field CONVERSION_LOW = JourneyPaths.CONVERSION_LOW;
  static final Field CONVERSION_HIGH = JourneyPaths.CONVERSION_HIGH;
  static final Field MEDIAN_MINUTES = JourneyPaths.MEDIAN_MINUTES;
  static final Field TOUCHPOINT = TouchpointSignals.TOUCHPOINT;
  static final Field SIGNAL = TouchpointSignals.SIGNAL;
  static final Field VISIT_COUNT = TouchpointSignals.VISIT_COUNT;
  static final Field SIGNAL_VISIT_COUNT = TouchpointSignals.SIGNAL_VISIT_COUNT;
  static final Field INCIDENCE_SHARE = TouchpointSignals.INCIDENCE_SHARE;
  static final Field INCIDENCE_LOW = TouchpointSignals.INCIDENCE_LOW;
  static final Field INCIDENCE_HIGH = TouchpointSignals.INCIDENCE_HIGH;
  static final Field VERDICT = RejectedRecords.VERDICT;
  static final Field REASON = RejectedRecords.REASON;
  static final Field FILE_PATH = InputFiles.PATH;
  static final Field RECORD_COUNT = InputFiles.RECORD_COUNT;
  static final Field LOADED_COUNT = InputFiles.LOADED_COUNT;
  static final Field DUPLICATE_COUNT = InputFiles.DUPLICATE_COUNT;
  static final Field REJECTED_COUNT = InputFiles.REJECTED_COUNT;
  static final Field LATE_COUNT = InputFiles.LATE_COUNT;

  static final Field INTERACTION_COUNT = PlaceMonths.INTERACTION_COUNT;
  static final Field SESSION_COUNT = Field.bigint("session_count", "Sessions, no robots");
  static final Field JOURNEY_COUNT = JourneyPaths.JOURNEY_COUNT;
  static final Field CUSTOMER_COUNT = TouchpointSignals.CUSTOMER_COUNT;
  static final Field NEWEST_AT = Field.timestamp("newest_at", "Newest occurred_at, UTC");

  private OverviewTables() {}

  /**
   * The stored tables that the page is about, already limited to the cut-off.
   *
   * @param placeMonths silver.place_months
   * @param sourceDays gold.source_days
   * @param sessions silver.sessions
   * @param journeys silver.journeys
   * @param paths gold.journey_paths
   * @param signals gold.touchpoint_signals
   * @param inputFiles ops.input_files
   * @param rejectedRecords bronze.rejected_records
   */
  public record Inputs(
      Dataset<Row> placeMonths,
      Dataset<Row> sourceDays,
      Dataset<Row> sessions,
      Dataset<Row> journeys,
      Dataset<Row> paths,
      Dataset<Row> signals,
      Dataset<Row> inputFiles,
      Dataset<Row> rejectedRecords) {}

  /**
   * The overview of a data date.
   *
   * @param rows runs a block and brings its rows to the driver
   */
  public static Overview overview(
      Inputs in,
      LocalDate dataDate,
      String runId,
      Rules rules,
      Function<Dataset<Row>, List<Row>> rows) {
    LocalDate month = rules.month(dataDate);
    Dataset<Row> ofMonth = in.journeys.where(STARTED_MONTH.col().equalTo(lit(month)));
    return new Overview(
        dataDate,
        month,
        runId,
        OverviewRows.totals(rows.apply(totals(in.placeMonths, in.sessions, in.journeys))),
        OverviewRows.sources(rows.apply(sources(in.placeMonths, in.sessions))),
        OverviewRows.days(rows.apply(days(in.sourceDays, rules.days()))),
        OverviewRows.paths(rows.apply(paths(in.paths, ofMonth, rules.paths()))),
        OverviewRows.outcomes(rows.apply(outcomes(ofMonth))),
        OverviewRows.ends(rows.apply(ends(ofMonth, rules.aimlessIntent()))),
        OverviewRows.signals(rows.apply(in.signals.where(MONTH.col().equalTo(lit(month))))),
        OverviewRows.quality(rows.apply(quality(in.inputFiles))),
        OverviewRows.refusals(rows.apply(refusals(in.rejectedRecords, rules.files()))),
        OverviewRows.refusedFiles(rows.apply(refusedFiles(in.inputFiles, rules.files()))));
  }

  /** One row: everything counted once. */
  static Dataset<Row> totals(
      Dataset<Row> placeMonths, Dataset<Row> sessions, Dataset<Row> journeys) {
    return placeMonths
        .agg(summed(PlaceMonths.INTERACTION_COUNT))
        .crossJoin(people(sessions).agg(counted(SESSION_COUNT), customers()))
        .crossJoin(journeys.agg(counted(JOURNEY_COUNT)));
  }

  /** One row per source and channel, most interactions first. */
  static Dataset<Row> sources(Dataset<Row> placeMonths, Dataset<Row> sessions) {
    Dataset<Row> seen =
        placeMonths
            .groupBy(SOURCE.col(), CHANNEL.col())
            .agg(
                summed(PlaceMonths.INTERACTION_COUNT),
                max(PlaceMonths.LAST_SEEN_AT.col()).as(NEWEST_AT.name()));
    Dataset<Row> lived =
        people(sessions)
            .groupBy(SOURCE.col(), CHANNEL.col())
            .agg(counted(SESSION_COUNT), customers());
    String[] keys = {SOURCE.name(), CHANNEL.name()};
    return seen.join(lived, keys, "left")
        .select(
            SOURCE.col(),
            CHANNEL.col(),
            INTERACTION_COUNT.col(),
            orZero(SESSION_COUNT),
            orZero(CUSTOMER_COUNT),
            NEWEST_AT.col())
        .orderBy(INTERACTION_COUNT.col().desc(), SOURCE.col(), CHANNEL.col());
  }

  /** One row per day with interactions, the newest ones. */
  static Dataset<Row> days(Dataset<Row> sourceDays, long limit) {
    return sourceDays
        .groupBy(DAY.col())
        .agg(summed(SourceDays.INTERACTION_COUNT))
        .orderBy(DAY.col().desc())
        .limit((int) limit);
  }

  /** One row per intent and path of the month, most frequent first. */
  static Dataset<Row> paths(Dataset<Row> paths, Dataset<Row> journeysOfMonth, long limit) {
    Dataset<Row> who =
        journeysOfMonth
            .where(OUTCOME.col().notEqual("open"))
            .groupBy(STARTED_MONTH.col().as(MONTH.name()), INTENT.col(), PATH.col())
            .agg(customers());
    return paths
        .drop(CUSTOMER_COUNT.name())
        .join(who, new String[] {MONTH.name(), INTENT.name(), PATH.name()})
        .orderBy(JOURNEY_COUNT.col().desc(), INTENT.col(), PATH.col())
        .limit((int) limit);
  }

  /** One row per intent and outcome. */
  static Dataset<Row> outcomes(Dataset<Row> journeys) {
    return journeys.groupBy(INTENT.col(), OUTCOME.col()).agg(counted(JOURNEY_COUNT), customers());
  }

  /**
   * One row per last touchpoint of abandoned journeys.
   *
   * @param aimless intent of those who wanted nothing in particular: nothing was given up there
   */
  static Dataset<Row> ends(Dataset<Row> journeys, String aimless) {
    return journeys
        .where(OUTCOME.col().equalTo("abandoned").and(INTENT.col().notEqual(aimless)))
        .groupBy(LAST_TOUCHPOINT.col())
        .agg(counted(JOURNEY_COUNT), customers());
  }

  /** One row per source with the verdicts of its records, most records first. */
  static Dataset<Row> quality(Dataset<Row> inputFiles) {
    return inputFiles
        .groupBy(SOURCE.col())
        .agg(
            summed(RECORD_COUNT),
            summed(LOADED_COUNT),
            summed(DUPLICATE_COUNT),
            summed(REJECTED_COUNT),
            summed(LATE_COUNT))
        .where(RECORD_COUNT.col().gt(0))
        .orderBy(RECORD_COUNT.col().desc(), SOURCE.col());
  }

  /** One row per source, verdict and reason, most records first. */
  static Dataset<Row> refusals(Dataset<Row> rejectedRecords, long limit) {
    return rejectedRecords
        .groupBy(SOURCE.col(), VERDICT.col(), REASON.col())
        .agg(counted(RECORD_COUNT))
        .orderBy(RECORD_COUNT.col().desc(), SOURCE.col(), VERDICT.col(), REASON.col())
        .limit((int) limit);
  }

  /** One row per file that was not loaded. */
  static Dataset<Row> refusedFiles(Dataset<Row> inputFiles, long limit) {
    return inputFiles
        .where(VERDICT.col().notEqual("accepted"))
        .select(SOURCE.col(), FILE_PATH.col(), VERDICT.col(), REASON.col())
        .orderBy(VERDICT.col(), SOURCE.col(), FILE_PATH.col())
        .limit((int) limit);
  }

  private static Dataset<Row> people(Dataset<Row> sessions) {
    return sessions.where(not(IS_BOT.col()));
  }

  private static Column counted(Field as) {
    return count(lit(1)).as(as.name());
  }

  private static Column customers() {
    return countDistinct(CUSTOMER_ID.col()).as(CUSTOMER_COUNT.name());
  }

  private static Column summed(Field field) {
    return coalesce(sum(field.col()), lit(0L)).as(field.name());
  }

  private static Column orZero(Field field) {
    return coalesce(field.col(), lit(0L)).as(field.name());
  }
}
