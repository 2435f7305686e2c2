package io.percorso.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The three ways in which a run changes a table, each one commit that carries the run's number and
 * what it was made from.
 */
final class Commits {
  private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";
  private static final String OLD = "old";
  private static final String NEW = "new";

  private final Lake lake;
  private final long runNumber;

  Commits(Lake lake, long runNumber) {
    this.lake = lake;
    this.runNumber = runNumber;
  }

  /**
   * Only here the commit carries Delta's own mark of the writer: should a store answer a commit
   * that landed with an error, the second try of the same rows would be taken for new ones. The
   * other two name the files that they replace, which can be done once. Reading the mark costs two
   * jobs over the log.
   */
  void append(Table table, Dataset<Row> rows, CommitNote note) {
    CrashPoint.APPEND_BEFORE_DATA.reach(table.name());
    save(
        rows.select(table.columns())
            .write()
            .format("delta")
            .mode("append")
            .option("txnAppId", "percorso/" + table)
            .option("txnVersion", runNumber),
        table,
        note);
    CrashPoint.APPEND_AFTER_COMMIT.reach(table.name());
  }

  /**
   * @param where the rows that are replaced, in SQL; "" for all
   */
  void overwrite(Table table, Dataset<Row> rows, CommitNote note, String where) {
    CrashPoint.OVERWRITE_BEFORE_DATA.reach(table.name());
    DataFrameWriter<Row> writer =
        rows.select(table.columns()).write().format("delta").mode("overwrite");
    save(where.isEmpty() ? writer : writer.option("replaceWhere", where), table, note);
    CrashPoint.OVERWRITE_AFTER_COMMIT.reach(table.name());
  }

  private void save(DataFrameWriter<Row> writer, Table table, CommitNote note) {
    writer.option("userMetadata", note.toJson()).save(lake.path(table.name()));
  }

  /**
   * @param changes the rows of {@link ScopeChange#of}
   */
  void merge(Table table, Dataset<Row> changes, CommitNote note) {
    CrashPoint.MERGE_BEFORE_DATA.reach(table.name());
    Column same = lit(true);
    for (Field key : ScopeChange.keys(table)) {
      same = same.and(key.of(OLD).eqNullSafe(key.of(NEW)));
    }
    if (table.period().isPresent()) {
      same =
          same.and(
              table
                  .period()
                  .get()
                  .of(OLD)
                  .isin(note.periods().stream().map(LocalDate::parse).toArray()));
    }
    Map<String, Column> values = new LinkedHashMap<>();
    table.fields().forEach(f -> values.put(f.name(), f.of(NEW)));
    Column change = col(NEW + "." + ScopeChange.CHANGE);
    SparkSession spark = lake.spark();
    try {
      spark.conf().set(USER_METADATA, note.toJson());
      DeltaTable.forPath(spark, lake.path(table.name()))
          .as(OLD)
          .merge(changes.as(NEW), same)
          .whenMatched(change.equalTo(ScopeChange.DELETE))
          .delete()
          .whenMatched(change.equalTo(ScopeChange.UPDATE))
          .update(values)
          .whenNotMatched(change.equalTo(ScopeChange.INSERT))
          .insert(values)
          .execute();
    } finally {
      spark.conf().unset(USER_METADATA);
    }
    CrashPoint.MERGE_AFTER_COMMIT.reach(table.name());
  }
}
