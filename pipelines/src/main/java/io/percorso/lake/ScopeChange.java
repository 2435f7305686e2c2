package io.percorso.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What makes the rows of a scope those that they are to be: one row per row that differs. */
final class ScopeChange {
  static final String CHANGE = "change";
  static final String INSERT = "insert";
  static final String UPDATE = "update";
  static final String DELETE = "delete";

  private static final String OLD = "old";
  private static final String NEW = "new";
  private static final String PERIOD = "changed_period";

  private ScopeChange() {}

  /**
   * How much changes.
   *
   * @param added rows inserted or updated
   * @param removed rows deleted or updated
   * @param periods periods of all of them
   * @param kinds all of them by kind, without those of no kind
   */
  record Count(long added, long removed, Set<LocalDate> periods, List<ChangeCount> kinds) {}

  /** The rows that differ, with the table's columns and {@value #CHANGE}. */
  static Dataset<Row> of(Table table, Dataset<Row> before, Dataset<Row> after) {
    Dataset<Row> old = before.select(struct(table.columns()).as(OLD));
    Dataset<Row> fresh = after.select(struct(table.columns()).as(NEW));
    Column same = lit(true);
    for (Field key : keys(table)) {
      same = same.and(col(OLD).getField(key.name()).eqNullSafe(col(NEW).getField(key.name())));
    }
    Dataset<Row> joined =
        old.join(fresh, same, "full_outer").where(not(col(OLD).eqNullSafe(col(NEW))));
    List<Column> columns = new ArrayList<>();
    for (Field field : table.fields()) {
      columns.add(
          when(col(NEW).isNotNull(), col(NEW).getField(field.name()))
              .otherwise(col(OLD).getField(field.name()))
              .as(field.name()));
    }
    columns.add(
        when(col(OLD).isNull(), lit(INSERT))
            .when(col(NEW).isNull(), lit(DELETE))
            .otherwise(lit(UPDATE))
            .as(CHANGE));
    return joined.select(columns.toArray(Column[]::new));
  }

  /**
   * What names a row in a merge: the grain, and the partition, so that a row which moves is deleted
   * and inserted.
   */
  static List<Field> keys(Table table) {
    List<Field> keys = new ArrayList<>(table.grain());
    table.partitions().stream()
        .filter(p -> table.grain().stream().noneMatch(g -> g.name().equals(p.name())))
        .forEach(keys::add);
    return keys;
  }

  /** How many rows come and go, of which kinds and in which periods, in one look at them. */
  static Count count(Table table, Dataset<Row> changes, ChangeKinds kinds) {
    Column period = table.period().map(Field::col).orElse(lit(null)).as(PERIOD);
    long added = 0;
    long removed = 0;
    Set<LocalDate> periods = new TreeSet<>();
    List<ChangeCount> counts = new ArrayList<>();
    Dataset<Row> counted =
        kinds
            .tell(changes)
            .groupBy(col(CHANGE), period, ChangeKinds.KIND.col())
            .agg(
                functions.count(lit(1)),
                min(ChangeKinds.DAY.col()).as("first"),
                max(ChangeKinds.DAY.col()).as("last"));
    for (Row row : counted.collectAsList()) {
      String change = row.getString(0);
      Optional<LocalDate> rowPeriod = Optional.ofNullable(row.getAs(1));
      long rows = row.getLong(3);
      added += change.equals(DELETE) ? 0 : rows;
      removed += change.equals(INSERT) ? 0 : rows;
      rowPeriod.ifPresent(periods::add);
      if (!row.getString(2).isEmpty()) {
        counts.add(
            new ChangeCount(
                ChangeCount.Change.of(change),
                row.getString(2),
                rowPeriod,
                rows,
                Optional.ofNullable(row.getAs(4)),
                Optional.ofNullable(row.getAs(5))));
      }
    }
    return new Count(added, removed, periods, counts);
  }
}
