package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChurnCeilingTest {
  private final ChurnCeiling ceiling = new ChurnCeiling();
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void customersWhoLeaveWithTheirOwnProbabilityReachTheCeiling() {
    for (int i = 0; i < 20_000; i++) {
      double probability = 0.01 + 0.3 * random.nextDouble();
      ceiling.add(probability, random.nextDouble() < probability);
    }
    assertThat(ceiling.score().verdict()).isEqualTo(Verdict.OK);
    assertThat(ceiling.score().n()).isEqualTo(20_000);
  }

  @Test
  void customersWhoLeaveForOtherReasonsDoNot() {
    for (int i = 0; i < 20_000; i++) {
      ceiling.add(0.01 + 0.3 * random.nextDouble(), random.nextDouble() < 0.15);
    }
    assertThat(ceiling.score().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void drawsThatAreTooGoodFailToo() {
    for (int i = 0; i < 2_000; i++) {
      double probability = 0.3 * random.nextDouble();
      ceiling.add(probability, probability > 0.2);
    }
    assertThat(ceiling.score().value()).isEqualTo("1");
    assertThat(ceiling.score().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void whereNobodyLeftThereIsNothingToJudge() {
    ceiling.add(0.1, false);
    ceiling.add(0.2, false);
    assertThat(ceiling.score().verdict()).isEqualTo(Verdict.SHOWN);
  }
}
