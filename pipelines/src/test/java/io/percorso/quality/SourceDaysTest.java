package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SourceDaysTest {
  @Test
  void aDayLiesInItsMonthAndADayWithoutInteractionsHasNoRow(SparkSession spark) {
    Dataset<Row> days = SourceDays.build(DayCountsTest.counts(spark));
    Grid.of(
            """
            source | day        | month      | interaction_count
            care   | 2026-04-01 | 2026-04-01 | 1
            web    | 2026-03-31 | 2026-03-01 | 1
            web    | 2026-04-01 | 2026-04-01 | 2
            """)
        .assertShows(
            Frames.maps(days.orderBy(SourceDays.SOURCE.col(), SourceDays.DAY.col())),
            row -> row::get);
    assertThat(Promised.broken(SourceDays.TABLE, days)).isEmpty();
  }
}
