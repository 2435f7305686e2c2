package io.percorso.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;

/** The versions of small tables that were read lately, each with its files listed once. */
final class SmallVersions {
  /** About two versions of every table. */
  private static final int KEPT = 120;

  private record Version(String tableId, long committedMillis, HadoopFsRelation files) {}

  private final Map<String, Version> versions =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Version> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * The rows of a snapshot; empty when its table is not small. Each read has columns of its own, so
   * that a table can be joined with itself.
   */
  synchronized Optional<Dataset<Row>> rows(SparkSession spark, String table, Snapshot snapshot) {
    String name = name(table, snapshot.version());
    Version known = versions.get(name);
    String id = snapshot.metadata().id();
    if (known != null
        && known.tableId.equals(id)
        && known.committedMillis == snapshot.timestamp()) {
      return Optional.of(spark.baseRelationToDataFrame(known.files));
    }
    versions.remove(name);
    Optional<HadoopFsRelation> files = SmallTable.of(spark, snapshot);
    files.ifPresent(f -> versions.put(name, new Version(id, snapshot.timestamp(), f)));
    return files.map(spark::baseRelationToDataFrame);
  }

  /**
   * The rows of an older version that was read before.
   *
   * @param head the table's newest version: a table made anew counts its versions anew
   */
  synchronized Optional<Dataset<Row>> older(
      SparkSession spark, String table, long version, Snapshot head) {
    return Optional.ofNullable(versions.get(name(table, version)))
        .filter(known -> known.tableId.equals(head.metadata().id()))
        .map(known -> spark.baseRelationToDataFrame(known.files));
  }

  private static String name(String table, long version) {
    return table + "@" + version;
  }
}
