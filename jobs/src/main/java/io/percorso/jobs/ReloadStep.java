package io.percorso.jobs;

import io.percorso.interactions.Candidates;
import io.percorso.interactions.ChunkCounts;
import io.percorso.interactions.Conservation;
import io.percorso.interactions.Displaced;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.LoadInteractions;
import io.percorso.interactions.LoadPlan;
import io.percorso.interactions.LoadRules;
import io.percorso.interactions.LostTimes;
import io.percorso.interactions.RawRecords;
import io.percorso.interactions.RejectedRecords;
import io.percorso.interactions.StoredFrames;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.BrokenPromises.Broken;
import io.percorso.lake.Digest;
import io.percorso.lake.Expectation.Severity;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.SharedPass;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * From stored frames to {@code silver.interactions} once more: the records of some files get their
 * verdicts anew under today's mapping, against the interactions of all other files. When a record
 * came, and by which run, stays; so equal rules change no row.
 */
final class ReloadStep {
  private final Setup setup;
  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final StepListener listener;

  ReloadStep(Setup setup, Lake lake, Run run, ConfFiles conf, StepListener listener) {
    this.setup = setup;
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.listener = listener;
  }

  /**
   * What a reload came to.
   *
   * @param changed interactions of which a fact is no longer what it was, as they were and as they
   *     are
   */
  record Reloaded(Verdicts verdicts, Dataset<Row> changed) {}

  /**
   * @param files rows of {@link InputFiles}, accepted ones of one source, one per content
   */
  Reloaded load(Dataset<Row> files, java.time.Instant at) {
    LoadStep load = new LoadStep(setup, lake, run, conf, listener);
    LoadRules rules = LoadRules.from(setup.settings());
    LoadPlan plan = new LoadPlan(conf.sources(), load.keys(), rules, run.id(), at);
    Dataset<Row> raw = ofThese(files, run.before(RawRecords.TABLE), RawRecords.FILE_SHA256);
    Dataset<Row> refused =
        ofThese(files, run.before(RejectedRecords.TABLE), RejectedRecords.FILE_SHA256);
    Dataset<Row> interactions = run.before(Interactions.TABLE);
    Dataset<Row> before = ofThese(files, interactions, Interactions.FILE_SHA256);
    listener.started("parse");
    Dataset<Row> parsed =
        StoredFrames.parse(raw, files, refused, plan).persist(StorageLevel.DISK_ONLY());
    SharedPass parts = LoadInteractions.PARSED;
    Dataset<Row> candidates = parts.rowsOf(parsed, Candidates.TABLE);
    Dataset<Row> others = notOfThese(files, interactions);
    Dataset<Row> resolved =
        LoadInteractions.resolve(
                candidates,
                LoadStep.existing(candidates, others, run.before(LostTimes.TABLE), rules),
                plan)
            .persist(StorageLevel.DISK_ONLY());
    SharedPass verdicts = LoadInteractions.RESOLVED;
    Dataset<Row> displaced = verdicts.rowsOf(resolved, Displaced.TABLE);
    Dataset<Row> loaded = verdicts.rowsOf(resolved, Interactions.TABLE);
    Dataset<Row> losers = load.storedRowsOf(displaced);
    load.keepLostTimes(resolved);
    run.append(Displaced.TABLE, List.of(), displaced);
    run.replaceScope(Interactions.TABLE, List.of(), before.unionByName(losers), loaded);
    Dataset<Row> rejected =
        parts
            .rowsOf(parsed, RejectedRecords.TABLE)
            .unionByName(asTheyCame(verdicts.rowsOf(resolved, RejectedRecords.TABLE), raw));
    run.replaceScope(RejectedRecords.TABLE, List.of(), refused, rejected);
    Verdicts counts = account(files, parts.rowsOf(parsed, ChunkCounts.TABLE), loaded, rejected);
    Column[] facts =
        Digest.factsOf(Interactions.TABLE).stream().map(Field::col).toArray(Column[]::new);
    Dataset<Row> was = before.unionByName(losers).select(facts);
    Dataset<Row> is = loaded.select(facts);
    return new Reloaded(counts, was.exceptAll(is).unionByName(is.exceptAll(was)));
  }

  /** A duplicate keeps the time at which its file was loaded. */
  private static Dataset<Row> asTheyCame(Dataset<Row> duplicates, Dataset<Row> raw) {
    String source = RejectedRecords.SOURCE.name();
    String file = RejectedRecords.FILE_SHA256.name();
    Dataset<Row> times =
        raw.groupBy(source, file)
            .agg(
                org.apache
                    .spark
                    .sql
                    .functions
                    .min(RawRecords.LOADED_AT.col())
                    .as(RejectedRecords.LOADED_AT.name()));
    return duplicates
        .drop(RejectedRecords.LOADED_AT.name())
        .join(times, new String[] {source, file})
        .select(RejectedRecords.TABLE.columns());
  }

  /** Counts from the stored tables against what was read: law 1. */
  private Verdicts account(
      Dataset<Row> files, Dataset<Row> read, Dataset<Row> loaded, Dataset<Row> rejected) {
    Dataset<Row> accounted =
        InputFiles.account(files, read, loaded, rejected).persist(StorageLevel.DISK_ONLY());
    List<Conservation> counts = accounted.collectAsList().stream().map(Conservation::of).toList();
    run.replaceScope(InputFiles.TABLE, List.of(), files, accounted);
    Conservation.broken(counts)
        .forEach(
            sentence ->
                run.breaks(
                    new Broken(
                        InputFiles.TABLE.name(), "conservation: " + sentence, Severity.FAIL, 1)));
    return Verdicts.sum(counts);
  }

  private static Dataset<Row> ofThese(Dataset<Row> files, Dataset<Row> rows, Field file) {
    return rows.join(files, isOf(files, rows, file), "left_semi");
  }

  private static Dataset<Row> notOfThese(Dataset<Row> files, Dataset<Row> interactions) {
    return interactions.join(
        files, isOf(files, interactions, Interactions.FILE_SHA256), "left_anti");
  }

  private static Column isOf(Dataset<Row> files, Dataset<Row> rows, Field file) {
    return rows.col(file.name())
        .equalTo(files.col(InputFiles.CONTENT_SHA256.name()))
        .and(rows.col(Interactions.SOURCE.name()).equalTo(files.col(InputFiles.SOURCE.name())));
  }
}
