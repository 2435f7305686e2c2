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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerInteractionsTest {
  @Test
  void aCustomerIsTheIdentifierThatTheSourceNames(SparkSession spark) {
    Map<String, Row> found =
        CustomerInteractions.build(
                Frames.of(
                    spark,
                    Interactions.TABLE,
                    List.of(
                        interaction("named", "shop", "cookie:k1", "customer:4711"),
                        interaction("same", "shop", "customer:4711"),
                        interaction("without", "shop", "cookie:k1", "device:d1"),
                        interaction("other", "blog", "login:eve", "cookie:k2"),
                        interaction("weak", "blog", "ip_agent:a", "device:d1", "cookie:k2"),
                        interaction("agent", "blog", "ip_agent:a"))),
                new CustomerInteractions.Rules(Map.of("shop", "customer")))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getAs("interaction_id"), row -> row));

    assertThat(customer(found, "named")).isEqualTo(customer(found, "same")).hasSize(32);
    assertThat(customer(found, "without")).startsWith("anon-");
    assertThat(customer(found, "other")).doesNotStartWith("anon-");
    assertThat(customer(found, "weak")).startsWith("anon-").isEqualTo(customer(found, "agent"));
    assertThat(found.get("named").<String>getAs("weak_token")).isEqualTo("cookie:k1");
    assertThat(found.get("weak").<String>getAs("weak_token")).isEqualTo("cookie:k2");
    assertThat(found.get("agent").<String>getAs("weak_token")).isEqualTo("ip_agent:a");
    assertThat(found.get("agent").<String>getAs("device_token")).isNull();
    assertThat(found.get("same").<String>getAs("weak_token")).isNull();
  }

  @Test
  void withoutRulesTheFirstIdentifierCounts(SparkSession spark) {
    List<Row> found =
        CustomerInteractions.build(
                Frames.of(
                    spark,
                    Interactions.TABLE,
                    List.of(interaction("i", "shop", "device:d", "login:e"))),
                new CustomerInteractions.Rules(Map.of()))
            .collectAsList();
    assertThat(found.get(0).<String>getAs("customer_id")).startsWith("anon-");
  }

  private static String customer(Map<String, Row> found, String id) {
    return found.get(id).getAs("customer_id");
  }

  private static Map<String, Object> interaction(String id, String source, String... identifiers) {
    Map<String, Object> row = new HashMap<>();
    row.put("interaction_id", id);
    row.put("source", source);
    row.put("occurred_at", Instant.EPOCH);
    row.put(
        "identifiers",
        Arrays.stream(identifiers)
            .map(each -> RowFactory.create((Object[]) each.split(":", 2)))
            .toArray(Row[]::new));
    return row;
  }
}
