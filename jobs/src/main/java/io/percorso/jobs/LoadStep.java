package io.percorso.jobs;

import io.percorso.interactions.Candidates;
import io.percorso.interactions.Chunk;
import io.percorso.interactions.ChunkCounts;
import io.percorso.interactions.Conservation;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.Displaced;
import io.percorso.interactions.FileNames;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.KeyRing;
import io.percorso.interactions.KeyRingEntries;
import io.percorso.interactions.LandingFile;
import io.percorso.interactions.LoadInteractions;
import io.percorso.interactions.LoadPlan;
import io.percorso.interactions.LoadRules;
import io.percorso.interactions.LostTimes;
import io.percorso.interactions.RawRecords;
import io.percorso.interactions.RejectedRecords;
import io.percorso.interactions.Rivals;
import io.percorso.interactions.Source;
import io.percorso.interactions.Target;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.BrokenPromises.Broken;
import io.percorso.lake.Expectation.Severity;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.SharedPass;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * From landing files to {@code silver.interactions}: every record ends in exactly one verdict, or
 * the run fails.
 */
final class LoadStep {
  private final Setup setup;
  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final StepListener listener;

  LoadStep(Setup setup, Lake lake, Run run, ConfFiles conf, StepListener listener) {
    this.setup = setup;
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.listener = listener;
  }

  Verdicts load(Landed landed, java.time.Instant loadedAt) {
    KeyRing keys = keys();
    LoadRules rules = LoadRules.from(setup.settings());
    LoadPlan plan = new LoadPlan(conf.sources(), keys, rules, run.id(), loadedAt);
    List<Chunk> chunks = landed.files().stream().flatMap(f -> f.chunks().stream()).toList();
    listener.started("parse");
    Dataset<Row> parsed =
        LoadInteractions.parse(LoadInteractions.chunks(lake.spark(), chunks, rules), plan)
            .persist(StorageLevel.DISK_ONLY());
    SharedPass parts = LoadInteractions.PARSED;
    run.append(RawRecords.TABLE, List.of(), parts.rowsOf(parsed, RawRecords.TABLE));
    Dataset<Row> candidates = parts.rowsOf(parsed, Candidates.TABLE);
    Dataset<Row> resolved =
        LoadInteractions.resolve(
                candidates,
                existing(
                    candidates, run.before(Interactions.TABLE), run.before(LostTimes.TABLE), rules),
                plan)
            .persist(StorageLevel.DISK_ONLY());
    SharedPass verdicts = LoadInteractions.RESOLVED;
    Dataset<Row> displaced = verdicts.rowsOf(resolved, Displaced.TABLE);
    Dataset<Row> loaded = verdicts.rowsOf(resolved, Interactions.TABLE);
    keepLostTimes(resolved);
    if (displaced.isEmpty()) {
      run.append(Interactions.TABLE, List.of(), loaded);
    } else {
      run.append(Displaced.TABLE, List.of(), displaced);
      run.replaceScope(Interactions.TABLE, List.of(), storedRowsOf(displaced), loaded);
    }
    Dataset<Row> rejected =
        parts
            .rowsOf(parsed, RejectedRecords.TABLE)
            .unionByName(verdicts.rowsOf(resolved, RejectedRecords.TABLE));
    if (brings(landed, Target.CURRENCY_RATES)) {
      rejected = rejected.unionByName(store(CurrencyRates.RIVALS, parsed, plan));
    }
    if (brings(landed, Target.IDENTITY_CORRECTIONS)) {
      rejected = rejected.unionByName(store(IdentityCorrections.RIVALS, parsed, plan));
    }
    run.append(RejectedRecords.TABLE, List.of(), rejected);
    Verdicts counts = account(landed, new FileNames(keys), parts.rowsOf(parsed, ChunkCounts.TABLE));
    resolved.unpersist();
    parsed.unpersist();
    return counts;
  }

  private boolean brings(Landed landed, Target target) {
    Set<String> ofTarget =
        conf.sources().stream()
            .filter(source -> source.target() == target)
            .map(Source::name)
            .collect(Collectors.toSet());
    return landed.files().stream().map(LandingFile::source).anyMatch(ofTarget::contains);
  }

