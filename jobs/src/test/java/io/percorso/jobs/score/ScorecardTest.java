package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  private static final Scorecard CARD =
      new Scorecard(
          List.of(
              Score.exact("records.verdicts", 10, 10, "all well"),
              Score.atLeast("sessions.f1", 0.9, 100, 0.95, "some are missed"),
              Score.atLeast("bots.f1", 1, 0, 0.95, "no program")),
          List.of());

  @Test
  void aRequiredRowThatHoldsIsNotTold() {
    assertThat(CARD.unmet(List.of("records.verdicts"))).isEmpty();
  }

  @Test
  void aRequiredRowThatDoesNotHoldIsToldWithItsBound() {
    assertThat(CARD.unmet(List.of("sessions.f1")))
        .containsExactly("sessions.f1 is 0.9, must be >= 0.95: some are missed");
  }

  @Test
  void aRequiredRowThatIsMissingOrJudgedNothingDoesNotHold() {
    assertThat(CARD.unmet(List.of("journeys.outcome", "bots.f1")))
        .hasSize(2)
        .anyMatch(s -> s.startsWith("journeys.outcome: the scorecard has no such row"))
        .anyMatch(s -> s.startsWith("bots.f1 is not known, must be >= 0.95"));
  }

  @Test
  void anUnknownNameIsAMistakeThatNamesTheNearest() {
    assertThatThrownBy(() -> Scorecard.requireKnown(List.of("session.f1")))
        .hasMessageContaining("did you mean 'sessions.f1'?");
  }

  @Test
  void aValueJustBelowItsBoundIsNotShownAsTheBound() {
    Score score = Score.atLeast("sessions.f1", 0.94999999, 9, 0.95, "");
    assertThat(score.value()).isEqualTo("0.949999");
    assertThat(score.verdict()).isEqualTo(Score.Verdict.FAILED);
  }
}
