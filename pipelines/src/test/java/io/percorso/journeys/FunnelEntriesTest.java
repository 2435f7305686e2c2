package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Steps are drawn as minutes from the entry, a dash for one that was not reached. */
class FunnelEntriesTest {
  private static final List<Funnel> SHOP =
      FunnelTest.funnels(
          "{name: shop, intent: buy, window: 2d, steps: [{name: see, touchpoint: product},"
              + " {name: put, touchpoint: cart}, {name: send, touchpoint: shipping}]}");

  @Test
  void betweenStepsThatFollowEachOtherAnythingMayLie() {
    shows(
        """
        at      | intent | place
        1 09:00 | buy    | product
        1 09:05 | buy    | home
        1 09:10 | buy    | cart
        1 09:20 | buy    | shipping
        """,
        """
        sequential | strict | any     | reached_step | is_complete
        0 10 20    | 0 - -  | 0 10 20 | send         | true
        """);
  }

  @Test
  void furtherStepsOfAVisitDoNotBreakAStrictWay() {
    shows(
        """
        at      | intent | place    | action
        1 09:00 | buy    | product  | view
        1 09:05 | buy    | product  | click
        1 09:10 | buy    | cart     | view
        1 09:15 | buy    | cart     | error
        1 09:20 | buy    | shipping | view
        """,
        """
        sequential | strict  | any
        0 10 20    | 0 10 20 | 0 10 20
        """);
  }

  @Test
  void aStrictWayThatBrokeMayBeginAgain() {
    shows(
        """
        at      | intent | place
        1 09:00 | buy    | product
        1 09:05 | buy    | home
        1 09:10 | buy    | product
        1 09:15 | buy    | cart
        1 09:20 | buy    | home
        1 09:25 | buy    | shipping
        """,
        """
        sequential | strict | any
        0 15 25    | 0 15 - | 0 15 25
        """);
  }

  @Test
  void inAnyOrderAStepIsReachedWithTheLastOfThoseUpToIt() {
    shows(
        """
        at      | intent | place
        1 09:00 | buy    | product
        1 09:05 | buy    | shipping
        1 09:10 | buy    | cart
        """,
        """
        sequential | strict | any     | reached_step | is_complete
        0 10 -     | 0 - -  | 0 10 10 | put          | false
        """);
  }

  @Test
  void oneStepOfAJourneyReachesOneStepOfTheFunnel() {
    List<Funnel> overlapping =
        FunnelTest.funnels(
            "{name: twice, window: 1d, steps: [{name: see, touchpoint: product},"
                + " {name: view, action: view}]}");
    Story once = Story.of("at      | intent | place\n1 09:00 | buy    | product\n");
    draw(
        once,
        overlapping,
        """
        sequential | strict | any
        0 -        | 0 -    | 0 0
        """);
    Story twice =
        Story.of(
            """
            at      | intent | place
            1 09:00 | buy    | product
            1 09:01 | buy    | product
            """);
    draw(
        twice,
        overlapping,
        """
        sequential | strict | any
        0 1        | 0 1    | 0 0
        """);
  }

  @Test
  void theLastMomentOfTheWindowStillCounts() {
    shows(
        """
        at             | intent | place
        1 09:00        | buy    | product
        3 09:00        | buy    | cart
        3 09:00:00.001 | buy    | shipping
        """,
        """
        closes_at | sequential | strict   | any      | next_touchpoint
        3 09:00   | 0 2880 -   | 0 2880 - | 0 2880 - |
        """);
  }

  @Test
  void whileTheWindowRunsNothingIsANewEntryAndAfterItTheNextFirstStepIs() {
    shows(
        """
        at      | intent | place
        1 09:00 | buy    | product
        2 09:00 | buy    | product
        3 09:00 | buy    | product
        4 09:00 | buy    | cart
        5 09:00 | buy    | product
        5 09:10 | buy    | cart
        """,
        """
        entry_number | entered_at | entry_day  | entry_month | sequential
        1            | 1 09:00    | 2026-03-01 | 2026-03-01  | 0 - -
        2            | 5 09:00    | 2026-03-05 | 2026-03-01  | 0 10 -
        """);
  }

  @Test
  void everyJourneyEntersForItself() {
    shows(
        """
        at      | intent | place   | action
        1 09:00 | buy    | product | view
        1 09:10 | buy    | cart    | purchase
        1 10:00 | buy    | product | view
        """,
        """
        entry_number | entered_at | sequential
        1            | 1 09:00    | 0 10 -
        1            | 1 10:00    | 0 - -
        """);
  }

  @Test
  void journeysOfOtherIntentsAndWithoutTheFirstStepDoNotEnter() {
    shows(
        """
        at      | intent  | place
        1 09:00 | support | product
        1 09:10 | support | cart
        1 09:20 | buy     | cart
        1 09:30 | buy     | shipping
        """,
        "sequential\n");
  }

