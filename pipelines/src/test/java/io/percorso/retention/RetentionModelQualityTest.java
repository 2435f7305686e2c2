package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.Learned;
import io.percorso.retention.risk.RiskMetrics;
import io.percorso.retention.risk.RiskModel;
import io.percorso.retention.risk.ScoredRow;
import io.percorso.retention.risk.Split;
import io.percorso.retention.value.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RetentionModelQualityTest {
  private static Learned learned(int leavers) {
    RiskModel model = RiskModel.fromJson(SmallModel.JSON);
    List<ScoredRow> judged = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      judged.add(
          new ScoredRow(
              "c" + i, i % 2 == 0 ? "manual" : "automatic", -i, 1.0 / (2 + i), i < leavers));
    }
    return new Learned(
        Optional.of(model),
        List.of(
            new Learned.Candidate(
                model, OptionalDouble.empty(), RiskMetrics.of(judged, Campaign.OF_TELEPHONY, 20))),
        List.of(),
        List.of(),
        Split.byCustomers(1),
        new Learned.Rows(40, leavers, List.of()));
  }

  private static <T> T of(Row row, io.percorso.lake.Field field) {
    return row.getAs(RetentionModelQuality.TABLE.indexOf(field));
  }

  @Test
  void aCandidateHasARowForAllCustomersAndOneForEachGroup() {
    List<Row> rows = RetentionModelQuality.rows("contract_short", 3, learned(8));

    assertThat(
            rows.stream()
                .map(r -> RetentionModelQualityTest.<String>of(r, RetentionModelQuality.GROUP)))
        .containsExactly("all", "automatic", "manual");
    assertThat(RetentionModelQualityTest.<Double>of(rows.get(0), RetentionModelQuality.AUC))
        .isEqualTo(1);
    assertThat(RetentionModelQualityTest.<Boolean>of(rows.get(0), RetentionModelQuality.IS_CHOSEN))
        .isTrue();
    assertThat(RetentionModelQualityTest.<Boolean>of(rows.get(0), RetentionModelQuality.HAS_ENOUGH))
        .isFalse();
  }

  @Test
  void whereNobodyLeftThereAreNoFigures() {
    for (Row row : RetentionModelQuality.rows("contract_short", 3, learned(0))) {
      assertThat(RetentionModelQualityTest.<Double>of(row, RetentionModelQuality.AUC)).isNull();
      assertThat(RetentionModelQualityTest.<Double>of(row, RetentionModelQuality.SLOPE)).isNull();
      for (int i = 0; i < row.length(); i++) {
        assertThat(row.get(i)).isNotEqualTo(Double.NaN);
      }
    }
  }
}
