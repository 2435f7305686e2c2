package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FrictionSignals;
import io.percorso.testing.BaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPointsTest {
  private static final int HISTORIES = 100;
  static final Timeline.Rules RULES = rules();
  private static final List<Funnel> FUNNELS =
      Funnel.parse(
          "funnels",
          """
          funnels:
            - name: cart
              intent: buy
              window: 2d
              steps:
                - {name: home, touchpoint: home}
                - {name: cart, touchpoint: cart}
          """,
          List.of("buy"));

  static final List<Timeline.Part> PARTS = parts();

  @Test
  void aDayThatBeginsWithNothingOpenIsOne() {
    Story.of(
            """
            at       | intent
            1 09:00  | buy
            1 23:00  | buy
            3 09:00  | buy
            10 09:01 | buy
            """)
        .shows(
            RestartPoints.TABLE,
            """
            customer_id | restart_at | restart_month
            ada         | 1 09:00    | 2026-03-01
            ada         | 10 09:01   | 2026-03-01
            """);
  }

  @Test
  void aPurchaseEndsAJourneyAndANewDayMayBegin() {
    Story.of(
            """
            at      | intent | action
            1 09:00 | buy    | purchase
            1 09:10 | buy    | view
            2 09:00 | buy    | purchase
            3 09:00 | buy    | view
            """)
        .shows(
            RestartPoints.TABLE,
            """
            customer_id | restart_at
            ada         | 1 09:00
            ada         | 3 09:00
            """);
  }

  @Test
  void thePassBegunThereTellsTheSameFromThereOn() {
    int begun = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Interaction> history = TimelineFoldTest.history(seed);
      List<Long> points = restarts(history);
      for (Timeline.Part part : PARTS) {
        for (long point : points) {
          long memory = point - micros(part.lookBack());
          long from =
              points.stream().filter(p -> p <= memory).reduce(history.get(0).at(), Math::max);
          begun += from > history.get(0).at() ? 1 : 0;
          assertThat(rows(since(history, from), part, at -> at >= point))
              .as("history %d, %s from %s", seed, part.table(), BusinessDays.instant(point))
              .isEqualTo(rows(history, part, at -> at >= point));
        }
      }
    }
    assertThat(begun).as("passes that left something out").isGreaterThan(HISTORIES);
  }

  @Test
  void aChangeLeavesAloneWhatLiesBeforeTheLastOneOutOfItsReach() {
    int kept = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Interaction> all = TimelineFoldTest.history(seed);
      for (Interaction late : all) {
        kept += keptBefore(late, all);
      }
    }
    assertThat(kept).as("changes that left something alone").isGreaterThan(10 * HISTORIES);
  }

  private static int keptBefore(Interaction late, List<Interaction> all) {
    int kept = 0;
    List<Interaction> before = all.stream().filter(i -> i != late).toList();
    List<Long> points = restarts(before);
    for (Timeline.Part part : PARTS) {
      long reach = micros(RULES.reach().plus(part.lookAhead()));
      List<Long> out = points.stream().filter(p -> p <= late.at() - reach).toList();
      if (!out.isEmpty()) {
        long last = out.get(out.size() - 1);
        kept++;
        assertThat(rows(all, part, at -> at < last))
            .as("%s before %s", part.table(), BusinessDays.instant(last))
            .isEqualTo(rows(before, part, at -> at < last));
        assertThat(restarts(all)).contains(last);
      }
    }
    return kept;
  }

  /** Rules with short times, so that a month holds many a silence. */
  private static Timeline.Rules rules() {
    Story story =
        Story.of(List.of())
            .with("journeys.default-gap", "20h")
            .with("journeys.settle", "20h")
            .with("journeys.recapture", "60h")
            .with("sessions.gap.messaging", "8h")
            .with("sessions.gap.social", "8h")
            .with("sessions.cap", "8h")
            .with("sessions.hint-cap", "8h");
    for (String intent : BaseSettings.inUtc().under("journeys.gap").keySet()) {
      story = story.with("journeys.gap." + intent, "20h");
    }
    return story.rules();
  }

  private static List<Timeline.Part> parts() {
    FrictionSignals.Rules signals =
        FrictionSignals.Rules.from(
            BaseSettings.inUtc()
                .with("signals.repeat-contact.within", "30h", "test")
                .with("signals.handoff.within", "10h", "test")
                .with("signals.answers.within", "10h", "test"));
    return Stream.concat(
            Timeline.parts(RULES).stream(),
            Stream.of(
                FunnelEntries.part(FUNNELS, ZoneOffset.UTC),
                FrictionSignals.part(signals, ZoneOffset.UTC)))
        .filter(part -> part.table() != Timers.TABLE)
        .toList();
  }

  private static List<Long> restarts(List<Interaction> history) {
    List<Long> points = new ArrayList<>();
    tell(
        history,
        new Timeline.Listener() {
          @Override
          public void nothingOpen(String customerId, long at) {
            points.add(at);
          }
        });
    return points;
  }

  private static List<Interaction> since(List<Interaction> history, long from) {
    return history.stream().filter(i -> i.at() >= from).toList();
  }

  private static List<String> rows(
      List<Interaction> history, Timeline.Part part, Predicate<Long> isMeant) {
    int at = part.table().indexOf(part.at());
    List<String> drawn = new ArrayList<>();
    tell(
        history,
        part.factory()
            .open(
                values -> {
                  if (isMeant.test(BusinessDays.micros((Instant) values[at]))) {
                    drawn.add(Arrays.deepToString(values));
                  }
                }));
    return drawn.stream().sorted().toList();
  }

  private static void tell(List<Interaction> history, Timeline.Listener listener) {
    TimelineFold fold = new TimelineFold(RULES, Story.at("31 23:59"), listener);
    history.forEach(fold::take);
    fold.end();
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1000;
  }
}
