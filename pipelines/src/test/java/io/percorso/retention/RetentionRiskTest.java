package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.risk.RiskModel;
import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RetentionRiskTest {
  static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final RetentionRisk.Rules RULES = new RetentionRisk.Rules(0.9, 0.5, 0.5);

  static Map<String, Object> customer(String id, String kind, Double silence, double refused) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", id);
    row.put("snapshot_day", DAY);
    row.put("contract_kind", kind);
    row.put("days_since_active", silence);
    row.put("payment_failures_90", refused);
    return row;
  }

  /** Eleven with a contract, the more silent the higher their number; one without. */
  static Dataset<Row> risk(SparkSession spark, int partitions) {
    List<Map<String, Object>> customers = new ArrayList<>();
    List<Map<String, Object>> values = new ArrayList<>();
    for (int i = 0; i <= 10; i++) {
      customers.add(customer("c" + i, "manual", (double) i, i == 10 ? 3 : 0));
      if (i != 9) {
        values.add(Map.of("customer_id", "c" + i, "customer_value", 100.0));
      }
    }
    customers.add(customer("visitor", "none", 5.0, 0));
    Dataset<Row> valued =
        Frames.of(spark, RetentionRisk.TABLE, values).select("customer_id", "customer_value");
    return RetentionRisk.build(
        Frames.of(spark, CustomerFeatures.TABLE, customers).repartition(partitions),
        Map.of("manual", List.of(SmallModel.stored("contract_short", 2))),
        valued,
        RULES);
  }

  private static Map<String, Row> byCustomer(Dataset<Row> risk) {
    return risk.collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("customer_id"), row -> row));
  }

  @Test
  void eachCustomerOfTheModelHasAProbabilityAPlaceAndABand(SparkSession spark) {
    Map<String, Row> rows = byCustomer(risk(spark, 2));

    assertThat(rows).hasSize(11).doesNotContainKey("visitor");
    double logOdds = -3 + Math.log(1 + 4) - 1;
    Row fourth = rows.get("c4");
    assertThat(fourth.<Double>getAs("probability"))
        .isCloseTo(1 / (1 + Math.exp(-logOdds)), within(1e-12));
    assertThat(fourth.<Double>getAs("percentile")).isCloseTo(.4, within(1e-12));
    assertThat(fourth.<String>getAs("risk_band")).isEqualTo("low");
    assertThat(rows.get("c5").<String>getAs("risk_band")).isEqualTo("medium");
    assertThat(rows.get("c9").<String>getAs("risk_band")).isEqualTo("high");
    assertThat(fourth.<Integer>getAs("model_version")).isEqualTo(2);
  }

  @Test
  void reasonsAreToldOfThoseAtTheTopTheLargestFirst(SparkSession spark) {
    Map<String, Row> rows = byCustomer(risk(spark, 2));

    assertThat(rows.get("c4").isNullAt(rows.get("c4").fieldIndex("reasons"))).isTrue();
    List<Row> reasons = rows.get("c10").getList(rows.get("c10").fieldIndex("reasons"));
    assertThat(reasons.stream().map(r -> r.<String>getAs("reason")))
        .containsExactly("payment_failed", "low_use");
    assertThat(reasons.get(0).<Double>getAs("contribution"))
        .isCloseTo(2 * Math.log(4), within(1e-12));
    assertThat(reasons.get(0).<String>getAs("text_en"))
        .isEqualTo("3 payments were refused in the last 90 days");
    assertThat(reasons.get(0).<String>getAs("text_it"))
        .isEqualTo("3 pagamenti sono stati rifiutati negli ultimi 90 giorni");
    // Half of those it was fitted on were seen within ten days: the middle of the first half.
    assertThat(reasons.get(1).<Double>getAs("peer_percentile")).isCloseTo(25.0 / 90, within(1e-12));
    assertThat(rows.get("c10").<String>getAs("top_reason")).isEqualTo("payment_failed");
    assertThat(rows.get("c10").<String>getAs("suggested_action"))
        .isEqualTo("help with the means of payment");
  }

  @Test
  void whatIsAtRiskIsProbabilityTimesValue(SparkSession spark) {
    Map<String, Row> rows = byCustomer(risk(spark, 2));

    Row row = rows.get("c4");
    assertThat(row.<Double>getAs("revenue_at_risk"))
        .isCloseTo(100 * row.<Double>getAs("probability"), within(1e-6));
    assertThat(rows.get("c9").<Double>getAs("revenue_at_risk")).isNull();
  }

  @Test
  void theRowsDoNotDependOnHowTheCustomersLie(SparkSession spark) {
    List<String> rows = Frames.sorted(risk(spark, 1));

    assertThat(Frames.sorted(risk(spark, 2))).isEqualTo(rows);
    assertThat(Frames.sorted(risk(spark, 7))).isEqualTo(rows);
    assertThat(Promised.broken(RetentionRisk.TABLE, risk(spark, 2))).isEmpty();
  }

  @Test
  void whatReasonsAddAndTheBaseAreTheScore() {
    RiskModel model = RiskModel.fromJson(SmallModel.JSON);
    double[] row = {40, 2};
    double sum =
        Reason.sums(List.of("days_since_active", "payment_failures_90"), model.contributions(row))
            .values()
            .stream()
            .mapToDouble(Double::doubleValue)
            .sum();

    assertThat(model.base() + sum).isCloseTo(model.score(row), within(1e-9));
  }
}
