package io.percorso.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentifierKind;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The longest chain and the largest star: rounds, then the fold, at full size. */
@ExtendWith(SparkExtension.class)
class IdentityLimitsTest {
  private static final int CHAIN = 100_000;

  /** A tenth in every build; all of it, which takes a minute, with -Pnights. */
  private static final int STAR =
      "all".equals(System.getProperty("percorso.nights")) ? 1_000_000 : 100_000;

  /** The core cap that is shipped, and so few local links that rounds of joins find components. */
  private static final CustomerIds.Rules RULES =
      new CustomerIds.Rules(
          Set.of(IdentifierKind.CUSTOMER), 20, Duration.ofDays(30), 4, Duration.ofDays(30), 1_000);

  private final SparkSession spark;
  private final AtomicInteger rounds = new AtomicInteger();

  IdentityLimitsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void aChainOfAHundredThousandIsOneComponentInLogarithmicRoundsAndCoresOfTheCap() {
    Column next = email(col("id").plus(1));
    Dataset<Row> links =
        links(email(col("id")), email(col("id")), CHAIN)
            .unionByName(
                links(least(email(col("id")), next), greatest(email(col("id")), next), CHAIN - 1));

    Dataset<Row> decided = decided(links);

    assertThat(rounds.get()).isBetween(2, log2(CHAIN));
    assertThat(blocked(decided)).containsExactly(Map.entry("cap", (long) CHAIN / 20 - 1));
    assertThat(counts(decided)).containsExactly(1L, CHAIN / 20L, (long) CHAIN);
    decided.unpersist();
  }

  @Test
  void aStarOfCustomerNumbersAboutOneTelephoneIsOneComponentAndAsManyCustomers() {
    Column number = concat(lit("customer:"), md5(col("id").cast("string")));
    Column phone = lit("phone:p");
    Dataset<Row> links =
        links(phone, phone, 1)
            .unionByName(links(number, number, STAR))
            .unionByName(links(number, phone, STAR));

    Dataset<Row> decided = decided(links);

    assertThat(rounds.get()).isBetween(2, 4);
    assertThat(blocked(decided)).containsExactly(Map.entry("conflict", STAR - 1L));
    assertThat(counts(decided)).containsExactly(1L, (long) STAR, STAR + 1L);
    decided.unpersist();
  }

  private Dataset<Row> decided(Dataset<Row> links) {
    return Cores.build(
            links,
            Frames.of(spark, IdentityCorrections.TABLE, List.of()),
            RULES,
            rounds::incrementAndGet)
        .persist(StorageLevel.DISK_ONLY());
  }

  /** In the order of a chain its names are as good as drawn by lot, as tokens are. */
  private static Column email(Column place) {
    return concat(lit("email:"), md5(place.cast("string")));
  }

  private Dataset<Row> links(Column one, Column other, long count) {
    Column at = timestamp_seconds(col("id"));
    return spark
        .range(count)
        .select(
            one.as(IdentityLinks.IDENTIFIER.name()),
            other.as(IdentityLinks.OTHER_IDENTIFIER.name()),
            at.as(IdentityLinks.FIRST_SEEN_AT.name()),
            at.as(IdentityLinks.LAST_SEEN_AT.name()),
            lit(1L).as(IdentityLinks.SIGHTING_COUNT.name()),
            lit(null).cast("string").as(IdentityLinks.BLOCKED_REASON.name()),
            lit(null).cast("string").as(IdentityLinks.COMPONENT_ID.name()));
  }

  /** Links by the reason why they are blocked. */
  private static Map<String, Long> blocked(Dataset<Row> decided) {
    Map<String, Long> counts = new TreeMap<>();
    Cores.PASS
        .rowsOf(decided, IdentityLinks.TABLE)
        .where(IdentityLinks.BLOCKED_REASON.col().isNotNull())
        .groupBy(IdentityLinks.BLOCKED_REASON.col())
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  /** Components, customers, identifiers. */
  private static List<Long> counts(Dataset<Row> decided) {
    Row counts =
        Cores.PASS
            .rowsOf(decided, CustomerIds.TABLE)
            .agg(
                countDistinct(CustomerIds.COMPONENT_ID.col()),
                countDistinct(CustomerIds.CUSTOMER_ID.col()),
                count(lit(1)))
            .head();
    return List.of(counts.getLong(0), counts.getLong(1), counts.getLong(2));
  }

  private static int log2(int of) {
    return 32 - Integer.numberOfLeadingZeros(of);
  }
}
