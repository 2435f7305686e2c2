package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.retention.value.BgNbd;
import io.percorso.retention.value.BuyingHistory;
import io.percorso.testing.Frames;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CustomerValueTest {
  private static final CustomerValue.Rules RULES = rules(0.5, 100);

  private static CustomerValue.Rules rules(double margin, long leastBuyers) {
    return new CustomerValue.Rules(365, 30, margin, leastBuyers, 50_000, 0.3);
  }

  /** A life of which a test says only what counts. */
  private static Row life(Map<String, Object> of) {
    return new GenericRowWithSchema(
        CustomerLives.FIELDS.stream()
            .map(
                field ->
                    of.getOrDefault(
                        field.name(),
                        switch (field.name()) {
                          case "customer_id" -> "ada";
                          case "contract_kind" -> "none";
                          case "is_in_notice" -> false;
                          case "purchase_days", "priced_count" -> 0L;
                          case "spent" -> 0.0;
                          default -> null;
                        }))
            .toArray(),
        CustomerLives.SCHEMA);
  }

  private static Row buyer(long days, int lastAt, int watched, double spent) {
    return life(
        Map.of(
            "purchase_days",
            days,
            "last_at",
            lastAt,
            "watched",
            watched,
            "priced_count",
            days,
            "spent",
            spent));
  }

  private static Object value(Row row, io.percorso.lake.Field field) {
    return row.get(CustomerValue.TABLE.indexOf(field));
  }

  private static double number(Row row, io.percorso.lake.Field field) {
    return ((Number) value(row, field)).doubleValue();
  }

  /** Of a thousand contracts one is over on every day of a thousand. */
  private static Map<Group, LifeCounts> contracts() {
    LifeCounts counts = new LifeCounts(2).add(-1, 1000, 0, 0, 0);
    for (int day = 1; day <= 1000; day++) {
      counts.add(day, 0, 0, 1, 0);
    }
    Map<Group, LifeCounts> groups = new TreeMap<>();
    groups.put(new Group("all", "all"), counts);
    return groups;
  }

  private static Row contract(Map<String, Object> of) {
    Map<String, Object> all = new TreeMap<>(Map.of("contract_kind", "manual", "age_days", 100));
    all.putAll(of);
    return ValueModels.fit(contracts(), 30, List.of(), RULES).row(life(all));
  }

  @Test
  void aContractIsWorthItsPaymentsWhileItStays() {
    Row row = contract(Map.of("paid_amount", 10.0, "paid_every", 100.0, "unpaid_for", 40));
    // Due in 60, 160, 260 and 360 days; of 900 who reached day 100, so many are left then.
    double payments = (840 + 740 + 640 + 540) / 900.0;

    assertThat(number(row, CustomerValue.PAYMENT_COUNT)).isCloseTo(payments, within(1e-9));
    assertThat(number(row, CustomerValue.STAYING_SHARE)).isCloseTo(535 / 900.0, within(1e-9));
    assertThat(number(row, CustomerValue.CONTRACT_AMOUNT))
        .as("half of it is margin")
        .isCloseTo(5 * payments, within(1e-4));
    assertThat(value(row, CustomerValue.VALUE_AMOUNT))
        .isEqualTo(value(row, CustomerValue.CONTRACT_AMOUNT));
    assertThat(value(row, CustomerValue.IS_MARGIN)).isEqualTo(true);
  }

  @Test
  void anOverduePaymentIsDueTomorrowAndOneWithoutAnotherByTheSetting() {
    assertThat(
            number(
                contract(Map.of("paid_amount", 10.0, "paid_every", 300.0, "unpaid_for", 900)),
                CustomerValue.PAYMENT_COUNT))
        .isCloseTo((899 + 599) / 900.0, within(1e-9));
    assertThat(
            number(
                contract(Map.of("paid_amount", 10.0, "unpaid_for", 0)),
                CustomerValue.PAYMENT_COUNT))
        .as("twelve payments, 30 days apart")
        .isCloseTo((12 * 900 - 30 * 78) / 900.0, within(1e-9));
  }

  @Test
  void nothingIsExpectedOfAContractWhoseEndIsAskedFor() {
    Row row = contract(Map.of("is_in_notice", true));

    assertThat(number(row, CustomerValue.VALUE_AMOUNT)).isZero();
    assertThat(value(row, CustomerValue.REASON)).isNull();
  }

  @Test
  void whereNothingCanBeToldAReasonSaysWhy() {
    assertThat(value(contract(Map.of()), CustomerValue.REASON)).isEqualTo("nothing_paid");
    ValueModels none = ValueModels.fit(Map.of(), 30, List.of(), RULES);
    Row few =
        none.row(life(Map.of("contract_kind", "manual", "paid_amount", 1.0, "unpaid_for", 1)));
    assertThat(value(few, CustomerValue.REASON)).isEqualTo("few_contracts");
    assertThat(value(few, CustomerValue.VALUE_AMOUNT)).isNull();
    assertThat(value(none.row(buyer(3, 20, 90, 30)), CustomerValue.REASON)).isEqualTo("few_buyers");
    Row same =
        ValueModels.fit(
                Map.of(), 30, List.of(buyer(2, 7, 70, 20), buyer(2, 7, 70, 20)), rules(1, 2))
            .row(buyer(2, 7, 70, 20));
    assertThat(value(same, CustomerValue.REASON)).isEqualTo("buying_not_fitted");
    assertThat(number(none.row(life(Map.of())), CustomerValue.VALUE_AMOUNT))
        .as("no contract, no purchase")
        .isZero();
  }

  @Test
  void whoBuysMoreOftenAndSpendsMoreEachTimeIsNotPriced() {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> buyers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double rate = -0.03 * Math.log(random.nextDouble());
      double leaves = random.nextDouble() * random.nextDouble();
      int last = 0;
      long days = 1;
      boolean isThere = true;
      while (isThere) {
        int next = last + 1 + (int) (-Math.log(random.nextDouble()) / rate);
        isThere = next <= 300 && random.nextDouble() >= leaves;
        if (isThere) {
          last = next;
          days++;
        }
      }
      buyers.add(buyer(days, last, 300, 10.0 * days * days));
    }

    Row row = ValueModels.fit(Map.of(), 30, buyers, RULES).row(buyers.get(0));

    assertThat(value(row, CustomerValue.REASON)).isEqualTo("amounts_vary_with_frequency");
    assertThat(value(row, CustomerValue.EXPECTED_PURCHASES)).isNotNull();
    assertThat(value(row, CustomerValue.VALUE_AMOUNT)).isNull();
  }

  /** Few stop, at rates of their own and not at a purchase, watched for 20 to 120 days. */
  @Test
  void whereHardlyAnybodyStopsBuyingAnotherModelTellsIt() {
    SplittableRandom random = new SplittableRandom(7);
    GammaDistribution leaving = new GammaDistribution(null, 0.2, 1 / 60.0);
    List<Row> buyers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int watched = 20 + random.nextInt(100);
      double rate = -Math.log(random.nextDouble()) / 60;
      double stops =
          -Math.log(random.nextDouble())
              / leaving.inverseCumulativeProbability(random.nextDouble());
      int last = 0;
      long days = 1;
      int next = 1 + (int) (-Math.log(random.nextDouble()) / rate);
      while (next <= Math.min(watched, stops)) {
        last = next;
        days++;
        next += 1 + (int) (-Math.log(random.nextDouble()) / rate);
      }
      buyers.add(buyer(days, last, watched, days * (5 + 2.0 * (i % 5))));
    }

    Row row = ValueModels.fit(Map.of(), 30, buyers, RULES).row(buyer(1, 0, 119, 10));

    assertThat(value(row, CustomerValue.BUYING_MODEL)).isEqualTo("pareto_nbd");
    assertThat(number(row, CustomerValue.ALIVE_SHARE)).isBetween(0.5, 0.99);
    assertThat(value(row, CustomerValue.VALUE_AMOUNT)).isNotNull();
    assertThat(value(row, CustomerValue.REASON)).isNull();
  }

  @Test
  void aShareOfMarginOutsideOfZeroToOneIsRefused() {
    assertThatThrownBy(() -> rules(1.5, 100)).hasMessageContaining("retention.margin-share is 1.5");
  }

  /**
   * The shop with which the models were published: BG/NBD's parameters are (.243, 4.414, .793,
   * 2.426).
   */
  @Test
  void customersOfCdnowAreToldAsThePublishedModelTellsThem() throws IOException {
    List<Row> buyers =
        Files.readAllLines(RealData.path("cdnow/cdnow_customers_summary.csv")).stream()
            .skip(1)
            .map(line -> line.split(","))
            .map(
                c ->
                    buyer(
                        (long) Double.parseDouble(c[1]) + 1,
                        (int) Math.round(7 * Double.parseDouble(c[2])),
                        (int) Math.round(7 * Double.parseDouble(c[3])),
                        10))
            .toList();
    ValueModels models = ValueModels.fit(Map.of(), 30, buyers, RULES);
    BgNbd published = new BgNbd(.24259, 4.41353, .79289, 2.42575);
    Row row = models.row(buyer(3, 213, 272, 30));
    BuyingHistory history = new BuyingHistory(2, 213 / 7.0, 272 / 7.0);

    assertThat(number(row, CustomerValue.ALIVE_SHARE))
        .isCloseTo(published.aliveProbability(history), within(1e-3));
    assertThat(number(row, CustomerValue.EXPECTED_PURCHASES))
        .isCloseTo(published.expectedPurchases(history, 365 / 7.0), within(1e-2));
    assertThat(value(row, CustomerValue.BUYING_MODEL)).isEqualTo("bg_nbd");
    Row once = models.row(buyer(1, 0, 272, 10));
    assertThat(value(once, CustomerValue.ALIVE_SHARE)).as("bought on one day alone").isNull();
  }

  @Test
  void everyKnownCustomerHasARow(SparkSession spark) {
    var lives =
        Lives.of(
            spark,
            """
            customer_id | day        | kind       | collection | amount
            ada         | 2026-01-01 | subscribed | auto       | 10
            ada         | 2026-01-31 | renewed    | auto       | 10
            bob         | 2026-01-01 | purchased  |            | 5
            bob         | 2026-01-01 | purchased  |            | 7
            bob         | 2026-03-01 | purchased  |            | 3
            cem         | 2026-03-01 | active     |            |
            """);

    assertThat(Frames.sorted(CustomerValue.buyers(lives, 1))).containsExactly("[2,59,89,2,10.0]");
    var rows =
        CustomerValue.build(lives, ValueModels.fit(contracts(), 30, List.of(), RULES))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.<String>getAs("customer_id"), row -> row));
    assertThat(rows).containsOnlyKeys("ada", "bob", "cem");
    assertThat(rows.get("ada").<String>getAs("contract_kind")).isEqualTo("automatic");
    assertThat(rows.get("ada").<BigDecimal>getAs("value_amount")).isPositive();
    assertThat(rows.get("bob").<String>getAs("reason")).isEqualTo("few_buyers");
    assertThat(rows.get("cem").<BigDecimal>getAs("value_amount")).isZero();
  }

  @Test
  void buyersAreDrawnByLotAndAlwaysTheSame(SparkSession spark) {
    StringBuilder drawn = new StringBuilder("customer_id | day | kind\n");
    for (int i = 0; i < 200; i++) {
      drawn.append(
          "c%d | %s | purchased\n".formatted(i, LocalDate.of(2026, 1, 1).plusDays(i % 60)));
    }
    var lives = Lives.of(spark, drawn.toString());

    assertThat(CustomerValue.buyers(lives, 1).count()).isEqualTo(200);
    assertThat(CustomerValue.buyers(lives, 4).count()).isBetween(25L, 75L);
    assertThat(Frames.sorted(CustomerValue.buyers(lives, 4)))
        .isEqualTo(Frames.sorted(CustomerValue.buyers(lives, 4)));
  }
}
