package io.percorso.lake;

import static org.apache.spark.sql.functions.desc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;

/**
 * The book of runs: hands out run numbers, knows what a run started from, and puts the tables of a
 * failed run back. The caller holds the {@link RunLock}.
 */
public final class Ledger {
  /** The commit that makes a table: it has no row. */
  private static final long EMPTY_VERSION = 0;

  private final Lake lake;

  public Ledger(Lake lake) {
    this.lake = lake;
  }

  /**
   * A run as the book knows it.
   *
   * @param cutoffDay last day that the state tables see after it
   * @param startVersions version of each table before its first write
   * @param counts records, loaded, duplicate, rejected, late
   */
  public record Entry(
      String runId,
      long number,
      String pipeline,
      LocalDate day,
      LocalDate cutoffDay,
      Status status,
      Instant startedAt,
      Optional<Instant> endedAt,
      String inputDigest,
      String manifest,
      Map<String, Long> startVersions,
      List<Long> counts,
      long peakMemoryBytes,
      String message,
      String command) {
    Entry as(Status other) {
      return new Entry(
          runId,
          number,
          pipeline,
          day,
          cutoffDay,
          other,
          startedAt,
          endedAt,
          inputDigest,
          manifest,
          startVersions,
          counts,
          peakMemoryBytes,
          message,
          command);
    }

    /** The same run with other versions to go back to. */
    Entry from(Map<String, Long> versions) {
      return new Entry(
          runId,
          number,
          pipeline,
          day,
          cutoffDay,
          status,
          startedAt,
          endedAt,
          inputDigest,
          manifest,
          versions,
          counts,
          peakMemoryBytes,
          message,
          command);
    }

    /** The same run at its end. */
    public Entry ended(Status end, Instant at, List<Long> verdicts, long peakBytes, String why) {
      return new Entry(
          runId,
          number,
          pipeline,
          day,
          cutoffDay,
          end,
          startedAt,
          Optional.of(at),
          inputDigest,
          manifest,
          startVersions,
          verdicts,
          peakBytes,
          why,
          command);
    }
  }

  /** How a run stands. */
  public enum Status {
    STARTED,
    DONE,
    FAILED,
    /** Its tables are being put back; a crash in between begins that again. */
    RESTORING,
    RESTORED;

    /** True for a run whose writes must not stay as they are. */
    public boolean isBroken() {
      return this == STARTED || this == FAILED || this == RESTORING;
    }

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The newest run, if any ever began. */
  public Optional<Entry> last() {
    return newest(lake.read(Runs.TABLE));
  }

  /** The newest run that ended well. */
  public Optional<Entry> lastDone() {
    return newest(lake.read(Runs.TABLE).where(Runs.STATUS.col().equalTo(Status.DONE.word())));
  }

  private static Optional<Entry> newest(Dataset<Row> runs) {
    return runs.orderBy(desc(Runs.RUN_NUMBER.name())).limit(1).collectAsList().stream()
        .map(Ledger::entry)
        .findFirst();
  }

  /**
   * Versions of all tables as they stand, without those of {@code ops}, which are never put back.
   */
  public Map<String, Long> currentVersions() {
    Map<String, Long> versions = new TreeMap<>();
    for (String table : lake.stored()) {
      if (!table.startsWith("ops.") || isState(table)) {
        versions.put(table, lake.version(table));
      }
    }
    return versions;
  }

  /**
   * Tables of {@code ops} that belong to the data: they go back with the rest when a run is undone.
   */
  private static boolean isState(String table) {
    return !List.of(Runs.TABLE, RunSteps.TABLE, BrokenPromises.TABLE, Publications.TABLE).stream()
        .map(Table::name)
        .toList()
        .contains(table);
  }

  /**
   * Puts every table that a run wrote back to what it started from, and says so in the book. A
   * table that was not there then is taken away, or emptied where readers are sent to a version of
   * it until the next publication.
   */
  public List<String> restore(Entry run) {
    save(run.as(Status.RESTORING));
    lake.sweepRemoved();
    Map<String, Long> published =
        Publications.newest(lake).map(Publications.Publication::versions).orElse(Map.of());
    List<String> restored = new ArrayList<>();
    for (String table : currentVersions().keySet()) {
      long absent = published.containsKey(table) ? EMPTY_VERSION : -1L;
      long before = run.startVersions().getOrDefault(table, absent);
      if (lake.version(table) != before) {
        lake.restore(table, before);
        restored.add(table);
      }
    }
    save(run.as(Status.RESTORED));
    return restored;
  }

  /**
   * Puts one table back to an older version and says so in the book.
   *
   * @param restoring the row that says so
   */
  public void restoreTable(String table, long version, Entry restoring) {
    // The book first: the next run builds every table anew where it says so, whether or not the
    // table went back; where it did not say so, a table that went back would be built upon.
    save(restoring.as(Status.RESTORED));
    lake.restore(table, version);
  }

  /** A run by its id. */
  public Optional<Entry> find(String runId) {
    return newest(lake.read(Runs.TABLE).where(Runs.RUN_ID.col().equalTo(runId)));
  }

