package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.JourneyOutcomes.Found;
import io.percorso.jobs.score.Score.Verdict;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneyOutcomesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final TruthWorld CLEAN = new TruthWorld("1", "clean", DAY);
  private static final TruthWorld HOSTILE = new TruthWorld("1", "hostile", DAY);

  private final JourneyOutcomes outcomes = new JourneyOutcomes();

  @Test
  void aTrueJourneyIsTheFoundOneThatHoldsMostOfIt() {
    take(1, "converted", "a abandoned 9");
    take(1, "converted", "b converted 5");
    take(1, "converted", "b converted 5");
    assertThat(outcomes.outcomes().count("converted", "converted")).isEqualTo(1);
  }

  @Test
  void ofTwoThatHoldEquallyMuchTheLaterHasTheOutcome() {
    take(1, "converted", "z abandoned 5");
    take(1, "converted", "a converted 9");
    take(2, "abandoned", "a converted 5");
    take(2, "abandoned", "z abandoned 9");
    assertThat(outcomes.outcomes().agreeing()).isEqualTo(2);
  }

  @Test
  void interactionsInNoJourneyCountForNone() {
    take(1, "open", "");
    take(1, "open", "");
    take(1, "open", "a open 5");
    take(2, "open", "");
    Confusion found = outcomes.outcomes();
    assertThat(found.count("open", "open")).isEqualTo(1);
    assertThat(found.count("open", JourneyOutcomes.NONE)).isEqualTo(1);
  }

  @Test
  void noJourneyAtAllGivesNoCounts() {
    assertThat(outcomes.outcomes().total()).isZero();
    assertThat(JourneyOutcomes.score(JourneyOutcomes.NAME, new Confusion(), CLEAN, 3).verdict())
        .isEqualTo(Verdict.SHOWN);
  }

  @Test
  void aCleanWorldAsksForMore() {
    Confusion found = new Confusion();
    found.add("converted", "converted", 96);
    found.add("converted", "abandoned", 4);
    assertThat(JourneyOutcomes.score(JourneyOutcomes.NAME, found, CLEAN, 0).verdict())
        .isEqualTo(Verdict.FAILED);
    assertThat(JourneyOutcomes.score(JourneyOutcomes.NAME, found, HOSTILE, 0).verdict())
        .isEqualTo(Verdict.OK);
    assertThat(JourneyOutcomes.score(JourneyOutcomes.NAME, found, HOSTILE, 0).bound())
        .isEqualTo(">= 0.95");
  }

  private void take(long journey, String truth, String drawn) {
    String[] words = drawn.split(" ");
    outcomes.take(
        journey,
        truth,
        drawn.isEmpty()
            ? Optional.empty()
            : Optional.of(new Found(words[0], words[1], Long.parseLong(words[2]))));
  }
}
