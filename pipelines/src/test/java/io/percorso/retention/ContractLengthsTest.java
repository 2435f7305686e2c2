package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.lake.Field;
import io.percorso.retention.SurvivalCurves.Group;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ContractLengthsTest {
  private final Map<Group, LifeCounts> groups = new TreeMap<>();

  private static LifeCounts lives(String times) {
    LifeCounts counts = new LifeCounts(2);
    for (String time : times.split(" ")) {
      boolean isOver = !time.endsWith("+");
      int day = Integer.parseInt(time.replace("+", ""));
      counts.add(ContractFold.BEGINNING, 1, 0, 0, 0);
      counts.add(day, 0, isOver ? 0 : 1, isOver ? 1 : 0, 0);
    }
    return counts;
  }

  /** A tier's contracts, all of the same length but for some that are over a little sooner. */
  private static LifeCounts tier(int ended, int days) {
    LifeCounts counts = new LifeCounts(2).add(ContractFold.BEGINNING, 2L * ended, 0, 0, 0);
    for (int i = 0; i < ended; i++) {
      counts.add(days + i, 0, 1, i % 2, 1 - i % 2);
    }
    return counts;
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(ContractLengths.TABLE.fields().indexOf(field));
  }

  private void put(String kind, String tier, LifeCounts counts) {
    groups.put(new Group(kind, tier), counts);
  }

  /** The leukaemia trial of E. Freireich and others (1963): exp(1.267335), and 1 / .732194. */
  @Test
  void kindsAreComparedAsThePublishedTrialIs() {
    put(
        "automatic",
        "all",
        lives("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+ 40+"));
    put("manual", "all", lives("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"));
    assertThat(rows()).hasSize(1).allSatisfy(row -> assertThat(reason(row)).isEqualTo("few_ended"));

    // Ten ends are asked for, and the trial has nine among the treated: both arms twice.
    String treated = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
    String others = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
    put("automatic", "all", lives(treated + " " + treated));
    put("manual", "all", lives(others + " " + others));

    Row row = rows().get(0);
    double ratio = of(row, ContractLengths.TIME_RATIO);
    assertThat(ratio).isCloseTo(Math.exp(1.267335), within(1e-5));
    double shape = of(row, ContractLengths.SHAPE);
    assertThat(shape).isCloseTo(1 / .732194, within(1e-5));
    long ended = of(row, ContractLengths.ENDED_COUNT);
    assertThat(ended).isEqualTo(18);
    double low = of(row, ContractLengths.TIME_RATIO_LOW);
    assertThat(low).isBetween(1.5, 3.5);
    assertThat(reason(row)).isNull();
  }

  @Test
  void tiersAreHeldAgainstTheLargestAndRareOnesAreSaidToBe() {
    put("automatic", "all", tier(130, 100));
    put("automatic", "base", tier(80, 100));
    put("automatic", "gold", tier(40, 200));
    put("automatic", "test", tier(4, 10));

    List<Row> rows = rows();

    assertThat(rows)
        .extracting(row -> of(row, ContractLengths.VALUE) + " " + reason(row))
        .containsExactly(
            "automatic few_ended", "gold null", "other_tiers few_ended", "test few_ended");
    Row gold = rows.get(1);
    String against = of(gold, ContractLengths.AGAINST);
    assertThat(against).isEqualTo("base");
    double ratio = of(gold, ContractLengths.TIME_RATIO);
    assertThat(ratio).isBetween(1.3, 2.2);
    double probability = of(gold, ContractLengths.PROBABILITY);
    assertThat(probability).isLessThan(1e-6);
  }

  private static LifeCounts sum(LifeCounts... parts) {
    LifeCounts sum = new LifeCounts(2);
    for (LifeCounts part : parts) {
      part.moments((day, entered, lost, ended) -> sum.add(day, entered, lost, ended, 0));
    }
    return sum;
  }

  /** In the largest tier automatic contracts are the shorter ones, over all tiers the longer. */
  @Test
  void whereNoTierIsToldApartTheKindsAreComparedOverAllOfThem() {
    put("automatic", "base", tier(5, 50));
    put("manual", "base", tier(4, 100));
    for (String tier : List.of("gold", "plus")) {
      put("automatic", tier, tier(5, 300));
      put("manual", tier, tier(3, 100));
    }
    put("automatic", "all", sum(tier(5, 50), tier(5, 300), tier(5, 300)));
    put("manual", "all", sum(tier(4, 100), tier(3, 100), tier(3, 100)));

    List<Row> rows = rows();

    assertThat(rows)
        .extracting(row -> of(row, ContractLengths.VALUE) + " " + reason(row))
        .containsExactly("automatic null", "gold few_ended", "plus few_ended");
    double ratio = of(rows.get(0), ContractLengths.TIME_RATIO);
    assertThat(ratio).isGreaterThan(1.5);
  }

  @Test
  void withoutContractsThereIsNothingToTell() {
    assertThat(rows()).isEmpty();
  }

  private List<Row> rows() {
    return ContractLengths.rows(groups);
  }

  private static String reason(Row row) {
    return of(row, ContractLengths.REASON);
  }
}
