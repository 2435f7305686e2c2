package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import org.junit.jupiter.api.Test;

class DeliveredCountsTest {
  private final DeliveredCounts counts = new DeliveredCounts();

  @Test
  void everyFileMustAddUp() {
    counts.add("segment/a.jsonl", 10, 10);
    counts.add("segment/b.jsonl", 20, 20);
    assertThat(counts.score().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void filesThatAreWrongInOppositeWaysDoNotCancelOut() {
    counts.add("segment/a.jsonl", 10, 11);
    counts.add("segment/b.jsonl", 20, 19);
    assertThat(counts.score().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(counts.score().sentence())
        .contains("30 records written, 30 with a verdict")
        .contains("segment/a.jsonl: 10 written, 11 found");
  }

  @Test
  void aFileThatTheLakeDoesNotKnowHasNoVerdicts() {
    counts.add("segment/a.jsonl", 10, 0);
    assertThat(counts.score().value()).isEqualTo("0");
  }
}
