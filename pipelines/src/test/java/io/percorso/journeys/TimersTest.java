package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimersTest {
  @Test
  void aTimerIsDueAtTheFirstCutoffThatDiffers() {
    assertThat(timersAt("1 10:00")).containsExactly("abandonment " + instant("8 09:00", 1));
  }

  @Test
  void anOpenSessionIsWaitedForToo() {
    assertThat(timersAt("1 09:30"))
        .containsExactlyInAnyOrder(
            "session_end " + instant("1 09:30", 1), "abandonment " + instant("8 09:00", 1));
  }

  @Test
  void exactlyTheGapIsNotYetSilence() {
    assertThat(timersAt("8 09:00")).hasSize(1);
    assertThat(timersAt("8 09:00:00.000001")).isEmpty();
  }

  @Test
  void aResolutionIsWaitedForFromItsOwnTime() {
    assertThat(
            told(
                Story.of(
                        """
                        at      | intent  | channel | action
                        1 09:00 | support | chat    | message
                        1 10:00 | support | crm     | case_close
                        """)
                    .until("3 00:00")))
        .containsExactly("resolution " + instant("8 10:00", 1));
  }

  @Test
  void twoResultsThatWaitForOneMomentAreOneRow() {
    assertThat(
            told(
                Story.of(
                        """
                        at      | intent
                        1 09:00 | buy
                        1 09:00 | pay
                        """)
                    .until("3 00:00")))
        .hasSize(1);
  }

  @Test
  void aConvertedJourneyWaitsForNothing() {
    assertThat(
            told(
                Story.of(
                        """
                        at      | intent | action
                        1 09:00 | buy    | purchase
                        """)
                    .until("3 00:00")))
        .isEmpty();
  }

  private static List<String> timersAt(String cutoff) {
    return told(
        Story.of(
                """
                at      | intent
                1 09:00 | buy
                """)
            .until(cutoff));
  }

  private static List<String> told(Story story) {
    List<Map<String, Object>> rows = story.rowsOf(Timers.TABLE);
    return rows.stream().map(row -> row.get("reason") + " " + row.get("due_at")).toList();
  }

  private static Instant instant(String at, long microsLater) {
    return BusinessDays.instant(Story.at(at) + microsLater);
  }
}