  /** True when a run of this pipeline was put into the book after the one with this number. */
  public boolean hasSince(String pipeline, long number) {
    return !lake.read(Runs.TABLE)
        .where(Runs.PIPELINE.col().equalTo(pipeline).and(Runs.RUN_NUMBER.col().gt(number)))
        .isEmpty();
  }

  /**
   * Puts every table back to what a run started from, however it ended, and with it takes back all
   * later runs. What readers see stays until the next publication. A crash in between is ended by
   * the next run.
   *
   * @param run the first run that is taken back
   * @param undoing the row that says so in the book, with a number greater than any other
   * @return tables that were put back
   */
  public List<String> undo(Entry run, Entry undoing) {
    List<Entry> rows = new ArrayList<>();
    lake.read(Runs.TABLE).where(Runs.RUN_NUMBER.col().geq(run.number())).collectAsList().stream()
        .map(Ledger::entry)
        .forEach(e -> rows.add(e.as(Status.RESTORED)));
    Entry begun = undoing.from(run.startVersions()).as(Status.RESTORING);
    rows.add(begun);
    save(rows);
    return restore(begun);
  }

  /** Writes a run's row: a new one, or in place of the one with its number. */
  public void save(Entry run) {
    save(List.of(run));
  }

  private void save(List<Entry> runs) {
    lake.create(Runs.TABLE);
    runs.forEach(run -> CrashPoint.LEDGER_BEFORE_COMMIT.reach(run.status().word()));
    Object[] numbers = runs.stream().map(Entry::number).toArray();
    Dataset<Row> others =
        lake.read(Runs.TABLE)
            .where(org.apache.spark.sql.functions.not(Runs.RUN_NUMBER.col().isin(numbers)));
    others
        .unionByName(lake.rows(Runs.TABLE, runs.stream().map(Ledger::row).toList()))
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .save(lake.path(Runs.TABLE.name()));
    runs.forEach(run -> CrashPoint.LEDGER_AFTER_COMMIT.reach(run.status().word()));
  }

  /** Writes what became of each table, and each promise that did not hold. */
  public void saveSteps(Run run) {
    List<Row> steps =
        run.written().stream()
            .map(
                w ->
                    RowFactory.create(
                        run.number(),
                        run.id(),
                        w.table(),
                        w.versionBefore(),
                        w.versionAfter(),
                        w.rows(),
                        w.removed(),
                        w.seconds()))
            .toList();
    append(RunSteps.TABLE, run, steps);
    List<Row> broken =
        run.broken().stream()
            .map(
                b ->
                    RowFactory.create(
                        run.number(),
                        run.id(),
                        b.table(),
                        b.sentence(),
                        b.severity().name().toLowerCase(java.util.Locale.ROOT),
                        b.rows()))
            .toList();
    append(BrokenPromises.TABLE, run, broken);
  }

  private void append(Table table, Run run, List<Row> rows) {
    lake.create(table);
    if (!rows.isEmpty()) {
      CrashPoint.STEPS_BEFORE_COMMIT.reach(table.name());
      lake.rows(table, rows)
          .coalesce(1)
          .write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("replaceWhere", "run_number = " + run.number())
          .save(lake.path(table.name()));
      CrashPoint.STEPS_AFTER_COMMIT.reach(table.name());
    }
  }

  private static Row row(Entry run) {
    List<Object> values = new ArrayList<>();
    values.addAll(
        List.of(
            run.runId(),
            run.number(),
            run.pipeline(),
            run.day(),
            run.cutoffDay(),
            run.status().word(),
            run.startedAt()));
    values.add(run.endedAt().orElse(null));
    values.addAll(
        List.of(run.inputDigest(), run.manifest(), Publications.versionRows(run.startVersions())));
    for (int i = 0; i < 5; i++) {
      values.add(i < run.counts().size() ? run.counts().get(i) : null);
    }
    values.addAll(List.of(run.peakMemoryBytes(), run.message(), run.command()));
    return RowFactory.create(values.toArray());
  }

  private static Entry entry(Row row) {
    List<Long> counts = new ArrayList<>();
    for (int i = Runs.TABLE.indexOf(Runs.RECORD_COUNT);
        i <= Runs.TABLE.indexOf(Runs.LATE_COUNT);
        i++) {
      if (!row.isNullAt(i)) {
        counts.add(row.getLong(i));
      }
    }
    return new Entry(
        row.getAs(Runs.RUN_ID.name()),
        row.<Long>getAs(Runs.RUN_NUMBER.name()),
        row.getAs(Runs.PIPELINE.name()),
        row.getAs(Runs.RUN_DAY.name()),
        row.getAs(Runs.CUTOFF_DAY.name()),
        Status.valueOf(row.<String>getAs(Runs.STATUS.name()).toUpperCase(java.util.Locale.ROOT)),
        row.getAs(Runs.STARTED_AT.name()),
        Optional.ofNullable(row.getAs(Runs.ENDED_AT.name())),
        row.getAs(Runs.INPUT_DIGEST.name()),
        row.getAs(Runs.MANIFEST.name()),
        Publications.versions(row.getList(Runs.TABLE.indexOf(Runs.START_VERSIONS))),
        counts,
        row.<Long>getAs(Runs.PEAK_MEMORY_BYTES.name()),
        row.getAs(Runs.MESSAGE.name()),
        row.getAs(Runs.COMMAND.name()));
  }
}
