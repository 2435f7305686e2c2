package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ReportingCurrencyTest {
  private static final Field ID = Field.id("id", "Order");
  private static final Field DAY = Field.day("day", "Day of the amount");
  private static final Field RESULT = Field.amount("reported_amount", "In the reporting currency");
  private static final Table SALES =
      Table.named(
          "silver.sales",
          "One row per sale",
          ID,
          DAY,
          Interactions.VALUE_AMOUNT,
          Interactions.CURRENCY);

  /** A Friday and the Tuesday after it, in which the yen has no rate. */
  private static final String RATES =
      """
      day        | base | currency | rate
      2026-02-06 | EUR  | USD      | 1.25
      2026-02-06 | EUR  | JPY      | 160
      2026-02-10 | EUR  | USD      | 1.5
      2026-02-06 | USD  | JPY      | 1
      """;

  private static ReportingCurrency.Rules in(String reporting) {
    return new ReportingCurrency.Rules(reporting, "EUR", 7);
  }

  private static Dataset<Row> rates(SparkSession spark) {
    return Frames.of(
        spark,
        CurrencyRates.TABLE,
        Grid.of(RATES).rows().stream()
            .map(
                drawn -> {
                  Map<String, Object> row = new HashMap<>(drawn);
                  row.put("rate_day", LocalDate.parse(drawn.get("day")));
                  row.put("rate", new BigDecimal(drawn.get("rate")));
                  return row;
                })
            .toList());
  }

  /** Draws sales with a further column, the amount reported. */
  private static void assertReports(
      SparkSession spark, ReportingCurrency.Rules rules, String drawn) {
    Grid grid = Grid.of(drawn);
    List<Map<String, Object>> sales = new ArrayList<>();
    for (Map<String, String> row : grid.rows()) {
      Map<String, Object> sale = new HashMap<>(row);
      sale.put("id", String.format("%02d", sales.size()));
      sale.computeIfPresent("day", (key, day) -> LocalDate.parse(day.toString()));
      sale.computeIfPresent("value_amount", (key, amount) -> new BigDecimal(amount.toString()));
      sales.add(sale);
    }
    Dataset<Row> reported =
        ReportingCurrency.add(
            Frames.of(spark, SALES, sales),
            DAY,
            Interactions.VALUE_AMOUNT,
            Interactions.CURRENCY,
            RESULT,
            rates(spark),
            rules);
    assertThat(reported.columns())
        .containsExactly("id", "day", "value_amount", "currency", "reported_amount");
    List<Map<String, Object>> found = new ArrayList<>(Frames.maps(reported));
    found.sort(Comparator.comparing(row -> row.get("id").toString()));
    grid.assertShows(found, row -> row::get);
  }

  @Test
  void theRateIsTheLastPublishedOneAndAtMostAWeekOld(SparkSession spark) {
    assertReports(
        spark,
        in("EUR"),
        """
        day        | value_amount | currency | reported_amount
        2026-02-05 | 100.0000     | USD      |
        2026-02-06 | 100.0000     | USD      | 80.0000
        2026-02-08 | 100.0000     | USD      | 80.0000
        2026-02-09 | 100.0000     | USD      | 80.0000
        2026-02-10 | 100.0000     | USD      | 66.6667
        2026-02-17 | 100.0000     | USD      | 66.6667
        2026-02-18 | 100.0000     | USD      |
        2026-02-10 | 100.0000     | JPY      | 0.6250
        2026-02-13 | 100.0000     | JPY      | 0.6250
        2026-02-14 | 100.0000     | JPY      |
        """);
  }

  @Test
  void whatHasNoRateHasNoAmount(SparkSession spark) {
    assertReports(
        spark,
        in("EUR"),
        """
        day        | value_amount         | currency | reported_amount
        2020-01-01 | 100.0000             | EUR      | 100.0000
        2026-02-06 | 100.0000             | XXX      |
        2026-02-06 | 100.0000             |          |
        2026-02-06 |                      | USD      |
                   | 100.0000             | USD      |
        2026-02-06 | -10.0000             | USD      | -8.0000
        2026-02-06 | 99999999999999.9999  | USD      | 79999999999999.9999
        """);
  }

  @Test
  void twoCurrenciesAreConvertedOverTheBase(SparkSession spark) {
    assertReports(
        spark,
        in("USD"),
        """
        day        | value_amount | currency | reported_amount
        2026-02-06 | 100.0000     | EUR      | 125.0000
        2026-02-06 | 16000.0000   | JPY      | 125.0000
        2026-02-11 | 16000.0000   | JPY      | 150.0000
        2026-02-18 | 100.0000     | EUR      |
        2026-02-18 | 100.0000     | USD      | 100.0000
        """);
  }

  @Test
  void theRulesAreThoseOfTheSettings() {
    assertThat(ReportingCurrency.Rules.from(BaseSettings.inUtc())).isEqualTo(in("EUR"));
  }
}