  /** Stores the deliveries that are new or win, and hands back those that do not. */
  private Dataset<Row> store(Rivals rivals, Dataset<Row> parsed, LoadPlan plan) {
    Table table = rivals.table();
    Dataset<Row> stored = run.before(table);
    Dataset<Row> judged =
        rivals
            .judge(LoadInteractions.PARSED.rowsOf(parsed, table), stored)
            .persist(StorageLevel.DISK_ONLY());
    Dataset<Row> won = rivals.won(judged);
    run.replaceScope(table, List.of(), rivals.replaced(stored, won), won);
    return rivals.lost(judged, plan);
  }

  /** The keys of this lake; made once, for a lake that has none. */
  KeyRing keys() {
    List<KeyRingEntries.Entry> stored =
        lake.read(KeyRingEntries.TABLE).collectAsList().stream()
            .map(KeyRingEntries::entry)
            .toList();
    KeyRing keys =
        stored.isEmpty()
            ? KeyRing.openOrCreate(setup.workspace().keys())
            : KeyRing.open(setup.workspace().keys());
    KeyRingEntries.requireSame(stored, keys);
    if (run.before(KeyRingEntries.TABLE).isEmpty()) {
      List<Row> rows = KeyRingEntries.of(keys).stream().map(KeyRingEntries::row).toList();
      run.append(KeyRingEntries.TABLE, List.of(), lake.rows(KeyRingEntries.TABLE, rows));
      listener.ended(
          new StepListener.StepResult(
              "keys",
              StepListener.StepStatus.WARN,
              0,
              java.util.OptionalLong.empty(),
              "new keys in %s: back this up, other keys would make every customer a new one"
                  .formatted(setup.workspace().keys())));
    }
    return keys;
  }

  /** Of most nights none: nothing is written then. */
  void keepLostTimes(Dataset<Row> resolved) {
    Dataset<Row> lost = LoadInteractions.RESOLVED.rowsOf(resolved, LostTimes.TABLE);
    if (!lost.isEmpty()) {
      run.append(LostTimes.TABLE, List.of(), lost);
    }
  }

  /**
   * Interactions of earlier runs in the days and sources in which an earlier delivery of these
   * records may lie, and the lost times that may tie them together.
   *
   * @param lost rows of {@link LostTimes}
   */
  static Dataset<Row> existing(
      Dataset<Row> candidates, Dataset<Row> stored, Dataset<Row> lost, LoadRules rules) {
    Set<LocalDate> days = new TreeSet<>();
    Set<String> sources = new TreeSet<>();
    Field day = Interactions.OCCURRED_DAY;
    Field source = Interactions.SOURCE;
    for (Row row : candidates.select(source.col(), day.col()).distinct().collectAsList()) {
      sources.add(row.getString(0));
      addAround(row.getAs(1), rules, days);
    }
    Dataset<Row> ties = ties(candidates, lost, days);
    ties.select(day.col())
        .distinct()
        .collectAsList()
        .forEach(row -> addAround(row.getAs(0), rules, days));
    Column[] judged = {
      Interactions.INTERACTION_ID.col(),
      source.col(),
      Interactions.OCCURRED_AT.col(),
      day.col(),
      Interactions.IDENTIFIERS.col(),
      Interactions.VERSION.col(),
      Interactions.CONTENT_HASH.col(),
      Interactions.SEQUENCE.col()
    };
    return stored
        .where(
            ofMonths(days)
                .and(day.col().isin(days.toArray()))
                .and(source.col().isin(sources.toArray())))
        .select(judged)
        .unionByName(
            ties.withColumn(
                    Interactions.IDENTIFIERS.name(),
                    functions.lit(null).cast(Interactions.IDENTIFIERS.type()))
                .withColumn(Interactions.VERSION.name(), functions.lit(0L))
                .withColumn(
                    Interactions.CONTENT_HASH.name(),
                    functions.lit(null).cast(Interactions.CONTENT_HASH.type()))
                .withColumn(Interactions.SEQUENCE.name(), functions.lit(0L))
                .select(judged));
  }

