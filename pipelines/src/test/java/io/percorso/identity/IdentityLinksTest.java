package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentityCorrections;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class IdentityLinksTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private final SparkSession spark;

  IdentityLinksTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aLinkIsThePairOverAllItsHours() {
    Dataset<Row> links =
        IdentityLinks.build(
            Frames.of(spark, IdentitySightings.TABLE, List.of(hour(0, 2), hour(3, 5))));

    assertThat(Frames.sorted(links))
        .containsExactly("[login:l,email:m,2026-03-01T10:00:00Z,2026-03-01T13:00:00Z,7,null,null]");
  }

  @Test
  void whatWasDecidedStaysWhenALinkGrows() {
    Map<String, Object> decided = new HashMap<>(hour(0, 2));
    decided.put("blocked_reason", "conflict");
    decided.put("component_id", "email:m");
    Dataset<Row> grown =
        IdentityLinks.together(
            Frames.of(spark, IdentityLinks.TABLE, List.of(decided)),
            IdentityLinks.build(Frames.of(spark, IdentitySightings.TABLE, List.of(hour(-1, 1)))));

    assertThat(Frames.sorted(grown))
        .containsExactly(
            "[login:l,email:m,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z,3,conflict,email:m]");
  }

  @Test
  void aBlockedLinkSaysWhyAndStaysInItsComponent() {
    Dataset<Row> links =
        Frames.of(
            spark,
            IdentityLinks.TABLE,
            List.of(
                pair("customer:1", "customer:1"),
                pair("customer:2", "customer:2"),
                pair("email:m", "email:m"),
                pair("customer:1", "email:m"),
                pair("customer:2", "email:m")));
    Dataset<Row> decided =
        Cores.PASS.rowsOf(
            Cores.build(
                links,
                Frames.of(spark, IdentityCorrections.TABLE, List.of()),
                CustomerIds.Rules.from(BaseSettings.inUtc())),
            IdentityLinks.TABLE);

    assertThat(Frames.values(decided, IdentityLinks.COMPONENT_ID)).containsExactly("customer:1");
    assertThat(decided.where("blocked_reason is not null").collectAsList())
        .hasSize(1)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("identifier")).isEqualTo("customer:2");
              assertThat(row.<String>getAs("blocked_reason")).isEqualTo("conflict");
            });
    assertThat(decided.count()).as("no link is lost").isEqualTo(5);
  }

  private static Map<String, Object> hour(int hours, long count) {
    Instant at = TEN.plusSeconds(3600L * hours);
    return Map.of(
        "identifier", "login:l",
        "other_identifier", "email:m",
        "seen_hour", at,
        "first_seen_at", at,
        "last_seen_at", at,
        "sighting_count", count);
  }

  private static Map<String, Object> pair(String one, String other) {
    return Map.of(
        "identifier", one,
        "other_identifier", other,
        "first_seen_at", TEN,
        "last_seen_at", TEN,
        "sighting_count", 1L);
  }
}
