package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.identity.CustomerInteractions;
import io.percorso.journeys.ShippedConf;
import io.percorso.journeys.Timeline;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerEventsTest {
  private static final Instant CUTOFF = Instant.parse("2026-04-02T00:00:00Z");

  @Test
  void thePassOverHistoriesTellsTheEventsBeforeTheCutoffOfTheCompanyToo(SparkSession spark) {
    List<Timeline.Part> parts = List.of(CustomerEvents.part(ZoneId.of("Europe/Rome")));
    Dataset<Row> pass =
        Timeline.build(
            Frames.of(
                spark,
                CustomerInteractions.TABLE,
                List.of(
                    interaction("ada", "begins", "subscribe", "inbound", "2026-03-31T22:00:00Z"),
                    interaction("ada", "looks", "view", "inbound", "2026-03-31T22:05:00Z"),
                    interaction("bob", "lapses", "cancel", "outbound", "2026-04-01T23:59:59Z"),
                    interaction("bob", "returns", "subscribe", "inbound", "2026-04-02T00:00:00Z"),
                    stating("eva", "record", "2026-03-05T10:00:00Z"))),
            ShippedConf.rules(),
            CUTOFF,
            parts);

    Grid.of(
            """
            customer_id | event_id | kind       | event_day  | event_month | amount | currency | tier
            ada         | begins   | subscribed | 2026-04-01 | 2026-04-01  | 9.9000 | USD      |
            bob         | lapses   | lapsed     | 2026-04-02 | 2026-04-01  | 9.9000 | USD      |
            eva         | record   | stated     | 2026-03-05 | 2026-03-01  |        |          | gold
            """)
        .assertShows(
            Frames.maps(
                Timeline.pass(parts).rowsOf(pass, CustomerEvents.TABLE).orderBy("customer_id")),
            row -> row::get);
  }

  @Test
  void anAnswerWithoutAScoreBreaksAPromise(SparkSession spark) {
    Map<String, Object> answer =
        Map.of("customer_id", "ada", "event_id", "e1", "kind", "answered", "score_kind", "NPS");

    assertThat(
            Promised.broken(
                CustomerEvents.TABLE, Frames.of(spark, CustomerEvents.TABLE, List.of(answer))))
        .containsExactly("an answer has a score");
  }

  /** An event depends on its own interaction alone: a night makes none anew for its neighbours. */
  @Test
  void anEventLooksNeitherBackNorAhead() {
    assertThat(CustomerEvents.part(ZoneOffset.UTC).lookBack()).isEqualTo(Duration.ZERO);
    assertThat(CustomerEvents.part(ZoneOffset.UTC).lookAhead()).isEqualTo(Duration.ZERO);
  }

  private static Map<String, Object> interaction(
      String customer, String id, String action, String direction, String at) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", customer);
    row.put("interaction_id", id);
    row.put("source", "billing");
    row.put("channel", "web");
    row.put("place", "subscription");
    row.put("action", action);
    row.put("direction", direction);
    row.put("occurred_at", Instant.parse(at));
    row.put("sequence", 0L);
    row.put("value_amount", new BigDecimal("9.9000"));
    row.put("currency", "USD");
    return row;
  }

  private static Map<String, Object> stating(String customer, String id, String at) {
    Map<String, Object> row = interaction(customer, id, "other", "outbound", at);
    row.remove("value_amount");
    row.remove("currency");
    row.put("stated", new Object[] {RowFactory.create("segment", "gold")});
    return row;
  }
}
