package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.InputFiles;
import io.percorso.interactions.RejectedRecords;
import io.percorso.lake.Table;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LoadCountsTest {
  private static Dataset<Row> rows(SparkSession spark, Table table, String grid) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> drawn : Grid.of(grid).rows()) {
      Map<String, Object> row = new HashMap<>(drawn);
      row.replaceAll((name, v) -> name.endsWith("_count") ? (Object) Long.valueOf((String) v) : v);
      rows.add(row);
    }
    return Frames.of(spark, table, rows);
  }

  @Test
  void theCountsOfARunAndSourceAddUpToItsRecords(SparkSession spark) {
    Dataset<Row> files =
        rows(
            spark,
            InputFiles.TABLE,
            """
            run_id | source | loaded_count | accepted_late_count
            run    | web    | 90           | 10
            run    | web    | 5            | 0
            run    | care   | 0            | 0
            """);
    Dataset<Row> rejected =
        rows(
            spark,
            RejectedRecords.TABLE,
            """
            run_id | source | verdict   | reason
            run    | web    | rejected  | BAD_JSON
            run    | web    | rejected  | BAD_JSON
            run    | web    | duplicate | DUPLICATE
            run    | care   | late      | LATE
            """);
    Dataset<Row> counts = LoadCounts.build(files, rejected);
    Grid.of(
            """
            run_id | source | verdict   | reason        | record_count
            run    | care   | late      | LATE          | 1
            run    | web    | duplicate | DUPLICATE     | 1
            run    | web    | loaded    | ACCEPTED_LATE | 10
            run    | web    | loaded    | IN_TIME       | 85
            run    | web    | rejected  | BAD_JSON      | 2
            """)
        .assertShows(
            Frames.maps(
                counts.orderBy(
                    LoadCounts.SOURCE.col(), LoadCounts.VERDICT.col(), LoadCounts.REASON.col())),
            row -> row::get);
    assertThat(Promised.broken(LoadCounts.TABLE, counts)).isEmpty();
  }
}