  @Test
  void whereTheJourneyWentNextIsTheFirstOtherTouchpointAfterTheFurthestStep() {
    shows(
        """
        at      | intent | place   | channel | action
        1 09:00 | buy    | product | web     | view
        1 09:05 | buy    | home    | web     | view
        1 09:10 | buy    | cart    | web     | view
        1 09:12 | buy    | cart    | web     | click
        1 09:20 | buy    | help    | chat    | message
        1 09:30 | buy    | product | web     | view
        """,
        """
        reached_count | reached_step | next_touchpoint | next_channel | stay_millis
        2             | put          | help            | chat         | 600000
        """);
  }

  @Test
  void whoGoesNowhereInTheWindowStaysUntilTheLastStep() {
    shows(
        """
        at      | intent | place   | action
        1 09:00 | buy    | product | view
        1 09:04 | buy    | product | click
        4 09:00 | buy    | cart    | view
        """,
        """
        reached_step | next_touchpoint | next_channel | stay_millis
        see          |                 |              | 240000
        """);
  }

  @Test
  void anEntryIsToldWhileItsWindowStillRuns() {
    draw(
        Story.of(
                """
                at      | intent | place
                1 09:00 | buy    | product
                1 09:10 | buy    | cart
                """)
            .until("1 09:05"),
        SHOP,
        """
        closes_at | sequential
        3 09:00   | 0 - -
        """);
  }

  @Test
  void inEveryHistoryTheStricterReadingReachesNoMoreAndNoSooner() {
    int reached = 0;
    for (int seed = 0; seed < 300; seed++) {
      for (Map<String, Object> entry :
          entries(Story.of(TimelineFoldTest.history(seed)), anywhere())) {
        Row[] steps = (Row[]) entry.get("steps");
        for (int i = 0; i < steps.length; i++) {
          assertThat(millis(steps[i], 2)).isLessThanOrEqualTo(millis(steps[i], 3));
          assertThat(millis(steps[i], 4)).isLessThanOrEqualTo(millis(steps[i], 2));
          for (int ordering = 2; i > 0 && ordering <= 4; ordering++) {
            assertThat(millis(steps[i], ordering))
                .isGreaterThanOrEqualTo(millis(steps[i - 1], ordering));
          }
        }
        assertThat(millis(steps[0], 3)).isZero();
        reached += millis(steps[2], 3) < Long.MAX_VALUE ? 1 : 0;
      }
    }
    assertThat(reached).as("entries that went the whole way strictly").isPositive();
  }

  /** That is why an entry needs no timer. */
  @Test
  void silenceAloneChangesNoEntry() {
    int entries = 0;
    for (int seed = 0; seed < 300; seed++) {
      List<Interaction> history =
          TimelineFoldTest.history(seed).stream()
              .filter(i -> i.at() < Story.at("5 00:00"))
              .toList();
      List<String> soon = drawn(Story.of(history).until("5 00:00"));
      assertThat(drawn(Story.of(history).until("31 23:59"))).isEqualTo(soon);
      entries += soon.size();
    }
    assertThat(entries).isPositive();
  }

  /** A funnel over the places of drawn histories. */
  private static List<Funnel> anywhere() {
    return FunnelTest.funnels(
        "{name: drawn, window: 3d, steps: [{name: a, touchpoint: home}, {name: b, touchpoint:"
            + " [cart, home]}, {name: c, touchpoint: help}]}");
  }

  private static long millis(Row step, int column) {
    return step.isNullAt(column) ? Long.MAX_VALUE : step.getLong(column);
  }

  static List<Map<String, Object>> entries(Story story, List<Funnel> funnels) {
    return story.rowsOf(FunnelEntries.TABLE, rules -> FunnelEntries.part(funnels, rules.zone()));
  }

  private static List<String> drawn(Story story) {
    return entries(story, anywhere()).stream()
        .map(FunnelEntriesTest::inMinutes)
        .map(Map::toString)
        .sorted()
        .toList();
  }

  private static void shows(String story, String expected) {
    draw(Story.of(story), SHOP, expected);
  }

  private static void draw(Story story, List<Funnel> funnels, String expected) {
    List<Map<String, Object>> rows = new ArrayList<>();
    entries(story, funnels).forEach(entry -> rows.add(inMinutes(entry)));
    assertThat(Grid.of(expected).rows()).hasSameSizeAs(rows);
    Story.draw(rows, expected);
  }

  private static Map<String, Object> inMinutes(Map<String, Object> entry) {
    Map<String, Object> row = new LinkedHashMap<>(entry);
    Row[] steps = (Row[]) row.remove("steps");
    row.put("sequential", minutes(steps, 2));
    row.put("strict", minutes(steps, 3));
    row.put("any", minutes(steps, 4));
    return row;
  }

  private static String minutes(Row[] steps, int column) {
    return Arrays.stream(steps)
        .map(step -> step.isNullAt(column) ? "-" : String.valueOf(step.getLong(column) / 60_000))
        .collect(Collectors.joining(" "));
  }
}
