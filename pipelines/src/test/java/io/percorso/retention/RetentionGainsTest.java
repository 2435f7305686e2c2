package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.ScoredRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RetentionGainsTest {
  private static List<ScoredRow> judged(int customers, int leavers) {
    List<ScoredRow> rows = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      rows.add(new ScoredRow("c" + i, "manual", -i, 1.0 / (2 + i), i < leavers));
    }
    return rows;
  }

  private static <T> T of(Row row, io.percorso.lake.Field field) {
    return row.getAs(RetentionGains.TABLE.indexOf(field));
  }

  @Test
  void aTenthTellsWhatWasSaidWhatCameAndHowManyAreFoundSoFar() {
    List<Row> rows = RetentionGains.rows("contract_short", 1, judged(20, 3));

    assertThat(rows).hasSize(10);
    assertThat(RetentionGainsTest.<Long>of(rows.get(0), RetentionGains.LEAVER_COUNT)).isEqualTo(2);
    assertThat(RetentionGainsTest.<Double>of(rows.get(0), RetentionGains.MEAN_PROBABILITY))
        .isEqualTo((1.0 / 2 + 1.0 / 3) / 2);
    assertThat(RetentionGainsTest.<Double>of(rows.get(0), RetentionGains.LEAVER_SHARE))
        .isEqualTo(1);
    assertThat(RetentionGainsTest.<Double>of(rows.get(0), RetentionGains.FOUND_SHARE))
        .isEqualTo(2.0 / 3);
    assertThat(RetentionGainsTest.<Double>of(rows.get(9), RetentionGains.FOUND_SHARE)).isEqualTo(1);
  }

  @Test
  void ofThreeCustomersThereAreThreeTenths() {
    assertThat(RetentionGains.rows("m", 1, judged(3, 1))).hasSize(3);
    assertThat(RetentionGains.rows("m", 1, List.of())).isEmpty();
  }

  @Test
  void whereNobodyLeftNobodyIsFound() {
    assertThat(RetentionGains.rows("m", 1, judged(20, 0)))
        .allSatisfy(
            row ->
                assertThat(RetentionGainsTest.<Double>of(row, RetentionGains.FOUND_SHARE))
                    .isNull());
  }
}