  private static void addAround(LocalDate day, LoadRules rules, Set<LocalDate> days) {
    for (int i = -rules.dedupeDays(); i <= rules.dedupeDays(); i++) {
      days.add(day.plusDays(i));
    }
  }

  /** All lost times of the candidates' ids that have one in these days. */
  private static Dataset<Row> ties(
      Dataset<Row> candidates, Dataset<Row> lost, Set<LocalDate> days) {
    String[] id = {LostTimes.INTERACTION_ID.name()};
    Dataset<Row> near =
        lost.where(LostTimes.OCCURRED_DAY.col().isin(days.toArray()))
            .join(candidates.select(Interactions.INTERACTION_ID.col()), id, "left_semi");
    return lost.join(near.select(LostTimes.INTERACTION_ID.col()), id, "left_semi");
  }

  private static Column ofMonths(Set<LocalDate> days) {
    Set<LocalDate> months = new TreeSet<>();
    days.forEach(d -> months.add(d.withDayOfMonth(1)));
    return Interactions.OCCURRED_MONTH.col().isin(months.toArray());
  }

  Dataset<Row> storedRowsOf(Dataset<Row> displaced) {
    Set<LocalDate> days = new TreeSet<>();
    displaced
        .select(Displaced.OCCURRED_DAY.col())
        .distinct()
        .collectAsList()
        .forEach(r -> days.add(r.getAs(0)));
    Dataset<Row> stored = run.before(Interactions.TABLE).where(ofMonths(days));
    Column same =
        stored
            .col(Interactions.INTERACTION_ID.name())
            .equalTo(displaced.col(Interactions.INTERACTION_ID.name()))
            .and(
                stored
                    .col(Interactions.OCCURRED_AT.name())
                    .equalTo(displaced.col(Interactions.OCCURRED_AT.name())));
    return stored.join(displaced, same, "left_semi");
  }

  /** Counts from the stored tables against those of the parser: law 1. */
  private Verdicts account(Landed landed, FileNames names, Dataset<Row> chunkCounts) {
    List<Row> files = landed.files().stream().map(f -> InputFiles.row(f, names, run.id())).toList();
    Dataset<Row> accounted =
        InputFiles.account(
                lake.rows(InputFiles.TABLE, files),
                chunkCounts,
                loaded(),
                ofThisRun(RejectedRecords.TABLE))
            .persist(StorageLevel.DISK_ONLY());
    List<Conservation> counts = accounted.collectAsList().stream().map(Conservation::of).toList();
    List<String> lost = Conservation.broken(counts);
    run.append(InputFiles.TABLE, List.of(), accounted);
    lost.forEach(
        sentence ->
            run.breaks(
                new Broken(
                    InputFiles.TABLE.name(), "conservation: " + sentence, Severity.FAIL, 1)));
    for (LandingFile file : landed.files()) {
      if (file.verdict() == LandingFile.FileVerdict.REFUSED) {
        run.breaks(
            new Broken(
                InputFiles.TABLE.name(),
                "every file can be read: " + file.shownPath() + " " + file.reason(),
                Severity.WARN,
                1));
      }
    }
    return Verdicts.sum(counts);
  }

  /** What this run added to the tables that sources may fill. */
  private Dataset<Row> loaded() {
    Column[] counted = {
      Interactions.SOURCE.col(), Interactions.FILE_SHA256.col(), Interactions.IS_LATE.col()
    };
    Column isLate = functions.lit(false);
    return ofThisRun(Interactions.TABLE)
        .select(counted)
        .unionByName(
            ofThisRun(CurrencyRates.TABLE)
                .withColumn(Interactions.IS_LATE.name(), isLate)
                .select(counted))
        .unionByName(
            ofThisRun(IdentityCorrections.TABLE)
                .withColumn(Interactions.IS_LATE.name(), isLate)
                .select(counted));
  }

  private Dataset<Row> ofThisRun(Table table) {
    return lake.read(table).where(Interactions.RUN_ID.col().equalTo(run.id()));
  }
}
