package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Interactions;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class IdentitySightingsTest {
  @Test
  void strongOnesAreSeenThemselvesAndInPairsAndTheSurestLogsInOnTheWeakOnes() {
    assertThat(pairs("cookie:k", "email:m", "login:l", "device:d"))
        .containsExactlyInAnyOrder(
            "login:l + login:l",
            "login:l + email:m",
            "email:m + email:m",
            "login:l + cookie:k",
            "login:l + device:d");
  }

  @Test
  void weakOnesAloneTellNothing() {
    assertThat(pairs("cookie:k", "ip_agent:a", "conversation:c")).isEmpty();
  }

  @Test
  void ofOneKindTheFirstNamedLogsIn() {
    assertThat(pairs("email:b", "email:a", "cookie:k"))
        .contains("email:a + email:b", "email:b + cookie:k")
        .doesNotContain("email:a + cookie:k");
  }

  @Test
  void anHoursFirstAndLastAreKeptAndCounted(SparkSession spark) {
    Dataset<Row> built =
        IdentitySightings.build(
            Frames.of(
                spark,
                Interactions.TABLE,
                List.of(
                    seen("2026-03-01T10:59:59.999999Z"),
                    seen("2026-03-01T10:00:00Z"),
                    seen("2026-03-01T10:30:00Z"),
                    seen("2026-03-01T11:00:00Z"))));

    assertThat(Frames.sorted(built))
        .containsExactly(
            "[login:l,login:l,2026-03-01T10:00:00Z,2026-03-01,2026-03-01T10:00:00Z,2026-03-01T10:59:59.999999Z,3]",
            "[login:l,login:l,2026-03-01T11:00:00Z,2026-03-01,2026-03-01T11:00:00Z,2026-03-01T11:00:00Z,1]");
  }

  @Test
  void twoPartsTogetherAreTheWhole(SparkSession spark) {
    List<Map<String, Object>> all =
        List.of(
            seen("2026-03-01T10:10:00Z"),
            seen("2026-03-01T10:00:00Z"),
            seen("2026-03-01T10:50:00Z"));
    Dataset<Row> whole = IdentitySightings.build(Frames.of(spark, Interactions.TABLE, all));
    Dataset<Row> parts =
        IdentitySightings.together(
            IdentitySightings.build(Frames.of(spark, Interactions.TABLE, all.subList(0, 1))),
            IdentitySightings.build(Frames.of(spark, Interactions.TABLE, all.subList(1, 3))));

    assertThat(Frames.sorted(parts)).isEqualTo(Frames.sorted(whole)).hasSize(1);
  }

  private static List<String> pairs(String... identifiers) {
    List<String> told = new ArrayList<>();
    IdentifierPairs.tell(
        Arrays.stream(identifiers).map(Identifier::of).toList(),
        (one, other) -> told.add(one + " + " + other));
    return told;
  }

  private static Map<String, Object> seen(String at) {
    return Map.of(
        "occurred_at",
        Instant.parse(at),
        "identifiers",
        new Row[] {RowFactory.create("login", "l")});
  }
}
