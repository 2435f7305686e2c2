package io.percorso.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.Interactions;
import io.percorso.interactions.MappedColumns;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per source and day: what {@link SourceDays} and {@link ColumnNulls} both tell, from one
 * look at the interactions. Lives within a run; not stored.
 */
public final class DayCounts {
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field DAY =
      Field.day("day", "Day on which it happened, in the business zone");
  public static final Field INTERACTION_COUNT =
      Field.bigint("interaction_count", "Interactions of the source on that day, at least 1");
  public static final Field NEWEST_AT =
      Field.timestamp("newest_at", "Last occurred_at of the source on that day, UTC");
  public static final Field COLUMN_NAME =
      Field.word("column_name", "Column of silver.interactions");
  public static final Field NULL_COUNT =
      Field.bigint("null_count", "Interactions in which the column is empty");
  public static final Field NULLS =
      Field.structs(
          "nulls",
          Field.Content.ENUM,
          "Every column that a mapping may fill, with how often it is empty",
          COLUMN_NAME,
          NULL_COUNT);

  public static final Table TABLE =
      Table.named(
              "ops.day_counts",
              "One row per source and day",
              SOURCE,
              DAY,
              INTERACTION_COUNT,
              NEWEST_AT,
              NULLS)
          .grain(SOURCE, DAY);

  /** One element of the list, while it is taken apart; not stored. */
  static final Field ONE = Field.id("one", "One column's count");

  private DayCounts() {}

  /**
   * @param interactions rows of silver.interactions up to the cut-off
   */
  public static Dataset<Row> build(Dataset<Row> interactions, ZoneId zone) {
    return interactions
        .groupBy(SOURCE.col(), day(zone).as(DAY.name()))
        .agg(
            count(lit(1)).as(INTERACTION_COUNT.name()),
            max(Interactions.OCCURRED_AT.col()).as(NEWEST_AT.name()),
            nulls().as(NULLS.name()))
        .select(TABLE.columns());
  }

  /**
   * The interactions of some business days, read from the months and UTC days in which they may
   * lie.
   *
   * @param days absent: every day
   */
  public static Dataset<Row> ofDays(
      Dataset<Row> interactions, Optional<Set<LocalDate>> days, ZoneId zone) {
    if (days.isEmpty()) {
      return interactions;
    }
    Set<LocalDate> utcDays = new TreeSet<>();
    Set<LocalDate> months = new TreeSet<>();
    for (LocalDate day : days.get()) {
      for (int i = -1; i <= 1; i++) {
        utcDays.add(day.plusDays(i));
        months.add(day.plusDays(i).withDayOfMonth(1));
      }
    }
    return interactions.where(
        in(Interactions.OCCURRED_MONTH.col(), months)
            .and(in(Interactions.OCCURRED_DAY.col(), utcDays))
            .and(in(day(zone), days.get())));
  }

  /** The business day of an interaction. */
  public static Column day(ZoneId zone) {
    return to_date(from_utc_timestamp(Interactions.OCCURRED_AT.col(), zone.getId()));
  }

  /** One row per source, day and column. */
  static Dataset<Row> perColumn(Dataset<Row> dayCounts) {
    return dayCounts
        .select(
            SOURCE.col(), DAY.col(), INTERACTION_COUNT.col(), explode(NULLS.col()).as(ONE.name()))
        .select(SOURCE.col(), DAY.col(), INTERACTION_COUNT.col(), col(ONE.name() + ".*"));
  }

  private static Column nulls() {
    return array(
        MappedColumns.ALL.stream()
            .map(
                f ->
                    struct(
                        lit(f.name()).as(COLUMN_NAME.name()),
                        count(when(f.col().isNull(), 1)).as(NULL_COUNT.name())))
            .toArray(Column[]::new));
  }

  private static Column in(Column column, Collection<LocalDate> days) {
    return column.isin(days.toArray());
  }
}
