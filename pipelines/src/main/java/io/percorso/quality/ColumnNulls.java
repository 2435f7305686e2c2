package io.percorso.quality;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trunc;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per source, day and column that the source's mapping fills: in how many interactions the
 * column is empty. A column that no mapping names has no row.
 */
public final class ColumnNulls {
  public static final Field SOURCE = DayCounts.SOURCE;
  public static final Field DAY = DayCounts.DAY;
  public static final Field MONTH = SourceDays.MONTH;
  public static final Field COLUMN_NAME = DayCounts.COLUMN_NAME;
  public static final Field INTERACTION_COUNT = DayCounts.INTERACTION_COUNT;
  public static final Field NULL_COUNT = DayCounts.NULL_COUNT;
  public static final Field NULL_SHARE =
      Field.real("null_share", "null_count / interaction_count, 0..1");

  public static final Table TABLE =
      Table.named(
              "gold.column_nulls",
              "One row per source, day and column that the source's mapping fills",
              SOURCE,
              DAY,
              MONTH,
              COLUMN_NAME,
              INTERACTION_COUNT,
              NULL_COUNT,
              NULL_SHARE)
          .grain(SOURCE, DAY, COLUMN_NAME)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "no more are empty than there are",
                  NULL_COUNT.col().between(0, INTERACTION_COUNT.col())));

  private ColumnNulls() {}

  /**
   * @param dayCounts rows of {@link DayCounts}
   * @param mapped columns by source; a source that is not declared any more has none
   */
  public static Dataset<Row> build(Dataset<Row> dayCounts, Map<String, List<Field>> mapped) {
    Column isMapped = lit(false);
    for (Map.Entry<String, List<Field>> source : mapped.entrySet()) {
      Object[] columns = source.getValue().stream().map(Field::name).toArray();
      isMapped =
          isMapped.or(SOURCE.col().equalTo(source.getKey()).and(COLUMN_NAME.col().isin(columns)));
    }
    return DayCounts.perColumn(dayCounts)
        .where(isMapped)
        .withColumn(MONTH.name(), trunc(DAY.col(), "month"))
        .withColumn(
            NULL_SHARE.name(), NULL_COUNT.col().cast("double").divide(INTERACTION_COUNT.col()))
        .select(TABLE.columns());
  }
}
