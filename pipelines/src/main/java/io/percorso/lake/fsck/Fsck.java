package io.percorso.lake.fsck;

import io.percorso.lake.Publications;
import io.percorso.lake.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Looks over a lake on a local disk: each table's log, the data files of its newest and of its
 * published version, and the books against both. Starts no Spark and changes nothing.
 */
public final class Fsck {
  private final Path lake;
  private final Remedies remedies;
  private final Depth depth;
  private final Map<String, Path> folders = new TreeMap<>();
  private final Map<String, TableLog> logs = new TreeMap<>();
  private Books books = Books.EMPTY;

  /** How closely data files are looked at. */
  public enum Depth {
    /** That they are there, as large as the log says: no byte of them is read. */
    SIZES,
    /** Every byte, and every value of every column. */
    CONTENTS
  }

  /**
   * @param lake the lake's root
   */
  public Fsck(Path lake, Remedies remedies, Depth depth) {
    this.lake = lake;
    this.remedies = remedies;
    this.depth = depth;
  }

  /** Looks anew; the findings in the order of the tables' names, those of the books last. */
  public List<Finding> look() throws IOException {
    folders.clear();
    logs.clear();
    folders.putAll(LakeFolder.tables(lake));
    for (Map.Entry<String, Path> table : folders.entrySet()) {
      logs.put(table.getKey(), TableLog.read(table.getKey(), table.getValue()));
    }
    List<Finding> findings = new ArrayList<>();
    readBooks(findings);
    for (Map.Entry<String, TableLog> table : logs.entrySet()) {
      findings.addAll(
          new TableCheck(
                  lake, folders.get(table.getKey()), table.getValue(), books, remedies, depth)
              .findings());
    }
    findings.addAll(new BookCheck(books, logs, remedies).findings());
    return findings;
  }

  /** The books as the last look found them. */
  public Books books() {
    return books;
  }

  /** Names of the tables that the last look found. */
  public List<String> tables() {
    return List.copyOf(logs.keySet());
  }

  /** Rows of a table at a version, from the log alone; empty when the log does not tell. */
  public OptionalLong rowsAt(String table, long version) {
    Optional<Map<String, DataFile>> files =
        Optional.ofNullable(logs.get(table)).flatMap(log -> log.filesAt(version));
    if (files.isEmpty() || files.get().values().stream().anyMatch(f -> f.rows().isEmpty())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        files.get().values().stream()
            .mapToLong(
                f -> f.rows().getAsLong() - f.vector().map(DataFile.DeletedRows::rows).orElse(0L))
            .sum());
  }

  /** The newest version of a table; −1 when there is none. */
  public long head(String table) {
    return Optional.ofNullable(logs.get(table)).map(TableLog::head).orElse(-1L);
  }

  /** The data files of a small table that no row was ever deleted from; empty when damaged. */
  public List<Path> filesOf(String table) {
    TableLog log = logs.get(table);
    if (log == null) {
      return List.of();
    }
    Map<String, DataFile> files = new HashMap<>(log.filesAt(log.head()).orElse(Map.of()));
    return files.values().stream().map(f -> folders.get(table).resolve(f.path())).sorted().toList();
  }

  private void readBooks(List<Finding> findings) {
    try {
      books = Books.read(filesOf(Runs.TABLE.name()), filesOf(Publications.TABLE.name()));
    } catch (IOException e) {
      books = Books.EMPTY;
      findings.add(
          Finding.of(
              Fault.UNREADABLE_FILE,
              Runs.TABLE.name(),
              "the books cannot be read: " + e.getMessage(),
              "put the folder lake/ops back from a backup; no run can begin without its books"));
    }
  }
}
