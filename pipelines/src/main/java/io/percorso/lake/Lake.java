package io.percorso.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The tables of an installation: where they lie, which versions they have, and the one way to read
 * them. Writing is a matter of a {@link Run}.
 */
public final class Lake {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final SparkSession spark;
  private final String root;
  private final SmallVersions small = new SmallVersions();

  /**
   * @param root folder or URI that holds the layers
   */
  public Lake(SparkSession spark, String root) {
    this.spark = spark;
    // As Hadoop writes it (file:/x, not file:///x): Delta compares locations as text.
    this.root = new Path(root).toString();
  }

  public SparkSession spark() {
    return spark;
  }

  String root() {
    return root;
  }

  String path(String table) {
    return root + "/" + table.replace('.', '/');
  }

  /**
   * The table's rows as they are now, whatever is written before they are asked for; none when it
   * was never written.
   */
  public Dataset<Row> read(Table table) {
    Snapshot head = head(table.name());
    return head.version() < 0 ? none(table) : rows(table, head);
  }

  private Dataset<Row> none(Table table) {
    return spark.createDataFrame(List.of(), table.schema());
  }

  private Dataset<Row> rows(Table table, Snapshot snapshot) {
    return small
        .rows(classic(), table.name(), snapshot)
        .orElseGet(() -> atVersion(table, snapshot.version()))
        .select(table.columns());
  }

  /** The session with what a client beside the driver would not have: the lake is the driver. */
  private org.apache.spark.sql.classic.SparkSession classic() {
    return (org.apache.spark.sql.classic.SparkSession) spark;
  }

  /** The table's rows that happened before a cut-off. */
  public Dataset<Row> read(Table table, Cutoff cutoff, Field occurredAt) {
    return cutoff.before(read(table), occurredAt);
  }

  /**
   * The table's rows at an older version.
   *
   * @param version as {@link #version} gave it; of a table that was not there then, no rows
   */
  public Dataset<Row> readVersion(Table table, long version) {
    if (version < 0) {
      return none(table);
    }
    Snapshot head = head(table.name());
    return head.version() == version
        ? rows(table, head)
        : small
            .older(classic(), table.name(), version, head)
            .orElseGet(() -> atVersion(table, version))
            .select(table.columns());
  }

  /**
   * Delta's own read. The version is always said: without it Delta looks for the newest one anew
   * whenever the rows are asked for, and a run would find its own writes in what it read before.
   */
  private Dataset<Row> atVersion(Table table, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(path(table.name()));
  }

  /** The newest version, −1 when the table was never written. */
  public long version(Table table) {
    return version(table.name());
  }

  long version(String table) {
    return head(table).version();
  }

  private Snapshot head(String table) {
    return log(table).update(false, Option.empty(), Option.empty());
  }

  /**
   * What the commit that made the table's present rows said of itself. Commits by others
   * (compaction) are passed over; one that put the table back leads to the version that it went
   * back to.
   */
  Optional<CommitNote> lastNote(String table) {
    long version = version(table);
    while (version >= 0) {
      Optional<JsonNode> info = commitInfo(table, version);
      if (info.isEmpty()) {
        return Optional.empty();
      }
      Optional<CommitNote> note = CommitNote.fromJson(info.get().path("userMetadata").asText("{}"));
      if (note.isPresent()) {
        return note;
      }
      boolean isRestore = info.get().path("operation").asText().equals("RESTORE");
      JsonNode restored = info.get().path("operationParameters").path("version");
      version = isRestore && !restored.isMissingNode() ? restored.asLong() : version - 1;
    }
    return Optional.empty();
  }

  /**
   * Whether a table holds the same rows at two versions because what lies between only put it back,
   * compacted or swept it.
   */
  public boolean holdsSameRows(Table table, long version, long other) {
    return version == other || origin(table.name(), version) == origin(table.name(), other);
  }

  /** The version whose commit made the rows of this one. */
  private long origin(String table, long version) {
    long from = version;
    while (from > 0) {
      JsonNode info = commitInfo(table, from).orElseGet(JSON::createObjectNode);
      String operation = info.path("operation").asText();
      JsonNode restored = info.path("operationParameters").path("version");
      if (operation.equals("RESTORE") && !restored.isMissingNode()) {
        from = restored.asLong();
      } else if (operation.equals("OPTIMIZE") || operation.startsWith("VACUUM")) {
        from--;
      } else {
        return from;
      }
    }
    return from;
  }

