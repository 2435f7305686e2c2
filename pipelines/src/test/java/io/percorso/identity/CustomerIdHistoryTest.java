package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerIdHistoryTest {
  private static final Instant KNOWN = Instant.parse("2026-03-02T04:00:00Z");

  @Test
  void aSpanThatChangesCeasesAndItsSuccessorBegins(SparkSession spark) {
    var before =
        Frames.of(
            spark, CustomerIds.TABLE, List.of(span("cookie:k", 10, "A"), span("login:a", 99, "A")));
    var after =
        Frames.of(
            spark, CustomerIds.TABLE, List.of(span("cookie:k", 20, "A"), span("login:a", 99, "A")));

    assertThat(Frames.sorted(CustomerIdHistory.build(before, after, KNOWN, "run")))
        .containsExactly(
            "[cookie:k,1970-01-01T00:00:00Z,1970-01-01T00:00:10Z,A,ceased,2026-03-02T04:00:00Z,run]",
            "[cookie:k,1970-01-01T00:00:00Z,1970-01-01T00:00:20Z,A,began,2026-03-02T04:00:00Z,run]");
  }

  private static Map<String, Object> span(String identifier, int until, String customer) {
    return Map.of(
        "identifier",
        identifier,
        "kind",
        identifier.split(":", -1)[0],
        "valid_from",
        Instant.EPOCH,
        "valid_until",
        Instant.EPOCH.plusSeconds(until),
        "customer_id",
        customer);
  }
}
