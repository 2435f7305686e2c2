package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.SurvivalCurves.Group;
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
