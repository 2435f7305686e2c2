package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RevenueAtRiskTest {
  private static Map<String, Object> customer(String id, String kind, double p, Double value) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", id);
    row.put("snapshot_day", RetentionRiskTest.DAY);
    row.put("model_id", "contract_short");
    row.put("contract_kind", kind);
    row.put("horizon_days", 30);
    row.put("probability", p);
    row.put("risk_band", p > .4 ? "high" : "low");
    row.put("customer_value", value);
    row.put("revenue_at_risk", value == null ? null : p * value);
    return row;
  }

  private static Row of(SparkSession spark, String kind) {
    List<Map<String, Object>> customers =
        List.of(
            customer("a", "manual", .5, 100.0),
            customer("b", "manual", .1, 200.0),
            customer("c", "manual", .2, null),
            customer("d", "automatic", .2, null));
    return RevenueAtRisk.build(
            Frames.of(spark, RetentionRisk.TABLE, customers), Map.of("contract_short", 25L))
        .where("contract_kind = '" + kind + "'")
        .first();
  }

  /** 0.25·100² + 0.09·200² by chance, and 70² ÷ 25 of what is not known of the level. */
  @Test
  void theIntervalHoldsChanceAndWhatIsNotKnownOfTheLevel(SparkSession spark) {
    Row row = of(spark, "manual");
    double half = 1.6448536269514722 * Math.sqrt(2500 + 3600 + 70 * 70 / 25.0);

    assertThat(row.<Double>getAs("revenue_at_risk")).isCloseTo(70, within(1e-9));
    assertThat(row.<Double>getAs("revenue_low")).isEqualTo(0);
    assertThat(row.<Double>getAs("revenue_high")).isCloseTo(70 + half, within(1e-9));
    assertThat(row.<Double>getAs("revenue_in_shock")).isCloseTo(87.5, within(1e-9));
    assertThat(row.<Double>getAs("expected_leavers")).isCloseTo(.8, within(1e-9));
    assertThat(row.<Long>getAs("high_count")).isEqualTo(1);
    assertThat(row.<Long>getAs("valued_count")).isEqualTo(2);
  }

  @Test
  void whereNoValueIsKnownNothingIsSaidOfMoney(SparkSession spark) {
    Row row = of(spark, "automatic");

    for (String column :
        List.of("revenue_at_risk", "revenue_low", "revenue_high", "revenue_in_shock")) {
      assertThat(row.<Double>getAs(column)).as(column).isNull();
    }
    assertThat(row.<Double>getAs("expected_leavers")).isCloseTo(.2, within(1e-9));
  }
}
