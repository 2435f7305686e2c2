package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What holds for any history, tried on many that are drawn by lot from fixed seeds. */
class TimelineFoldTest {
  private static final int HISTORIES = 300;
  private static final String[] CHANNELS = {"web", "web", "app", "chat", "email", "crm", "social"};
  private static final String[] ACTIONS = {
    "view", "view", "click", "purchase", "message", "case_close", "complaint", "deliver", "error"
  };
  private static final String[] INTENTS = {null, null, null, "buy", "support", "pay"};
  private static final String[] PLACES = {"home", "cart", "help"};
  private static final String[] CUTOFFS = {
    "5 00:00", "9 00:00", "13 12:00", "20 00:00", "27 00:00", "31 23:59"
  };

  @Test
  void everyInteractionOfThePersonIsInExactlyOneJourneyAndSession() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Story story = Story.of(history(seed)).until("31 23:59");
      List<Map<String, Object>> steps = story.rowsOf(JourneySteps.TABLE);
      List<String> expected =
          story.interactions().stream()
              .filter(Interaction::isByCustomer)
              .map(Interaction::interactionId)
              .sorted()
              .toList();
      assertThat(steps.stream().map(row -> row.get("interaction_id").toString()).sorted())
          .as("history %d", seed)
          .containsExactlyElementsOf(expected);
      assertThat(total(story.rowsOf(Journeys.TABLE))).isEqualTo(expected.size());
      assertThat(total(story.rowsOf(Sessions.TABLE))).isEqualTo(expected.size());
    }
  }

  @Test
  void stepNumbersAndLinksAreWhole() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Map<String, Object>> steps =
          Story.of(history(seed)).until("31 23:59").rowsOf(JourneySteps.TABLE);
      long journeys = steps.stream().map(row -> row.get("journey_id")).distinct().count();
      long sessions = steps.stream().map(row -> row.get("session_id")).distinct().count();
      assertThat(count(steps, row -> row.get("step_number").equals(1L))).isEqualTo(journeys);
      assertThat(count(steps, row -> row.get("next_touchpoint") == null)).isEqualTo(journeys);
      assertThat(count(steps, row -> row.get("session_step_number").equals(1L)))
          .isEqualTo(sessions);
      assertThat(count(steps, row -> row.get("session_next_touchpoint") == null))
          .isEqualTo(sessions);
    }
  }

  @Test
  void whereSilenceAloneChangesAResultATimerWasDue() {
    int changes = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Interaction> history = before(history(seed), "5 00:00");
      for (int i = 1; i < CUTOFFS.length; i++) {
        Map<String, Object> earlier = tables(history, CUTOFFS[i - 1]);
        boolean isSame = earlier.equals(tables(history, CUTOFFS[i]));
        changes += isSame ? 0 : 1;
        assertThat(isAnyDue(history, CUTOFFS[i - 1], CUTOFFS[i]) || isSame)
            .as("history %d changes between %s and %s", seed, CUTOFFS[i - 1], CUTOFFS[i])
            .isTrue();
      }
    }
    assertThat(changes).as("histories in which silence changed something").isPositive();
  }

  @Test
  void everyTimerIsDueAfterTheCutoffThatWroteIt() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      for (String cutoff : CUTOFFS) {
        assertThat(Story.of(history(seed)).until(cutoff).rowsOf(Timers.TABLE))
            .allMatch(row -> BusinessDays.micros((Instant) row.get("due_at")) > Story.at(cutoff));
      }
    }
  }

  private static boolean isAnyDue(List<Interaction> history, String after, String until) {
    return Story.of(history).until(after).rowsOf(Timers.TABLE).stream()
        .anyMatch(row -> BusinessDays.micros((Instant) row.get("due_at")) <= Story.at(until));
  }

  private static Map<String, Object> tables(List<Interaction> history, String cutoff) {
    Story story = Story.of(history).until(cutoff);
    return Map.of(
        "sessions", drawn(story.rowsOf(Sessions.TABLE)),
        "steps", drawn(story.rowsOf(JourneySteps.TABLE)),
        "journeys", drawn(story.rowsOf(Journeys.TABLE)));
  }

  private static List<String> drawn(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> plain = new HashMap<>(row);
              plain.replaceAll((k, v) -> v instanceof String[] w ? String.join(" ", w) : v);
              return plain.toString();
            })
        .sorted()
        .toList();
  }

  private static long total(List<Map<String, Object>> rows) {
    return rows.stream().mapToLong(row -> (Long) row.get("step_count")).sum();
  }

  private static long count(
      List<Map<String, Object>> rows, Predicate<Map<String, Object>> isCounted) {
    return rows.stream().filter(isCounted).count();
  }

  private static List<Interaction> before(List<Interaction> history, String time) {
    return history.stream().filter(i -> i.at() < Story.at(time)).toList();
  }

  static List<Interaction> history(int seed) {
    Random lot = new Random(seed);
    List<Interaction> history = new ArrayList<>();
    int count = 1 + lot.nextInt(40);
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new HashMap<>();
      row.put(
          "at",
          "%d %02d:%02d".formatted(1 + lot.nextInt(30), 8 + lot.nextInt(2), 15 * lot.nextInt(4)));
      row.put("channel", CHANNELS[lot.nextInt(CHANNELS.length)]);
      row.put("action", ACTIONS[lot.nextInt(ACTIONS.length)]);
      row.put("intent", INTENTS[lot.nextInt(INTENTS.length)]);
      row.put("place", PLACES[lot.nextInt(PLACES.length)]);
      row.put("direction", lot.nextInt(5) == 0 ? "outbound" : "inbound");
      row.put("conversation", lot.nextInt(3) == 0 ? null : "c" + lot.nextInt(3));
      history.add(Story.interaction(row, i));
    }
    history.sort(Comparator.comparingLong(Interaction::at));
    return history;
  }
}
