package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import org.junit.jupiter.api.Test;

class BotCallsTest {
  private final BotCalls calls = new BotCalls();

  @Test
  void aSessionIsCalledABotsWhenMoreThanHalfOfItsRecordsAre() {
    calls.add(true, 10, 6, 1);
    calls.add(true, 10, 5, 1);
    assertThat(f1().sentence()).startsWith("1 of 2 sessions of programs are found");
  }

  @Test
  void peopleAreCountedByRecordsAndProgramsBySessions() {
    calls.add(false, 99, 0, 1);
    calls.add(false, 1, 1, 1);
    calls.add(true, 1_000, 1_000, 19);
    assertThat(precision().n()).isEqualTo(100);
    assertThat(precision().value()).isEqualTo("0.99");
    assertThat(precision().verdict()).isEqualTo(Verdict.OK);
    // 19 found, 1 person's session invented: 38 / 39.
    assertThat(f1().value()).isEqualTo("0.974358");
  }

  @Test
  void oneRecordInAHundredTooManyFails() {
    calls.add(false, 100, 2, 1);
    assertThat(precision().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aWorldWithoutProgramsHasNoF1() {
    calls.add(false, 100, 0, 1);
    assertThat(f1().verdict()).isEqualTo(Verdict.SHOWN);
  }

  private Score precision() {
    return calls.scores().get(0);
  }

  private Score f1() {
    return calls.scores().get(1);
  }
}
