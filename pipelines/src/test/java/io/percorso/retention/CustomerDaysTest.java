package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.journeys.Sessions;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerDaysTest {
  private static Map<String, Object> session(
      String customer, int day, String channel, boolean isBot, long steps) {
    return session(customer, day, channel, isBot, false, steps);
  }

  private static Map<String, Object> reaction(String customer, int day) {
    return session(customer, day, "email", false, true, 1);
  }

  private static Map<String, Object> session(
      String customer, int day, String channel, boolean isBot, boolean isReaction, long steps) {
    return Map.of(
        "customer_id",
        customer,
        "session_day",
        LocalDate.of(2026, 3, day),
        "session_month",
        LocalDate.of(2026, 3, 1),
        "channel",
        channel,
        "is_bot",
        isBot,
        "is_reaction",
        isReaction,
        "step_count",
        steps,
        "error_count",
        1L);
  }

  @Test
  void aDayIsOneRowWithAllItsSessionsButThoseOfBotsAndReactions(SparkSession spark) {
    List<Row> rows =
        CustomerDays.build(
                Frames.of(
                    spark,
                    Sessions.TABLE,
                    List.of(
                        session("ada", 1, "web", false, 3),
                        session("ada", 1, "voice", false, 1),
                        session("ada", 1, "web", true, 500),
                        session("ada", 2, "app", false, 2),
                        reaction("ada", 2),
                        reaction("ada", 3),
                        session("bot", 1, "web", true, 9))))
            .orderBy("activity_day")
            .collectAsList();

    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly(
            "[ada,2026-03-01,2026-03-01,2,1,4,2]", "[ada,2026-03-02,2026-03-01,1,0,2,1]");
  }
}
