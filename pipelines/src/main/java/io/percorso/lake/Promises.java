package io.percorso.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds rows against the promises of their table. One query: rows are counted per hash of their
 * grain, and what is summed over the hashes gives rows, broken row promises, periods, and whether a
 * grain comes twice.
 */
final class Promises {
  private static final String KEY = "key";
  private static final String ROWS = "rows";
  private static final String PERIOD = "period";

  /**
   * What one look at the rows gives.
   *
   * @param rows how many there are
   * @param periods first days of the periods that they lie in; none for a table that is not
   *     partitioned by one
   * @param broken the promises that do not hold
   */
  record Kept(long rows, Set<LocalDate> periods, List<BrokenPromises.Broken> broken) {}

  private Promises() {}

  static Kept check(Table table, Dataset<Row> rows) {
    List<Expectation> expectations = table.expectations();
    List<Column> perKey = new ArrayList<>();
    List<Column> overall = new ArrayList<>();
    overall.add(count(lit(1)));
    for (int i = 0; i < expectations.size(); i++) {
      String name = "broken_" + i;
      perKey.add(sum(when(not(expectations.get(i).holds()), lit(1L)).otherwise(lit(0L))).as(name));
      overall.add(coalesce(sum(col(name)), lit(0L)));
    }
    Optional<Field> period = table.period();
    perKey.add(min(period.map(Field::col).orElse(lit(null))).as(PERIOD));
    overall.add(collect_set(col(PERIOD)));
    Row found =
        rows.groupBy(grainHash(table).as(KEY))
            .agg(count(lit(1)).as(ROWS), perKey.toArray(Column[]::new))
            .agg(coalesce(sum(col(ROWS)), lit(0L)), overall.toArray(Column[]::new))
            .head();
    long rowCount = found.getLong(0);
    List<BrokenPromises.Broken> broken = new ArrayList<>();
    for (int i = 0; i < expectations.size(); i++) {
      if (found.getLong(i + 2) > 0) {
        Expectation promise = expectations.get(i);
        broken.add(
            new BrokenPromises.Broken(
                table.name(), promise.sentence(), promise.severity(), found.getLong(i + 2)));
      }
    }
    if (!table.grain().isEmpty() && found.getLong(1) < rowCount) {
      doubled(table, rows, rowCount).ifPresent(broken::add);
    }
    Set<LocalDate> periods = new TreeSet<>();
    if (period.isPresent()) {
      found.<LocalDate>getList(expectations.size() + 2).forEach(periods::add);
    }
    return new Kept(rowCount, periods, broken);
  }

  private static Column grainHash(Table table) {
    Column[] grain = table.grain().stream().map(Field::col).toArray(Column[]::new);
    return grain.length == 0 ? lit(0L) : xxhash64(grain);
  }

  /** Two rows with one hash: the keys themselves are compared, since hashes may meet by chance. */
  private static Optional<BrokenPromises.Broken> doubled(
      Table table, Dataset<Row> rows, long rowCount) {
    Column[] grain = table.grain().stream().map(Field::col).toArray(Column[]::new);
    long doubled = rowCount - rows.select(grain).distinct().count();
    String sentence =
        "(%s) names one row"
            .formatted(String.join(", ", table.grain().stream().map(Field::name).toList()));
    return doubled == 0
        ? Optional.empty()
        : Optional.of(
            new BrokenPromises.Broken(table.name(), sentence, Expectation.Severity.FAIL, doubled));
  }
}
