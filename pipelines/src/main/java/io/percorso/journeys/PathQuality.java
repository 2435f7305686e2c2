package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per month and touchpoint: how straight journeys come by it.
 *
 * <p>Built from {@link JourneyVisits}: journeys that began in the month and ended, whatever their
 * intent, with all their visits, later months included. A step directly after another at the same
 * touchpoint is a self-loop and no new visit. Rework, self-loops and ping-pong as in process
 * mining: W. van der Aalst, Process Mining (2016).
 *
 * <p>expected_revisits is Nᵢᵢ − 1 of {@link MarkovChain}: how often a customer who is there would
 * come again if only the place where one is decided where one goes next. Far fewer
 * revisits_per_journey than that: customers remember that they have been there.
 */
public final class PathQuality {
  public static final Field MONTH = JourneyVisits.MONTH;
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field JOURNEY_COUNT =
      Field.bigint("journey_count", "Ended journeys that visit it, at least 1");
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Their visits of it: runs of steps there");
  public static final Field STEP_COUNT = Field.bigint("step_count", "Their steps there");
  public static final Field VISITS_PER_JOURNEY =
      Field.real("visits_per_journey", "visit_count / journey_count, at least 1");
  public static final Field SELF_LOOP_COUNT =
      Field.bigint("self_loop_count", "Steps there that the next step follows at the same place");
  public static final Field SELF_LOOP_SHARE =
      Field.real("self_loop_share", "self_loop_count / step_count");
  public static final Field PING_PONG_COUNT =
      Field.bigint("ping_pong_count", "Visits of it after one visit elsewhere after a visit of it");
  public static final Field PING_PONG_SHARE =
      Field.real("ping_pong_share", "ping_pong_count / visit_count");
  public static final Field REWORK_JOURNEY_COUNT =
      Field.bigint("rework_journey_count", "Journeys that visit it more than once");
  public static final Field REWORK_SHARE =
      Field.real("rework_share", "rework_journey_count / journey_count");
  public static final Field REVISITS_PER_JOURNEY =
      Field.real("revisits_per_journey", "(visit_count - journey_count) / journey_count");
  public static final Field EXPECTED_REVISITS =
      Field.real(
          "expected_revisits",
          "Further visits to be expected of one who is there, without memory; null: too rare");

  public static final Table TABLE =
      Table.named(
              "gold.path_quality",
              "One row per month and touchpoint",
              MONTH,
              TOUCHPOINT,
              JOURNEY_COUNT,
              VISIT_COUNT,
              STEP_COUNT,
              VISITS_PER_JOURNEY,
              SELF_LOOP_COUNT,
              SELF_LOOP_SHARE,
              PING_PONG_COUNT,
              PING_PONG_SHARE,
              REWORK_JOURNEY_COUNT,
              REWORK_SHARE,
              REVISITS_PER_JOURNEY,
              EXPECTED_REVISITS)
          .grain(MONTH, TOUCHPOINT)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "a journey that visits makes a visit, a visit has a step",
                  JOURNEY_COUNT
                      .col()
                      .between(1, VISIT_COUNT.col())
                      .and(VISIT_COUNT.col().leq(STEP_COUNT.col()))),
              fail(
                  "a step begins a visit or follows one there",
                  SELF_LOOP_COUNT.col().plus(VISIT_COUNT.col()).equalTo(STEP_COUNT.col())),
              fail(
                  "who comes back in two visits revisits",
                  PING_PONG_COUNT.col().leq(VISIT_COUNT.col().minus(JOURNEY_COUNT.col()))),
              fail(
                  "no more journeys revisit than visit",
                  REWORK_JOURNEY_COUNT.col().leq(JOURNEY_COUNT.col())),
              fail("revisits to be expected are not negative", EXPECTED_REVISITS.col().geq(0)));

  /**
   * From conf/base.yaml, section chains.
   *
   * @param states touchpoints that are states of their own in a chain
   */
  public record Rules(int states) implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules(Transitions.states(settings));
    }
  }

  private PathQuality() {}

  /**
   * @param visits rows of {@link JourneyVisits}, all those of their months
   */
  public static Dataset<Row> build(Dataset<Row> visits, Rules rules) {
    return TallyRows.byMonth(
        visits, PathQuality::tell, TABLE, (month, intent, tallies) -> rows(month, tallies, rules));
  }

  static void tell(Walk walk, Tallies tallies) {
    walk.tellChain(tallies);
    List<String> touchpoints = walk.touchpoints();
    Map<String, Integer> visits = new HashMap<>();
    for (int i = 0; i < touchpoints.size(); i++) {
      String touchpoint = touchpoints.get(i);
      visits.merge(touchpoint, 1, Integer::sum);
      tallies.count(Tally.of(Tally.Kind.VISIT, touchpoint));
      tallies.add(Tally.of(Tally.Kind.STEP, touchpoint), Tallies.Sum.of(walk.stepCounts().get(i)));
      if (i > 1 && touchpoints.get(i - 2).equals(touchpoint)) {
        tallies.count(Tally.of(Tally.Kind.PING_PONG, touchpoint));
      }
    }
    visits.forEach(
        (touchpoint, count) -> {
          tallies.count(Tally.of(Tally.Kind.WALK, touchpoint));
          if (count > 1) {
            tallies.count(Tally.of(Tally.Kind.REWORK, touchpoint));
          }
        });
  }

  private static List<Row> rows(LocalDate month, Tallies tallies, Rules rules) {
    Transitions transitions = tallies.transitions();
    SortedMap<String, Double> expected =
        MarkovChain.of(transitions.keeping(rules.states)).expectedVisits();
    List<Row> rows = new ArrayList<>();
    for (String touchpoint : transitions.touchpoints()) {
      long journeys = count(tallies, Tally.Kind.WALK, touchpoint);
      long visits = count(tallies, Tally.Kind.VISIT, touchpoint);
      long steps = count(tallies, Tally.Kind.STEP, touchpoint);
      long selfLoops = steps - visits;
      long pingPongs = count(tallies, Tally.Kind.PING_PONG, touchpoint);
      long reworks = count(tallies, Tally.Kind.REWORK, touchpoint);
      rows.add(
          RowFactory.create(
              month,
              touchpoint,
              journeys,
              visits,
              steps,
              share(visits, journeys),
              selfLoops,
              share(selfLoops, steps),
              pingPongs,
              share(pingPongs, visits),
              reworks,
              share(reworks, journeys),
              share(visits - journeys, journeys),
              expected.containsKey(touchpoint) ? Math.max(expected.get(touchpoint) - 1, 0) : null));
    }
    return rows;
  }

  private static long count(Tallies tallies, Tally.Kind kind, String touchpoint) {
    return tallies.countOf(Tally.of(kind, touchpoint));
  }

  private static double share(long part, long whole) {
    return part / (double) whole;
  }
}
