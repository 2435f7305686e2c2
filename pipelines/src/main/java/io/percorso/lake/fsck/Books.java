package io.percorso.lake.fsck;

import io.percorso.lake.Ledger;
import io.percorso.lake.Publications;
import io.percorso.lake.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;

/**
 * The books of runs and publications, read without Spark.
 *
 * @param runs in the order of their numbers
 * @param pointer what readers see
 */
public record Books(List<BookedRun> runs, Optional<Pointer> pointer) {
  static final Books EMPTY = new Books(List.of(), Optional.empty());

  /**
   * A run.
   *
   * @param startVersions version of each table before its first write
   */
  public record BookedRun(
      String id,
      long number,
      String pipeline,
      LocalDate day,
      Ledger.Status status,
      Map<String, Long> startVersions,
      String command) {
    /** Version of a table before the run's first write; −1 when it did not exist. */
    public long startVersion(String table) {
      return startVersions.getOrDefault(table, -1L);
    }
  }

  /** The newest row of ops.publication. */
  public record Pointer(long number, String runId, Map<String, Long> versions) {}

  /**
   * @param runs files of ops.runs
   * @param publications files of ops.publication
   */
  static Books read(List<Path> runs, List<Path> publications) throws IOException {
    List<BookedRun> booked = new ArrayList<>();
    for (Path file : runs) {
      ParquetRows.forEach(file, row -> booked.add(run(row)));
    }
    booked.sort(Comparator.comparingLong(BookedRun::number));
    List<Pointer> pointers = new ArrayList<>();
    for (Path file : publications) {
      ParquetRows.forEach(file, row -> pointers.add(pointer(row)));
    }
    return new Books(
        List.copyOf(booked), pointers.stream().max(Comparator.comparingLong(Pointer::number)));
  }

  /** The newest run. */
  public Optional<BookedRun> last() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  /** The newest run that began before a version of a table was written, and so wrote it. */
  public Optional<BookedRun> writerOf(String table, long version) {
    return runs.stream()
        .filter(r -> r.startVersion(table) < version)
        .filter(r -> r.status() != Ledger.Status.RESTORED)
        .max(Comparator.comparingLong(BookedRun::number));
  }

  /** How a run is taken back and what it did is done again. */
  String undo(BookedRun run, Remedies remedies) {
    return remedies.restoreRun(run.id(), last().orElse(run).day());
  }

  /** The published version of a table; −1 when the publication does not hold it. */
  public long published(String table) {
    return pointer.map(p -> p.versions().getOrDefault(table, -1L)).orElse(-1L);
  }

  private static BookedRun run(Group row) {
    return new BookedRun(
        row.getString(Runs.RUN_ID.name(), 0),
        row.getLong(Runs.RUN_NUMBER.name(), 0),
        row.getString(Runs.PIPELINE.name(), 0),
        LocalDate.ofEpochDay(row.getInteger(Runs.RUN_DAY.name(), 0)),
        Ledger.Status.valueOf(row.getString(Runs.STATUS.name(), 0).toUpperCase(Locale.ROOT)),
        versions(row, Runs.START_VERSIONS.name()),
        row.getString(Runs.COMMAND.name(), 0));
  }

  private static Pointer pointer(Group row) {
    return new Pointer(
        row.getLong(Publications.PUBLICATION_NUMBER.name(), 0),
        row.getString(Publications.RUN_ID.name(), 0),
        versions(row, Publications.VERSIONS.name()));
  }

  /** A list of structs of table and version, in Parquet's three levels. */
  private static Map<String, Long> versions(Group row, String column) {
    Map<String, Long> versions = new TreeMap<>();
    Group list = row.getGroup(column, 0);
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Group pair = list.getGroup(0, i).getGroup(0, 0);
      versions.put(pair.getString(0, 0), pair.getLong(1, 0));
    }
    return versions;
  }
}
