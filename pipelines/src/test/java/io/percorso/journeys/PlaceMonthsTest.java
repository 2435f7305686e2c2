package io.percorso.journeys;

import io.percorso.interactions.Interactions;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class PlaceMonthsTest {
  @Test
  @ExtendWith(SparkExtension.class)
  void aPlaceIsCountedOncePerMonthAndAction(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(seen("/p/1", "view", "2026-03-01T09:00:00Z"));
    rows.add(seen("/p/1", "view", "2026-03-03T09:00:00Z"));
    rows.add(seen("/p/1", "click", "2026-03-02T09:00:00Z"));
    rows.add(seen("/p/1", "view", "2026-04-01T09:00:00Z"));
    rows.add(seen(null, "view", "2026-03-05T09:00:00Z"));
    Story.draw(
        Frames.maps(
            PlaceMonths.build(Frames.of(spark, Interactions.TABLE, rows))
                .orderBy("occurred_month", "place", "action")),
        """
        occurred_month | place | action | first_seen_at | last_seen_at | interaction_count
        2026-03-01     |       | view   | 5 09:00       | 5 09:00      | 1
        2026-03-01     | /p/1  | click  | 2 09:00       | 2 09:00      | 1
        2026-03-01     | /p/1  | view   | 1 09:00       | 3 09:00      | 2
        2026-04-01     | /p/1  | view   | 1 09:00       | 1 09:00      | 1
        """);
  }

  private static Map<String, Object> seen(String place, String action, String at) {
    Map<String, Object> row = new HashMap<>();
    row.put("source", "shop");
    row.put("channel", "web");
    row.put("place", place);
    row.put("action", action);
    row.put("occurred_at", Instant.parse(at));
    row.put("occurred_month", LocalDate.parse(at.substring(0, 10)).withDayOfMonth(1));
    return row;
  }
}
