package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CurrencyRatesTest {
  private static final LoadPlan PLAN =
      new LoadPlan(List.of(), Loading.KEYS, Loading.RULES, "run", Loading.NOW);

  private static Map<String, Object> row(Map<String, String> drawn) {
    Map<String, Object> row = new HashMap<>();
    row.put("rate_day", LocalDate.parse(drawn.get("rate_day")));
    row.put("base", "EUR");
    row.put("currency", drawn.get("currency"));
    row.put("rate", new BigDecimal(drawn.get("rate")));
    row.put("version", Long.parseLong(drawn.getOrDefault("version", "0")));
    row.put("source", drawn.getOrDefault("source", "ecb-rates"));
    row.put("file_sha256", drawn.getOrDefault("file", "f"));
    row.put("frame_number", Long.parseLong(drawn.getOrDefault("frame", "1")));
    row.put("element_index", 0);
    row.put("run_id", "run");
    return row;
  }

  private static Dataset<Row> rates(SparkSession spark, String drawn) {
    return Frames.of(
        spark,
        CurrencyRates.TABLE,
        Grid.of(drawn).rows().stream().map(CurrencyRatesTest::row).toList());
  }

  private static List<Map<String, Object>> sorted(Dataset<Row> rows, String... columns) {
    List<Map<String, Object>> maps = new ArrayList<>(Frames.maps(rows));
    for (String column : columns) {
      maps.sort(java.util.Comparator.comparing(map -> String.valueOf(map.get(column))));
    }
    return maps;
  }

  @Test
  void theGreatestVersionWinsThenTheFirstSourceThenTheSmallestRate(SparkSession spark) {
    String delivered =
        """
        rate_day   | currency | rate | version | source    | frame
        2026-02-10 | USD      | 1.05 | 1       | ecb-rates | 1
        2026-02-10 | USD      | 1.06 | 2       | own       | 2
        2026-02-10 | JPY      | 161  | 0       | own       | 3
        2026-02-10 | JPY      | 162  | 0       | ecb-rates | 4
        2026-02-10 | GBP      | 0.84 | 0       | ecb-rates | 5
        2026-02-10 | GBP      | 0.83 | 0       | ecb-rates | 6
        2026-02-10 | GBP      | 0.83 | 0       | ecb-rates | 7
        2026-02-11 | GBP      | 0.83 | 0       | ecb-rates | 8
        """;
    Dataset<Row> judged =
        CurrencyRates.RIVALS.judge(rates(spark, delivered), rates(spark, "rate_day"));
    Grid.of(
            """
            currency | frame_number
            USD      | 2
            JPY      | 4
            GBP      | 6
            GBP      | 8
            """)
        .assertShows(sorted(CurrencyRates.RIVALS.won(judged), "frame_number"), row -> row::get);
    Grid.of(
            """
            frame_number | verdict   | reason       | run_id
            1            | duplicate | DUP_CONFLICT | run
            3            | duplicate | DUP_CONFLICT | run
            5            | duplicate | DUP_CONFLICT | run
            7            | duplicate | DUPLICATE    | run
            """)
        .assertShows(
            sorted(CurrencyRates.RIVALS.lost(judged, PLAN), "frame_number"), row -> row::get);
  }

  @Test
  void aStoredRateStaysUnlessABetterOneComes(SparkSession spark) {
    Dataset<Row> stored =
        rates(
            spark,
            """
            rate_day   | currency | rate | version
            2026-02-10 | USD      | 1.05 | 0
            2026-02-10 | JPY      | 160  | 1
            2026-02-09 | USD      | 1.04 | 0
            """);
    Dataset<Row> judged =
        CurrencyRates.RIVALS.judge(
            rates(
                spark,
                """
                rate_day   | currency | rate | version | file
                2026-02-10 | USD      | 1.05 | 0       | a
                2026-02-10 | JPY      | 161  | 2       | a
                2026-02-10 | JPY      | 159  | 0       | a
                """),
            stored);
    Dataset<Row> won = CurrencyRates.RIVALS.won(judged);
    Grid.of(
            """
            currency | rate
            JPY      | 161.00000000
            """)
        .assertShows(Frames.maps(won), row -> row::get);
    assertThat(Frames.values(CurrencyRates.RIVALS.replaced(stored, won), CurrencyRates.RATE))
        .containsExactly("160.00000000");
    assertThat(Frames.values(CurrencyRates.RIVALS.lost(judged, PLAN), RejectedRecords.REASON))
        .containsExactly("DUPLICATE", "DUP_CONFLICT");
  }

  @Test
  void theOrderOfDeliveriesDoesNotChangeFacts(SparkSession spark) {
    List<Map<String, String>> rows =
        Grid.of(
                """
                rate_day   | currency | rate | version | source
                2026-02-10 | USD      | 1.05 | 0       | own
                2026-02-10 | USD      | 1.05 | 0       | ecb-rates
                2026-02-10 | USD      | 1.04 | 0       | ecb-rates
                2026-02-10 | USD      | 1.07 | 1       | own
                """)
            .rows();
    List<List<Map<String, String>>> orders = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Map<String, String>> turned = new ArrayList<>(rows);
      Collections.rotate(turned, i);
      orders.add(turned);
    }
    for (List<Map<String, String>> order : orders) {
      Dataset<Row> stored = Frames.of(spark, CurrencyRates.TABLE, List.of());
      for (Map<String, String> delivery : order) {
        Dataset<Row> judged =
            CurrencyRates.RIVALS.judge(
                Frames.of(spark, CurrencyRates.TABLE, List.of(row(delivery))), stored);
        Dataset<Row> won = CurrencyRates.RIVALS.won(judged);
        List<Map<String, Object>> kept =
            new ArrayList<>(Frames.maps(stored.except(CurrencyRates.RIVALS.replaced(stored, won))));
        kept.addAll(Frames.maps(won));
        stored = Frames.of(spark, CurrencyRates.TABLE, kept);
      }
      Grid.of(
              """
              rate       | version | source
              1.07000000 | 1       | own
              """)
          .assertShows(Frames.maps(stored), row -> row::get);
    }
  }

  @Test
  void aRowThatBreaksAPromiseIsFound(SparkSession spark) {
    Map<String, Object> row =
        row(Map.of("rate_day", "2026-02-10", "currency", "USD", "rate", "1.05"));
    assertThat(broken(spark, row)).isEmpty();
    row.put("rate", BigDecimal.ZERO);
    assertThat(broken(spark, row)).containsExactly("a rate is above 0");
    row.put("rate", BigDecimal.ONE);
    row.put("currency", "EUR");
    assertThat(broken(spark, row)).containsExactly("a rate is between two currencies");
  }

  private static List<String> broken(SparkSession spark, Map<String, Object> row) {
    return Promised.broken(
        CurrencyRates.TABLE, Frames.of(spark, CurrencyRates.TABLE, List.of(row)));
  }
}
