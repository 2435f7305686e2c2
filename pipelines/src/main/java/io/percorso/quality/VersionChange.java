package io.percorso.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.ChangeCount;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * One row per table, day and kind of change: how many rows of published days differ between two
 * versions of tables. All tables in one pass and one shuffle of their rows, each as a key and a
 * text of all its values. Not stored.
 */
public final class VersionChange {
  public static final Field TABLE_NAME = Field.word("table_name", "Table, with its layer");
  public static final Field DAY =
      Field.day("day", "Day that the rows are of; the first of the month for rows of months");
  public static final Field CHANGE = Field.word("change", "insert, update or delete");
  public static final Field ROW_COUNT = Field.bigint("row_count", "Rows that differ so");

  private static final Field KEY = Field.text("row_key", "Values of the grain");
  private static final Field WAS = Field.text("was", "All values before; null without");
  private static final Field IS = Field.text("is", "All values now; null without");
  private static final Field END = Field.day("end_day", "Last day that the row tells of");

  private VersionChange() {}

  /**
   * A table at two versions.
   *
   * @param day the day that a row is of
   * @param end the last day that a row tells of
   * @param before its rows as they were published, or those of the periods in question
   * @param after the same periods' as they are
   */
  public record Compared(
      Table table, Column day, Column end, Dataset<Row> before, Dataset<Row> after) {}

  /**
   * The day of a published figure: that of its grain, else its month.
   *
   * @return empty for a table without periods, of which it is not known what a row tells of
   */
  public static Optional<Compared> figures(Table table, Dataset<Row> before, Dataset<Row> after) {
    return table
        .period()
        .map(
            period -> {
              Optional<Field> day = dayOf(table);
              return new Compared(
                  table,
                  day.orElse(period).col(),
                  day.map(Field::col).orElse(last_day(period.col())),
                  before,
                  after);
            });
  }

  /** The column of the grain that is a day within the period. */
  public static Optional<Field> dayOf(Table table) {
    return table.grain().stream()
        .filter(f -> f.type().equals(DataTypes.DateType))
        .filter(f -> table.period().filter(p -> p.name().equals(f.name())).isEmpty())
        .findFirst();
  }

  /**
   * @param tables at least one
   * @param publishedDay rows that tell of a later day are not counted
   */
  public static Dataset<Row> build(List<Compared> tables, LocalDate publishedDay) {
    Dataset<Row> rows =
        tables.stream()
            .map(t -> side(t, t.before(), WAS).unionByName(side(t, t.after(), IS)))
            .reduce(Dataset::unionByName)
            .orElseThrow(() -> new IllegalArgumentException("there is no table to compare"));
    Column change =
        when(WAS.col().isNull(), ChangeCount.Change.INSERT.word())
            .when(IS.col().isNull(), ChangeCount.Change.DELETE.word())
            .otherwise(ChangeCount.Change.UPDATE.word());
    return rows.groupBy(TABLE_NAME.col(), KEY.col())
        .agg(
            max(WAS.col()).as(WAS.name()),
            max(IS.col()).as(IS.name()),
            min(DAY.col()).as(DAY.name()),
            max(END.col()).as(END.name()))
        .where(not(WAS.col().eqNullSafe(IS.col())).and(END.col().leq(functions.lit(publishedDay))))
        .groupBy(TABLE_NAME.col(), DAY.col(), change.as(CHANGE.name()))
        .agg(count(lit(1)).as(ROW_COUNT.name()));
  }

  private static Dataset<Row> side(Compared compared, Dataset<Row> rows, Field side) {
    Table table = compared.table();
    Column[] grain = table.grain().stream().map(Field::col).toArray(Column[]::new);
    Column values = to_json(struct(table.columns()));
    Column none = lit(null).cast(DataTypes.StringType);
    return rows.select(
        lit(table.name()).as(TABLE_NAME.name()),
        coalesce(to_json(struct(grain)), lit("")).as(KEY.name()),
        (side == WAS ? values : none).as(WAS.name()),
        (side == IS ? values : none).as(IS.name()),
        compared.day().as(DAY.name()),
        compared.end().as(END.name()));
  }
}
