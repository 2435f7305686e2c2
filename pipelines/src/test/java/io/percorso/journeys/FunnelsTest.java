package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Cutoff;
import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FunnelsTest {
  static final List<Funnel> SHOP =
      FunnelTest.funnels(
          "{name: shop, intent: buy, window: 2d, steps: [{name: see, touchpoint: product},"
              + " {name: put, touchpoint: cart}, {name: order, action: purchase}]}");

  /** Four ways on two days; the last one's window is open until the end of the sixth day. */
  static final Story STORY =
      Story.of(
          """
          at         | intent | place   | action
          1 09:00    | buy    | product | view
          1 09:01    | buy    | home    | view
          1 09:02    | buy    | cart    | view
          1 09:04    | buy    | pay     | purchase
          1 10:00    | buy    | product | view
          1 10:00:30 | buy    | cart    | view
          1 10:01    | buy    | cart    | purchase
          1 11:00    | buy    | product | view
          4 12:00    | buy    | product | view
          """);

  @Test
  void eachStepIsCountedOnTheDayOfEntryInEachOrdering(SparkSession spark) {
    Dataset<Row> funnels = Funnels.build(entries(spark), endOf(6));
    Story.draw(
        Frames.maps(
            funnels
                .where("day = date'2026-03-01'")
                .selectExpr(
                    "*",
                    "round(reached_share, 3) as share",
                    "round(reached_low, 3) as low",
                    "round(reached_high, 3) as high")
                .orderBy("ordering", "step_number")),
        """
        funnel | ordering   | day        | month      | step_number | step  | entered_count | reached_count | customer_count | share | low   | high  | p25_seconds | p50_seconds | p75_seconds | p90_seconds | p99_seconds
        shop   | any        | 2026-03-01 | 2026-03-01 | 1           | see   | 3             | 3             | 1              | 1.0   | 0.526 | 1.0   | 0.0         | 0.0         | 0.0         | 0.0         | 0.0
        shop   | any        | 2026-03-01 | 2026-03-01 | 2           | put   | 3             | 2             | 1              | 0.667 | 0.254 | 0.922 | 52.5        | 75.0        | 97.5        | 111.0       | 119.1
        shop   | any        | 2026-03-01 | 2026-03-01 | 3           | order | 3             | 2             | 1              | 0.667 | 0.254 | 0.922 | 105.0       | 150.0       | 195.0       | 222.0       | 238.2
        shop   | sequential | 2026-03-01 | 2026-03-01 | 1           | see   | 3             | 3             | 1              | 1.0   | 0.526 | 1.0   | 0.0         | 0.0         | 0.0         | 0.0         | 0.0
        shop   | sequential | 2026-03-01 | 2026-03-01 | 2           | put   | 3             | 2             | 1              | 0.667 | 0.254 | 0.922 | 52.5        | 75.0        | 97.5        | 111.0       | 119.1
        shop   | sequential | 2026-03-01 | 2026-03-01 | 3           | order | 3             | 2             | 1              | 0.667 | 0.254 | 0.922 | 105.0       | 150.0       | 195.0       | 222.0       | 238.2
        shop   | strict     | 2026-03-01 | 2026-03-01 | 1           | see   | 3             | 3             | 1              | 1.0   | 0.526 | 1.0   | 0.0         | 0.0         | 0.0         | 0.0         | 0.0
        shop   | strict     | 2026-03-01 | 2026-03-01 | 2           | put   | 3             | 1             | 1              | 0.333 | 0.078 | 0.746 | 30.0        | 30.0        | 30.0        | 30.0        | 30.0
        shop   | strict     | 2026-03-01 | 2026-03-01 | 3           | order | 3             | 1             | 1              | 0.333 | 0.078 | 0.746 | 60.0        | 60.0        | 60.0        | 60.0        | 60.0
        """);
    assertThat(Promised.broken(Funnels.TABLE, funnels)).isEmpty();
  }

  @Test
  void aStepThatNobodyReachedIsThereWithoutTimes(SparkSession spark) {
    Story.draw(
        Frames.maps(
            Funnels.build(entries(spark), endOf(6))
                .where("day = date'2026-03-04' and ordering = 'any'")
                .orderBy("step_number")),
        """
        step_number | entered_count | reached_count | customer_count | reached_share | p50_seconds
        1           | 1             | 1             | 1              | 1.0           | 0.0
        2           | 1             | 0             | 0              | 0.0           |
        3           | 1             | 0             | 0              | 0.0           |
        """);
  }

  @Test
  void anEntryCountsOnceTheCutoffIsLaterThanItsWindow(SparkSession spark) {
    assertThat(Frames.values(Funnels.build(entries(spark), endOf(5)), Funnels.DAY))
        .containsExactly("2026-03-01");
    assertThat(Frames.values(Funnels.build(entries(spark), endOf(6)), Funnels.DAY))
        .containsExactly("2026-03-01", "2026-03-04");
  }

  @Test
  void whatClosesInANightIsWhatCountsAfterItAndNotBefore(SparkSession spark) {
    Dataset<Row> entries = entries(spark);
    assertThat(entries.where(FunnelEntries.closedBetween(endOf(4), endOf(5))).count()).isZero();
    assertThat(entries.where(FunnelEntries.closedBetween(endOf(5), endOf(6))).count()).isEqualTo(1);
    assertThat(entries.where(FunnelEntries.closedBetween(endOf(6), endOf(7))).count()).isZero();
  }

  static Dataset<Row> entries(SparkSession spark) {
    return Frames.of(spark, FunnelEntries.TABLE, FunnelEntriesTest.entries(STORY, SHOP));
  }

  static Cutoff endOf(int day) {
    return Cutoff.endOf(LocalDate.of(2026, 3, day), ZoneOffset.UTC);
  }
}
