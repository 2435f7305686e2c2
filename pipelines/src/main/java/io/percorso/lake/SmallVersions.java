package io.percorso.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/** The versions of small tables that were read lately, each with its files listed once. */
final class SmallVersions {
  /** About two versions of every table. */
  private static final int KEPT = 120;

  private record Version(String tableId, long committedMillis, Dataset<Row> rows) {}

  private final Map<String, Version> versions =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Version> eldest) {
          return size() > KEPT;
        }
      };

  /** The rows of a snapshot; empty when its table is not small. */
  synchronized Optional<Dataset<Row>> rows(SparkSession spark, String table, Snapshot snapshot) {
    String name = name(table, snapshot.version());
    Version known = versions.get(name);
    String id = snapshot.metadata().id();
    if (known != null
        && known.tableId.equals(id)
        && known.committedMillis == snapshot.timestamp()) {
      return Optional.of(known.rows);
    }
    versions.remove(name);
    Optional<Dataset<Row>> rows = SmallTable.rows(spark, snapshot);
    rows.ifPresent(r -> versions.put(name, new Version(id, snapshot.timestamp(), r)));
    return rows;
  }

  /**
   * The rows of an older version that was read before.
   *
   * @param head the table's newest version: a table made anew counts its versions anew
   */
  synchronized Optional<Dataset<Row>> older(String table, long version, Snapshot head) {
    return Optional.ofNullable(versions.get(name(table, version)))
        .filter(known -> known.tableId.equals(head.metadata().id()))
        .map(Version::rows);
  }

  private static String name(String table, long version) {
    return table + "@" + version;
  }
}
