package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.IdentityCorrections;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From links to customers, through Spark; the rules themselves are those of the folds' tests. */
@ExtendWith(SparkExtension.class)
class CustomerIdsTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final String[] SELVES = {};

  private final SparkSession spark;

  CustomerIdsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aPersonWithFiveIdentifiersOnOneLaptopStaysWhole() {
    Map<String, String> customers =
        customers(
            "customer:1 - login:l @ 1",
            "login:l - email:m @ 2",
            "login:l - phone:p @ 3",
            "phone:p - loyalty:c @ 4");

    assertThat(customers).hasSize(5);
    assertThat(customers.values()).containsOnly(CustomerHash.of(Identifier.of("customer:1")));
  }

  @Test
  void theMailboxThatThousandsNameJoinsNobodyToEverybody() {
    List<String> links = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      links.add("customer:%03d - email:noreply @ %d".formatted(i, i));
    }
    Map<String, String> customers = customers(links.toArray(SELVES));

    assertThat(customers.get("email:noreply")).isEqualTo(customers.get("customer:000"));
    assertThat(customers.values().stream().distinct().count()).isEqualTo(300);
  }

  @Test
  void aVetoKeepsTwoApartAndAForceBringsTwoTogether() {
    Dataset<Row> links = links("login:a - email:m @ 1", "login:b - email:m @ 2", "login:c @ 3");
    Map<String, String> before = customers(links, List.of());
    assertThat(before.get("login:a")).isEqualTo(before.get("login:b"));

    Map<String, String> corrected =
        customers(
            links,
            List.of(
                said("login:a", "login:b", IdentityCorrections.VETO),
                said("login:a", "login:c", IdentityCorrections.FORCE)));

    assertThat(corrected.get("login:a"))
        .isEqualTo(corrected.get("email:m"))
        .isEqualTo(corrected.get("login:c"))
        .isNotEqualTo(corrected.get("login:b"));
  }

  @Test
  void aKioskIsNobodysAndAHouseholdsTabletIsWhoseLoginWasLast() {
    Dataset<Row> strong =
        Cores.PASS.rowsOf(
            Cores.build(
                links("login:a @ 1", "login:b @ 1", "login:c @ 1", "login:d @ 1"),
                corrections(List.of()),
                BaseRules.RULES),
            CustomerIds.TABLE);
    List<Map<String, Object>> logins = new ArrayList<>();
    for (String login : List.of("a", "b", "c", "d")) {
      logins.add(login("login:" + login, "cookie:kiosk", logins.size()));
    }
    logins.add(login("login:a", "cookie:home", 1));
    logins.add(login("login:b", "cookie:home", 5));
    Dataset<Row> owned =
        Owners.build(Frames.of(spark, IdentitySightings.TABLE, logins), strong, BaseRules.RULES);

    assertThat(owned.collectAsList())
        .extracting(
            row -> row.getAs("identifier"),
            row -> row.<Instant>getAs("valid_from"),
            row -> row.getAs("customer_id"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "cookie:home",
                DAY.plus(Duration.ofDays(1 - 30)),
                CustomerHash.of(Identifier.of("login:a"))),
            org.assertj.core.groups.Tuple.tuple(
                "cookie:home",
                DAY.plus(Duration.ofDays(5)),
                CustomerHash.of(Identifier.of("login:b"))));
  }

  @Test
  void aKindThatNobodyHasOneOfIsRefused() {
    Settings wrong = BaseSettings.inUtc().with("identity.unique-kinds", "cookie", "the test");

    assertThatThrownBy(() -> CustomerIds.Rules.from(wrong))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("identity.unique-kinds names 'cookie'")
        .hasMessageContaining("customer, login, email");
  }

  /** The shipped rules. */
  private static final class BaseRules {
    private static final CustomerIds.Rules RULES = CustomerIds.Rules.from(BaseSettings.inUtc());
  }

  private Map<String, String> customers(String... texts) {
    return customers(links(texts), List.of());
  }

  private Map<String, String> customers(Dataset<Row> links, List<Map<String, Object>> said) {
    Map<String, String> customers = new TreeMap<>();
    Cores.PASS
        .rowsOf(Cores.build(links, corrections(said), BaseRules.RULES), CustomerIds.TABLE)
        .collectAsList()
        .forEach(row -> customers.put(row.getAs("identifier"), row.getAs("customer_id")));
    return customers;
  }

  private Dataset<Row> corrections(List<Map<String, Object>> said) {
    return Frames.of(spark, IdentityCorrections.TABLE, said);
  }

  private static Map<String, Object> said(String one, String other, String verdict) {
    return Map.of(
        "identifier", one, "other_identifier", other, "verdict", verdict, "decided_at", DAY);
  }

  /** {@code one - other @ day}, or {@code one @ day} for one that was seen alone. */
  private Dataset<Row> links(String... texts) {
    Map<List<String>, Map<String, Object>> rows = new HashMap<>();
    for (String text : texts) {
      String[] parts = text.split(" - | @ ", -1);
      int day = Integer.parseInt(parts[parts.length - 1]);
      add(rows, parts[0], parts[0], day);
      if (parts.length == 3) {
        add(rows, parts[1], parts[1], day);
        add(rows, parts[0], parts[1], day);
      }
    }
    return Frames.of(spark, IdentityLinks.TABLE, List.copyOf(rows.values()));
  }

  private static void add(
      Map<List<String>, Map<String, Object>> rows, String one, String other, int day) {
    Instant at = DAY.plus(Duration.ofDays(day));
    rows.computeIfAbsent(
        List.of(one, other),
        pair ->
            Map.of(
                "identifier", one,
                "other_identifier", other,
                "first_seen_at", at,
                "last_seen_at", at,
                "sighting_count", 1L));
  }

  private static Map<String, Object> login(String identifier, String device, int day) {
    Instant at = DAY.plus(Duration.ofDays(day));
    return Map.of(
        "identifier", identifier,
        "other_identifier", device,
        "first_seen_at", at,
        "last_seen_at", at,
        "sighting_count", 1L);
  }
}