  /** What a commit says of itself; empty when the log no longer holds it. */
  private Optional<JsonNode> commitInfo(String table, long version) {
    Path commit = new Path(path(table) + "/_delta_log/%020d.json".formatted(version));
    try {
      FileSystem files = commit.getFileSystem(spark.sessionState().newHadoopConf());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          if (info.isObject()) {
            return Optional.of(info);
          }
        }
      }
      return Optional.of(JSON.createObjectNode());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("commit " + commit + " cannot be read", e);
    }
  }

  private DeltaLog log(String table) {
    return DeltaLog.forTable(spark, path(table));
  }

  /** Names of the tables of a layer that exist, without the layer. */
  List<String> stored(String layer) {
    Path folder = new Path(root + "/" + layer);
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      List<String> names = new ArrayList<>();
      for (var status :
          files.exists(folder)
              ? files.listStatus(folder)
              : new org.apache.hadoop.fs.FileStatus[0]) {
        if (status.isDirectory() && files.exists(new Path(status.getPath(), "_delta_log"))) {
          names.add(status.getPath().getName());
        }
      }
      names.sort(null);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("the lake's folder " + folder + " cannot be listed", e);
    }
  }

  /** Makes the table, with its comment and those of its columns, if it is not there. */
  void create(Table table) {
    if (version(table.name()) >= 0) {
      return;
    }
    sweepUnborn(table.name());
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark)
            .location(path(table.name()))
            .comment(table.rows())
            .addColumns(table.schema());
    if (!table.partitions().isEmpty()) {
      builder.partitionedBy(table.partitions().stream().map(Field::name).toArray(String[]::new));
    }
    // Where rows are replaced one by one, files are not written anew for a few of them. Planning a
    // read of such a table costs a query of its own each time: not where rows are only added, or
    // replaced by period.
    builder.property(
        "delta.enableDeletionVectors", Boolean.toString(table.layer().equals("silver")));
    String pruning = String.join(",", pruningColumns(table));
    if (pruning.isEmpty()) {
      builder.property("delta.dataSkippingNumIndexedCols", "0");
    } else {
      builder.property("delta.dataSkippingStatsColumns", pruning);
    }
    CrashPoint.CREATE_BEFORE_COMMIT.reach(table.name());
    builder.execute();
    CrashPoint.CREATE_AFTER_COMMIT.reach(table.name());
  }

  /**
   * Deletes the folder of a table whose first commit was never finished: while it lies there, Delta
   * takes the table for one that exists, and does not make it.
   *
   * @throws UserError when data lie there, which belong to commits that are lost
   */
  private void sweepUnborn(String table) {
    Path folder = new Path(path(table));
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(folder)) {
        return;
      }
      var each = files.listFiles(folder, true);
      while (each.hasNext()) {
        Path file = each.next().getPath();
        if (!file.getParent().getName().equals("_delta_log")) {
          throw UserError.failed(
              "%s has data files and no commit: its log is lost. Look at it with ./percorso fsck, and put %s elsewhere before the next run"
                  .formatted(table, folder));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
    remove(table);
  }

  /**
   * Columns whose smallest and largest values are kept per file: times, days and ids, by which
   * reads prune. Never text, so that no typed word lies in the log.
   */
  private static Set<String> pruningColumns(Table table) {
    Set<String> partitions =
        table.partitions().stream().map(Field::name).collect(Collectors.toSet());
    return table.fields().stream()
        .filter(f -> !partitions.contains(f.name()))
        .filter(
            f ->
                f.type().equals(DataTypes.TimestampType)
                    || f.type().equals(DataTypes.DateType)
                    || (f.content() == Field.Content.ID && f.type().equals(DataTypes.StringType)))
        .map(Field::name)
        .limit(8)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Puts a table back to an older version, or takes it away when it did not exist. Costs no
   * rewriting of data.
   */
  void restore(String table, long version) {
    if (version(table) == version) {
      return;
    }
    CrashPoint.RESTORE_BEFORE_COMMIT.reach(table);
    if (version >= 0) {
      DeltaTable.forPath(spark, path(table)).restoreToVersion(version);
    } else {
      remove(table);
    }
    CrashPoint.RESTORE_AFTER_COMMIT.reach(table);
  }

  /**
   * Takes a table away: out of sight in one rename, then deleted, so that no half of it is ever
   * found.
   */
  private void remove(String table) {
    sweepRemoved();
    Path folder = new Path(path(table));
    Path removed = new Path(removed(), table);
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      files.mkdirs(removed.getParent());
      if (!files.rename(folder, removed)) {
        throw new IOException("it cannot be renamed to " + removed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(table + " cannot be taken away from " + folder, e);
    }
    CrashPoint.REMOVE_BEFORE_DELETE.reach(table);
    sweepRemoved();
    DeltaLog.clearCache();
  }

  /** Deletes what a removal that died half-way left behind. */
  void sweepRemoved() {
    try {
      removed().getFileSystem(spark.sessionState().newHadoopConf()).delete(removed(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(removed() + " cannot be deleted", e);
    }
  }

  private Path removed() {
    return new Path(root + "/.removed");
  }

  /** All tables that exist, by name. */
  List<String> stored() {
    return Arrays.asList("bronze", "silver", "gold", "ops").stream()
        .flatMap(layer -> stored(layer).stream().map(name -> layer + "." + name))
        .toList();
  }

  /**
   * Writes a table's rows, in the order of its grain, as one Parquet file for readers without
   * Delta.
   *
   * @param folder a folder that does not exist yet
   */
  public void export(Table table, java.nio.file.Path folder) {
    read(table)
        .orderBy(table.grain().stream().map(Field::col).toArray(org.apache.spark.sql.Column[]::new))
        .coalesce(1)
        .write()
        .parquet(folder.toUri().toString());
  }

  /**
   * The rows of a CSV file with a header (RFC 4180, UTF-8) that is no table of the lake; a row that
   * cannot be read ends the query.
   *
   * @param header its columns, in their order
   * @return every cell as text, an empty one as null
   */
  public Dataset<Row> csv(java.nio.file.Path file, List<String> header) {
    StructType columns = new StructType();
    for (String name : header) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return spark
        .read()
        .schema(columns)
        .option("header", true)
        .option("enforceSchema", false)
        .option("mode", "FAILFAST")
        .option("escape", "\"")
        .csv(file.toUri().toString());
  }

  /** A small dataset in memory. */
  public Dataset<Row> rows(Table table, List<Row> rows) {
    return spark.createDataFrame(rows, table.schema());
  }
}
