package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.statistics.Interval;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SurvivalCurvesTest {
  private static final SurvivalCurves.Rules ONE = new SurvivalCurves.Rules(1, 2);

  private static List<Map<String, Object>> maps(List<Row> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> map = new HashMap<>();
              for (int i = 0; i < row.length(); i++) {
                map.put(SurvivalCurves.TABLE.fields().get(i).name(), row.get(i));
              }
              return map;
            })
        .toList();
  }

  @Test
  void contractsOfEachGroupAreCountedOverTheirLives(SparkSession spark) {
    Dataset<Row> lives =
        Lives.of(
            spark,
            """
            customer_id | day        | kind             | collection | tier | since
            ada         | 2026-03-01 | subscribed       | auto       |      |
            ada         | 2026-03-11 | cancel_requested | auto       |      |
            bob         | 2026-03-01 | subscribed       | invoice    |      |
            bob         | 2026-03-11 | lapsed           |            |      |
            cem         | 2026-03-06 | stated           |            | gold | 2026-03-01
            cem         | 2026-03-06 | renewed          | auto       |      |
            dan         | 2026-03-01 | subscribed       | auto       |      |
            anon-1      | 2026-03-01 | subscribed       | auto       |      |
            """);

    assertThat(Frames.sorted(SurvivalCurves.tiers(lives, ONE))).containsExactly("[gold]");
    SortedMap<Group, LifeCounts> groups =
        SurvivalCurves.groups(SurvivalCurves.counts(lives, List.of("gold")).collectAsList());
    assertThat(groups.keySet())
        .extracting(Group::toString)
        .containsExactly(
            "Group[kind=all, tier=all]",
            "Group[kind=all, tier=gold]",
            "Group[kind=automatic, tier=all]",
            "Group[kind=automatic, tier=gold]",
            "Group[kind=manual, tier=all]");
    Grid.of(
            """
            contract_kind | tier | cause       | day | from_day | watched_count | event_count | stayed_share | left_share
            all           | all  | any         | 10  | 0        | 4             | 2           | 0.5          | 0.5
            all           | all  | voluntary   | 10  | 0        | 4             | 1           | 0.5          | 0.25
            all           | all  | involuntary | 10  | 0        | 4             | 1           | 0.5          | 0.25
            automatic     | all  | any         | 10  | 0        | 3             | 1           | 0.667        | 0.333
            automatic     | all  | voluntary   | 10  | 0        | 3             | 1           | 0.667        | 0.333
            automatic     | all  | involuntary | 10  | 0        | 3             | 0           | 0.667        | 0.0
            manual        | all  | any         | 10  | 0        | 1             | 1           | 0.0          | 1.0
            manual        | all  | voluntary   | 10  | 0        | 1             | 0           | 0.0          | 0.0
            manual        | all  | involuntary | 10  | 0        | 1             | 1           | 0.0          | 1.0
            """)
        .assertShows(
            maps(SurvivalCurves.rows(groups, ONE)), row -> column -> shown(row.get(column)));
  }

  private static Object shown(Object value) {
    return value instanceof Double share ? Math.round(share * 1000) / 1000.0 : value;
  }

  @Test
  void withTooFewWatchedThereIsNoCurve() {
    SortedMap<Group, LifeCounts> groups = new TreeMap<>();
    groups.put(new Group("all", "all"), new LifeCounts(2).add(-1, 29, 0, 0, 0).add(5, 0, 0, 29, 0));

    assertThat(SurvivalCurves.rows(groups, new SurvivalCurves.Rules(30, 2))).isEmpty();
    assertThat(SurvivalCurves.rows(groups, new SurvivalCurves.Rules(29, 2))).hasSize(3);
  }

  @Test
  void anIntervalStaysWithinZeroAndOneAndHoldsTheShare() {
    for (double share : new double[] {0.001, 0.2, 0.5, 0.99}) {
      Interval interval = SurvivalCurves.interval(share, 0.05).orElseThrow();
      assertThat(interval.low()).isBetween(0.0, share);
      assertThat(interval.high()).isBetween(share, 1.0);
    }
    assertThat(SurvivalCurves.interval(0, 0)).isEmpty();
    assertThat(SurvivalCurves.interval(1, 0)).isEmpty();
  }

  /**
   * 7,043 customers of IBM's telephone company, months, against the product taken by hand from the
   * file alone; 3,875 of them by the month.
   */
  @Test
  void contractsOfATelephoneCompanyStayAsAProductByHandSays() throws IOException {
    Map<String, LifeCounts> counts = new HashMap<>();
    Map<String, List<double[]>> people = new HashMap<>();
    List<String> lines = Files.readAllLines(RealData.path("telco-churn/Telco-Customer-Churn.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int months = Integer.parseInt(cells[5]);
      boolean hasLeft = cells[cells.length - 1].strip().equals("Yes");
      counts
          .computeIfAbsent(cells[15], c -> new LifeCounts(2))
          .add(-1, 1, 0, 0, 0)
          .add(months, 0, hasLeft ? 0 : 1, hasLeft ? 1 : 0, 0);
      people
          .computeIfAbsent(cells[15], c -> new ArrayList<>())
          .add(new double[] {months, hasLeft ? 1 : 0});
    }
    assertThat(people.get("Month-to-month")).hasSize(3875);
    counts.forEach(
        (contract, of) -> {
          SortedMap<Group, LifeCounts> groups = new TreeMap<>();
          groups.put(new Group("all", "all"), of);
          for (Map<String, Object> row : maps(SurvivalCurves.rows(groups, ONE))) {
            if (row.get("cause").equals("any")) {
              int day = (int) row.get("day");
              assertThat((double) row.get("stayed_share"))
                  .as("%s after %d months", contract, day)
                  .isCloseTo(byHand(people.get(contract), day), within(1e-12));
            }
          }
        });
    assertThat(byHand(people.get("Month-to-month"), 12)).isCloseTo(MONTHLY_AFTER_12, within(1e-4));
    assertThat(byHand(people.get("Two year"), 60)).isCloseTo(TWO_YEARS_AFTER_60, within(1e-4));
  }

  /** Taken from the file by a program in another language. */
  private static final double MONTHLY_AFTER_12 = 0.703097;

  private static final double TWO_YEARS_AFTER_60 = 0.986200;

  /** Product over months of 1 - leavers of the month / those who were there for as long. */
  private static double byHand(List<double[]> people, int until) {
    double share = 1;
    for (int month = 0; month <= until; month++) {
      int at = month;
      double there = people.stream().filter(p -> p[0] >= at).count();
      double left = people.stream().filter(p -> p[0] == at && p[1] == 1).count();
      share *= there == 0 ? 1 : 1 - left / there;
    }
    return share;
  }
}
