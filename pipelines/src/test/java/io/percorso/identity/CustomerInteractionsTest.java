package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Interactions;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerInteractionsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void anInteractionIsTheCustomersWhoseItsSurestIdentifierIsAtTheTime(SparkSession spark) {
    Dataset<Row> ids =
        Frames.of(
            spark,
            CustomerIds.TABLE,
            List.of(
                span("login:eve", Instant.EPOCH, NOON.plusSeconds(9999), "eve"),
                span("cookie:k1", NOON.minusSeconds(60), NOON.plusSeconds(60), "eve"),
                span("cookie:k1", NOON.plusSeconds(60), NOON.plusSeconds(90), "bob")));
    Map<String, String> found =
        customers(
            spark,
            ids,
            interaction("itself", NOON, "cookie:k1", "login:eve"),
            interaction("first moment", NOON.minusSeconds(60), "cookie:k1"),
            interaction("before", NOON.minusSeconds(61), "cookie:k1"),
            interaction("the moment of the next owner", NOON.plusSeconds(60), "cookie:k1"),
            interaction("nobody's", NOON.plusSeconds(90), "device:d", "cookie:k1"),
            interaction("unknown", NOON, "login:zoe"));

    assertThat(found)
        .containsEntry("itself", "eve")
        .containsEntry("first moment", "eve")
        .containsEntry("the moment of the next owner", "bob");
    String nobody = CustomerHash.of(Identifier.of("cookie:k1"));
    assertThat(nobody).startsWith("anon-");
    assertThat(found)
        .containsEntry("before", nobody)
        .containsEntry("nobody's", nobody)
        .containsEntry("unknown", CustomerHash.of(Identifier.of("login:zoe")));
  }

  @Test
  void theSurestKindDecidesAndOfThoseTheFirstNamed(SparkSession spark) {
    Map<String, String> found =
        customers(
            spark,
            Frames.of(spark, CustomerIds.TABLE, List.of()),
            interaction("mail", NOON, "ip_agent:a", "email:m2", "email:m1"),
            interaction("device", NOON, "ip_agent:a", "conversation:c", "device:d"),
            interaction("conversation", NOON, "ip_agent:a", "conversation:c"));

    assertThat(found)
        .containsEntry("mail", CustomerHash.of(Identifier.of("email:m2")))
        .containsEntry("device", CustomerHash.of(Identifier.of("device:d")))
        .containsEntry("conversation", CustomerHash.of(Identifier.of("conversation:c")));
  }

  @Test
  void theWeakTokenIsTheCookieElseTheDeviceElseTheAddress(SparkSession spark) {
    Dataset<Row> built =
        CustomerInteractions.build(
            Frames.of(
                spark,
                Interactions.TABLE,
                List.of(
                    interaction("named", NOON, "device:d", "cookie:k1", "customer:4711"),
                    interaction("agent", NOON, "ip_agent:a"),
                    interaction("strong", NOON, "customer:4711"))),
            Frames.of(spark, CustomerIds.TABLE, List.of()));
    Map<String, Row> found =
        built.collectAsList().stream()
            .collect(Collectors.toMap(row -> row.<String>getAs("interaction_id"), row -> row));

    assertThat(found.get("named").<String>getAs("weak_token")).isEqualTo("cookie:k1");
    assertThat(found.get("named").<String>getAs("device_token")).isEqualTo("cookie:k1");
    assertThat(found.get("agent").<String>getAs("weak_token")).isEqualTo("ip_agent:a");
    assertThat(found.get("agent").<String>getAs("device_token")).isNull();
    assertThat(found.get("strong").<String>getAs("weak_token")).isNull();
  }

  @Test
  void whatASourceMeasuredIsANumberOrNothing(SparkSession spark) {
    Map<String, Object> call = new HashMap<>(interaction("call", NOON, "customer:4711"));
    call.put(
        "attributes",
        new Row[] {
          RowFactory.create("wait_seconds", "75"),
          RowFactory.create("load_ms", "NaN"),
          RowFactory.create("kind", "CSAT"),
          RowFactory.create("score", "4.5")
        });
    Row row =
        CustomerInteractions.build(
                Frames.of(spark, Interactions.TABLE, List.of(call)),
                Frames.of(spark, CustomerIds.TABLE, List.of()))
            .head();

    assertThat(row.<Double>getAs("wait_seconds")).isEqualTo(75);
    assertThat(row.<Double>getAs("load_ms")).isNull();
    assertThat(row.<String>getAs("score_kind")).isEqualTo("CSAT");
    assertThat(row.<Double>getAs("score")).isEqualTo(4.5);
  }

  @SafeVarargs
  private static Map<String, String> customers(
      SparkSession spark, Dataset<Row> ids, Map<String, Object>... interactions) {
    return CustomerInteractions.build(
            Frames.of(spark, Interactions.TABLE, List.of(interactions)), ids)
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.<String>getAs("interaction_id"),
                row -> row.<String>getAs("customer_id")));
  }

  private static Map<String, Object> span(
      String identifier, Instant from, Instant until, String customer) {
    return Map.of(
        "identifier",
        identifier,
        "kind",
        identifier.split(":", 2)[0],
        "valid_from",
        from,
        "valid_until",
        until,
        "customer_id",
        customer);
  }

  private static Map<String, Object> interaction(String id, Instant at, String... identifiers) {
    Map<String, Object> row = new HashMap<>();
    row.put("interaction_id", id);
    row.put("source", "shop");
    row.put("occurred_at", at);
    row.put(
        "identifiers",
        Arrays.stream(identifiers)
            .map(each -> RowFactory.create((Object[]) each.split(":", 2)))
            .toArray(Row[]::new));
    return row;
  }
}
