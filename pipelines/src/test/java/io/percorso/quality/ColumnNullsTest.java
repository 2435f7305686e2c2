package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Interactions;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ColumnNullsTest {
  @Test
  void onlyColumnsThatTheSourceFillsAreCounted(SparkSession spark) {
    Dataset<Row> nulls =
        ColumnNulls.build(
            DayCountsTest.counts(spark),
            Map.of(
                "web", List.of(Interactions.CAMPAIGN, Interactions.DEVICE),
                "care", List.of(Interactions.CAMPAIGN)));
    Grid.of(
            """
            source | day        | column_name | interaction_count | null_count | null_share
            care   | 2026-04-01 | campaign    | 1                 | 1          | 1.0
            web    | 2026-03-31 | campaign    | 1                 | 0          | 0.0
            web    | 2026-03-31 | device      | 1                 | 1          | 1.0
            web    | 2026-04-01 | campaign    | 2                 | 1          | 0.5
            web    | 2026-04-01 | device      | 2                 | 1          | 0.5
            """)
        .assertShows(
            Frames.maps(
                nulls.orderBy(
                    ColumnNulls.SOURCE.col(),
                    ColumnNulls.DAY.col(),
                    ColumnNulls.COLUMN_NAME.col())),
            row -> row::get);
    assertThat(Promised.broken(ColumnNulls.TABLE, nulls)).isEmpty();
  }

  @Test
  void withoutADeclaredSourceThereIsNothing(SparkSession spark) {
    assertThat(ColumnNulls.build(DayCountsTest.counts(spark), Map.of()).isEmpty()).isTrue();
  }
}
