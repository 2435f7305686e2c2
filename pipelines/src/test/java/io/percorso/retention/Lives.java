package io.percorso.retention;

import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lives of customers from drawn days and events. */
final class Lives {
  static final LocalDate CUTOFF = LocalDate.of(2026, 3, 31);

  private Lives() {}

  static Dataset<Row> of(SparkSession spark, String drawn) {
    List<Map<String, Object>> days = new ArrayList<>();
    List<Map<String, Object>> events = new ArrayList<>();
    for (Map<String, String> row : Grid.of(drawn).rows()) {
      LocalDate day = LocalDate.parse(row.get("day"));
      if (row.get("kind").equals("active")) {
        days.add(
            Map.of(
                "customer_id",
                row.get("customer_id"),
                "activity_day",
                day,
                "activity_month",
                day.withDayOfMonth(1),
                "session_count",
                1L));
      } else {
        events.add(event(row, day, events.size()));
      }
    }
    return CustomerLives.build(
        Frames.of(spark, CustomerDays.TABLE, days),
        Frames.of(spark, CustomerEvents.TABLE, events),
        Frames.of(spark, CurrencyRates.TABLE, List.of()),
        new ReportingCurrency.Rules("EUR", "EUR", 7),
        CUTOFF,
        "auto");
  }

  private static Map<String, Object> event(Map<String, String> row, LocalDate day, int number) {
    Map<String, Object> event = new HashMap<>();
    event.put("customer_id", row.get("customer_id"));
    event.put("event_id", "e" + number);
    event.put("occurred_at", Instant.parse(day + "T12:00:00Z").plusSeconds(number));
    event.put("event_day", day);
    event.put("event_month", day.withDayOfMonth(1));
    event.put("kind", row.get("kind"));
    event.put("collection", row.get("collection"));
    event.put("tier", row.get("tier"));
    if (row.get("since") != null) {
      event.put("customer_since", LocalDate.parse(row.get("since")));
    }
    if (row.get("amount") != null) {
      event.put("amount", new BigDecimal(row.get("amount")).setScale(4));
      event.put("currency", "EUR");
    }
    return event;
  }
}
