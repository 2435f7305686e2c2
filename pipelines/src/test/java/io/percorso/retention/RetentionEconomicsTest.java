package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.lake.Field;
import io.percorso.retention.value.ScoredCustomer;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RetentionEconomicsTest {
  private static final RetentionEconomics.Rules RULES =
      new RetentionEconomics.Rules(7, 10, 1, 6, 14);

  /** Two whose value is 150 and 250, one of whom it cannot be told, and one without a contract. */
  private static List<Row> sums(SparkSession spark) {
    List<Map<String, Object>> values = new ArrayList<>();
    for (String each : List.of("automatic 150", "automatic 250", "automatic ", "none 0")) {
      String[] parts = each.split(" ");
      Map<String, Object> row = new HashMap<>();
      row.put("customer_id", "c" + values.size());
      row.put("contract_kind", parts[0]);
      row.put("value_amount", parts.length < 2 ? null : new BigDecimal(parts[1]).setScale(4));
      values.add(row);
    }
    return RetentionEconomics.sums(Frames.of(spark, CustomerValue.TABLE, values))
        .orderBy("contract_kind")
        .collectAsList();
  }

  private static Object value(Row row, Field field) {
    return row.get(RetentionEconomics.TABLE.indexOf(field));
  }

  /** Oracle O15 of the EMP measure's authors: 19.10855 per customer, .69352 of them addressed. */
  private static List<ScoredCustomer> scored() {
    double[] scores = {.9, .8, .7, .6, .55, .5, .4, .3, .2, .1};
    int[] left = {1, 1, 0, 1, 0, 0, 1, 0, 0, 0};
    List<ScoredCustomer> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      all.add(new ScoredCustomer(scores[i], left[i] == 1));
    }
    return all;
  }

  @Test
  void aCampaignIsToldWithTheMeanValueOfTheKind(SparkSession spark) {
    List<Row> rows = RetentionEconomics.rows(sums(spark), Map.of("automatic", scored()), RULES);

    assertThat(rows)
        .extracting(row -> row.getString(0))
        .containsExactly("automatic", "none", "all");
    Row automatic = rows.get(0);
    assertThat(value(automatic, RetentionEconomics.CUSTOMER_COUNT)).isEqualTo(3L);
    assertThat(value(automatic, RetentionEconomics.VALUED_COUNT)).isEqualTo(2L);
    assertThat((BigDecimal) value(automatic, RetentionEconomics.MEAN_VALUE_AMOUNT))
        .isEqualByComparingTo("200");
    assertThat((BigDecimal) value(automatic, RetentionEconomics.PROFIT_AMOUNT))
        .isCloseTo(new BigDecimal("19.10855"), within(new BigDecimal("0.0001")));
    assertThat((double) value(automatic, RetentionEconomics.ADDRESSED_SHARE))
        .isCloseTo(.69352, within(1e-5));
    assertThat(value(automatic, RetentionEconomics.REASON)).isNull();
    assertThat((BigDecimal) value(rows.get(2), RetentionEconomics.VALUE_AMOUNT))
        .as("all of them together")
        .isEqualByComparingTo("400");
  }

  @Test
  void winningCostsAMultipleOfKeeping(SparkSession spark) {
    Row all = RetentionEconomics.rows(sums(spark), Map.of(), RULES).get(2);

    assertThat((BigDecimal) value(all, RetentionEconomics.KEEPING_COST_AMOUNT))
        .as("the offer, and contacts of which 3 in 10 are accepted")
        .isEqualByComparingTo("13.3333");
    assertThat((BigDecimal) value(all, RetentionEconomics.WINNING_COST_AMOUNT))
        .isEqualByComparingTo("93.3333");
  }

  @Test
  void whereNoCampaignIsToldAReasonSaysWhy(SparkSession spark) {
    List<ScoredCustomer> stayed = List.of(new ScoredCustomer(.5, false));
    List<ScoredCustomer> left = List.of(new ScoredCustomer(.5, true));

    assertThat(reasons(spark, Map.of(), RULES))
        .containsExactly("no_scores", "no_scores", "no_scores");
    assertThat(reasons(spark, Map.of("automatic", stayed, "none", scored(), "all", left), RULES))
        .containsExactly("nobody_left", "no_value", "nobody_stayed");
    assertThat(
            reasons(
                spark,
                Map.of("automatic", scored()),
                new RetentionEconomics.Rules(7, 200, 1, 6, 14)))
        .startsWith("offer_above_value");
  }

  private static List<Object> reasons(
      SparkSession spark,
      Map<String, List<ScoredCustomer>> scored,
      RetentionEconomics.Rules rules) {
    return RetentionEconomics.rows(sums(spark), scored, rules).stream()
        .map(row -> value(row, RetentionEconomics.REASON))
        .toList();
  }

  @Test
  void costsBelowNothingAreRefused() {
    assertThatThrownBy(() -> new RetentionEconomics.Rules(0, 10, 1, 6, 14))
        .hasMessageContaining("acquisition-cost-multiple is 0.0");
    assertThatThrownBy(() -> new RetentionEconomics.Rules(7, 10, 1, 0, 14))
        .hasMessageContaining("accept-alpha is 0.0");
  }
}
