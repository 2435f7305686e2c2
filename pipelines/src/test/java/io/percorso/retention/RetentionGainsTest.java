package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.retention.risk.ScoredRow;
import io.percorso.retention.value.ScoredCustomer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
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

    assertThat(rows).as("of all, and of those with a manual contract").hasSize(20);
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
    assertThat(RetentionGains.rows("m", 1, judged(3, 1))).hasSize(6);
    assertThat(RetentionGains.rows("m", 1, List.of())).isEmpty();
  }

  @Test
  void eachGroupHasItsOwnTenths() {
    List<ScoredRow> judged = new ArrayList<>(judged(20, 3));
    judged.add(new ScoredRow("other", "automatic", 1, .5, true));

    assertThat(RetentionGains.rows("m", 1, judged))
        .extracting(row -> RetentionGainsTest.<String>of(row, RetentionGains.GROUP))
        .contains("all", "automatic", "manual")
        .filteredOn("automatic"::equals)
        .hasSize(1);
  }

  @Test
  void aCampaignReckonsWithTheCustomersBehindTheTenths() {
    List<Row> tenths =
        RetentionGains.rows("m", 1, judged(20, 3)).stream()
            .filter(row -> "all".equals(of(row, RetentionGains.GROUP)))
            .<Row>map(row -> new GenericRowWithSchema(values(row), RetentionGains.TABLE.schema()))
            .toList();

    List<ScoredCustomer> customers = RetentionGains.customers(tenths);

    assertThat(customers).hasSize(20).filteredOn(ScoredCustomer::isLeaver).hasSize(3);
    assertThat(customers.subList(0, 2))
        .containsOnly(new ScoredCustomer((1.0 / 2 + 1.0 / 3) / 2, true));
  }

  private static Object[] values(Row row) {
    return IntStream.range(0, row.length()).mapToObj(row::get).toArray();
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
