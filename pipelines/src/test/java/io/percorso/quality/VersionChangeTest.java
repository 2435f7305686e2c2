package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class VersionChangeTest {
  private static final Field NAME = Field.word("name", "Of what");
  private static final Field DAY = Field.day("day", "Day");
  private static final Field MONTH = Field.day("month", "First day of the month");
  private static final Field VALUE = Field.bigint("value", "The figure; may be unknown");
  private static final Table OF_DAYS =
      Table.named("gold.of_days", "One row per name and day", NAME, DAY, MONTH, VALUE)
          .grain(NAME, DAY)
          .partitionedBy(MONTH);
  private static final Table OF_MONTHS =
      Table.named("gold.of_months", "One row per name and month", NAME, MONTH, VALUE)
          .grain(NAME, MONTH)
          .partitionedBy(MONTH);

  @Test
  void rowsOfPublishedDaysThatDifferAreCountedByTableDayAndChange(SparkSession spark) {
    Dataset<Row> was =
        days(
            spark,
            """
            name  | day        | month      | value
            same  | 2026-03-10 | 2026-03-01 | 1
            other | 2026-03-10 | 2026-03-01 | 1
            lost  | 2026-03-11 | 2026-03-01 |
            gone  | 2026-03-12 | 2026-03-01 | 1
            later | 2026-04-03 | 2026-04-01 | 1
            """);
    Dataset<Row> is =
        days(
            spark,
            """
            name  | day        | month      | value
            same  | 2026-03-10 | 2026-03-01 | 1
            other | 2026-03-10 | 2026-03-01 | 2
            lost  | 2026-03-11 | 2026-03-01 | 1
            came  | 2026-04-02 | 2026-04-01 | 1
            later | 2026-04-03 | 2026-04-01 | 2
            new   | 2026-04-03 | 2026-04-01 | 1
            """);
    Dataset<Row> months = was.drop(DAY.name());
    Dataset<Row> monthsNow = is.drop(DAY.name());

    List<VersionChange.Compared> compared =
        List.of(
            VersionChange.figures(OF_DAYS, was, is).orElseThrow(),
            VersionChange.figures(OF_MONTHS, months, monthsNow).orElseThrow());
    Dataset<Row> changes = VersionChange.build(compared, LocalDate.of(2026, 4, 2));

    Grid.of(
            """
            table_name     | day        | change | row_count
            gold.of_days   | 2026-03-10 | update | 1
            gold.of_days   | 2026-03-11 | update | 1
            gold.of_days   | 2026-03-12 | delete | 1
            gold.of_days   | 2026-04-02 | insert | 1
            gold.of_months | 2026-03-01 | delete | 1
            gold.of_months | 2026-03-01 | update | 2
            """)
        .assertShows(
            Frames.maps(
                changes.orderBy(
                    VersionChange.TABLE_NAME.col(),
                    VersionChange.DAY.col(),
                    VersionChange.CHANGE.col())),
            row -> row::get);
  }

  @Test
  void ofATableWithoutMonthsItIsNotKnownWhatARowTellsOf(SparkSession spark) {
    Table timeless = Table.named("gold.timeless", "One row per name", NAME, VALUE).grain(NAME);
    Dataset<Row> none = spark.createDataFrame(List.of(), timeless.schema());
    assertThat(VersionChange.figures(timeless, none, none)).isEmpty();
  }

  private static Dataset<Row> days(SparkSession spark, String drawn) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      rows.add(
          RowFactory.create(
              row.get("name"),
              LocalDate.parse(row.get("day")),
              LocalDate.parse(row.get("month")),
              row.get("value") == null ? null : Long.valueOf(row.get("value"))));
    }
    return spark.createDataFrame(rows, OF_DAYS.schema());
  }
}
