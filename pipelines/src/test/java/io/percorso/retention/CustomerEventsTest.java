package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerEventsTest {
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
}
