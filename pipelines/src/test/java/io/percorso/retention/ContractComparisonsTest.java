package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ContractComparisonsTest {
  private static LifeCounts lives(String times) {
    LifeCounts counts = new LifeCounts(2);
    for (String time : times.split(" ")) {
      boolean isOver = !time.endsWith("+");
      int day = Integer.parseInt(time.replace("+", ""));
      counts.add(-1, 1, 0, 0, 0).add(day, 0, isOver ? 0 : 1, isOver ? 1 : 0, 0);
    }
    return counts;
  }

  /** The leukaemia trial of E. Freireich and others (1963), whose log-rank is 16.7929. */
  @Test
  void kindsAreComparedAsThePublishedTrialIs() {
    Map<Group, LifeCounts> groups = new TreeMap<>();
    LifeCounts any = lives("1");
    groups.put(new Group("all", "all"), any);
    groups.put(
        new Group("automatic", "all"),
        lives("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"));
    groups.put(
        new Group("manual", "all"), lives("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"));

    List<Row> rows = ContractComparisons.rows(groups);

    assertThat(rows).hasSize(1);
    Row row = rows.get(0);
    assertThat(row.getLong(1)).isEqualTo(21);
    assertThat(row.getLong(3)).isEqualTo(9);
    assertThat(row.getDouble(4)).isCloseTo(19.2505, within(1e-4));
    assertThat(row.getDouble(5)).isCloseTo(16.7929, within(1e-4));
    assertThat(row.getDouble(6)).isCloseTo(4.17e-5, within(1e-7));
    assertThat(row.isNullAt(7)).isTrue();
  }

  /**
   * Customers of IBM's telephone company who pay automatically against the others, in months; the
   * figures were taken from the file in exact fractions by a program in another language.
   */
  @Test
  void automaticPaymentOfATelephoneCompanyIsComparedAsByHand() throws IOException {
    LifeCounts automatic = new LifeCounts(2);
    LifeCounts manual = new LifeCounts(2);
    List<String> lines = Files.readAllLines(RealData.path("telco-churn/Telco-Customer-Churn.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int left = cells[20].strip().equals("Yes") ? 1 : 0;
      (cells[17].contains("automatic") ? automatic : manual)
          .add(-1, 1, 0, 0, 0)
          .add(Integer.parseInt(cells[5]), 0, 1 - left, left, 0);
    }
    Row row =
        ContractComparisons.rows(
                new TreeMap<>(
                    Map.of(
                        new Group("all", "all"), automatic,
                        new Group("automatic", "all"), automatic,
                        new Group("manual", "all"), manual)))
            .get(0);

    assertThat(row.getLong(1)).isEqualTo(3066);
    assertThat(row.getLong(2)).isEqualTo(3977);
    assertThat(row.getLong(3)).isEqualTo(490);
    assertThat(row.getDouble(4)).isCloseTo(1013.868353, within(1e-4));
    assertThat(row.getDouble(5)).isCloseTo(624.495333, within(1e-3));
  }

  @Test
  void whereOneKindIsMissingNothingIsCompared() {
    Map<Group, LifeCounts> groups = new TreeMap<>();
    groups.put(new Group("all", "gold"), lives("1 2+"));
    groups.put(new Group("manual", "gold"), lives("1 2+"));

    Row row = ContractComparisons.rows(groups).get(0);

    assertThat(row.getString(0)).isEqualTo("gold");
    assertThat(row.getLong(1)).isZero();
    assertThat(row.getLong(2)).isEqualTo(2);
    assertThat(row.isNullAt(6)).isTrue();
    assertThat(row.getString(7)).isEqualTo("nothing_to_compare");
  }
}
