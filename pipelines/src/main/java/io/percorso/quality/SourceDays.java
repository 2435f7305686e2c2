package io.percorso.quality;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.trunc;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per source and day on which it has interactions. A day without any has no row. A function
 * of the set of records up to the cut-off, so a late record changes the day on which it happened.
 */
public final class SourceDays {
  public static final Field SOURCE = DayCounts.SOURCE;
  public static final Field DAY = DayCounts.DAY;
  public static final Field MONTH =
      Field.day("month", "First day of the day's month; rows are stored by it");
  public static final Field INTERACTION_COUNT = DayCounts.INTERACTION_COUNT;
  public static final Field NEWEST_AT = DayCounts.NEWEST_AT;

  public static final Table TABLE =
      Table.named(
              "gold.source_days",
              "One row per source and day on which it has interactions",
              SOURCE,
              DAY,
              MONTH,
              INTERACTION_COUNT,
              NEWEST_AT)
          .grain(SOURCE, DAY)
          .partitionedBy(MONTH)
          .expect(fail("a day that is listed has interactions", INTERACTION_COUNT.col().geq(1)));

  private SourceDays() {}

  /**
   * @param dayCounts rows of {@link DayCounts}
   */
  public static Dataset<Row> build(Dataset<Row> dayCounts) {
    return dayCounts.withColumn(MONTH.name(), trunc(DAY.col(), "month")).select(TABLE.columns());
  }
}
