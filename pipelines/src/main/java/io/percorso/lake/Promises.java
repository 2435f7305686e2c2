package io.percorso.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds rows against the promises of their table: all row promises in one aggregate, uniqueness in
 * one more.
 */
final class Promises {
  /**
   * What one look at the rows gives.
   *
   * @param rows how many there are
   * @param broken the promises that do not hold
   */
  record Kept(long rows, List<BrokenPromises.Broken> broken) {}

  private Promises() {}

  static Kept check(Table table, Dataset<Row> rows) {
    List<Expectation> expectations = table.expectations();
    List<Column> counts = new ArrayList<>();
    for (Expectation expectation : expectations) {
      counts.add(
          coalesce(sum(when(not(expectation.holds()), lit(1L)).otherwise(lit(0L))), lit(0L)));
    }
    Row found = rows.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    List<BrokenPromises.Broken> broken = new ArrayList<>();
    for (int i = 0; i < expectations.size(); i++) {
      if (found.getLong(i + 1) > 0) {
        Expectation promise = expectations.get(i);
        broken.add(
            new BrokenPromises.Broken(
                table.name(), promise.sentence(), promise.severity(), found.getLong(i + 1)));
      }
    }
    long doubled = doubled(table, rows, found.getLong(0));
    if (doubled > 0) {
      broken.add(
          new BrokenPromises.Broken(
              table.name(),
              "(%s) names one row"
                  .formatted(String.join(", ", table.grain().stream().map(Field::name).toList())),
              Expectation.Severity.FAIL,
              doubled));
    }
    return new Kept(found.getLong(0), broken);
  }

  /**
   * Rows beyond the first of their grain. The keys are compared by hash first: eight bytes a row
   * are shuffled.
   */
  private static long doubled(Table table, Dataset<Row> rows, long rowCount) {
    if (table.grain().isEmpty() || rowCount < 2) {
      return 0;
    }
    Column[] grain = table.grain().stream().map(Field::col).toArray(Column[]::new);
    long hashes = rows.select(xxhash64(grain).as("key")).distinct().count();
    return hashes == rowCount ? 0 : rowCount - rows.select(grain).distinct().count();
  }
}
