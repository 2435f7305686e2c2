package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionTruthTest {
  private static RetentionTruth.Said said(double score, double probability, String reason) {
    return new RetentionTruth.Said(score, probability, Optional.ofNullable(reason));
  }

  private static Score score(RetentionTruth truth, String name) {
    return truth.scores().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** Customers whose chance lies between 0 and 0.2, and what the lake makes of it. */
  private static RetentionTruth world(java.util.function.DoubleUnaryOperator lake) {
    Random random = new Random(5);
    RetentionTruth truth = new RetentionTruth();
    for (int i = 0; i < 5000; i++) {
      double chance = 0.2 * random.nextDouble();
      double told = lake.applyAsDouble(chance);
      truth.add(said(told, told, null), chance, random.nextDouble() < chance, "mixed");
    }
    return truth;
  }

  @Test
  void whoKnowsAllThatCanBeObservedHoldsBoth() {
    RetentionTruth truth = world(chance -> chance);

    assertThat(score(truth, RetentionTruth.AUC).verdict()).isEqualTo(Score.Verdict.OK);
    assertThat(score(truth, RetentionTruth.CALIBRATION).verdict()).isEqualTo(Score.Verdict.OK);
  }

  @Test
  void whoRanksTheOtherWayRoundFails() {
    assertThat(score(world(chance -> 0.2 - chance), RetentionTruth.AUC).verdict())
        .isEqualTo(Score.Verdict.FAILED);
  }

  @Test
  void whoRanksBetterThanCanBeHasSeenTheAnswer() {
    RetentionTruth truth = new RetentionTruth();
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      double chance = 0.2 * random.nextDouble();
      boolean hasLeft = random.nextDouble() < chance;
      truth.add(said(hasLeft ? 1 : 0, chance, null), chance, hasLeft, "mixed");
    }

    assertThat(score(truth, RetentionTruth.AUC).verdict()).isEqualTo(Score.Verdict.FAILED);
  }

  @Test
  void whoRanksWellAndPricesTwiceTooHighFailsTheCalibrationAlone() {
    RetentionTruth truth = world(chance -> 2 * chance);

    assertThat(score(truth, RetentionTruth.AUC).verdict()).isEqualTo(Score.Verdict.OK);
    assertThat(score(truth, RetentionTruth.CALIBRATION).verdict()).isEqualTo(Score.Verdict.FAILED);
  }

  @Test
  void theFirstReasonIsJudgedOfThoseWhoLeftForOneCause() {
    RetentionTruth truth = new RetentionTruth();
    truth.add(said(1, .2, "payment_failed"), .2, true, "payment");
    truth.add(said(1, .2, "low_use"), .2, true, "silence");
    truth.add(said(1, .2, "price"), .2, true, "friction");
    truth.add(said(1, .2, "price"), .2, true, "mixed");
    truth.add(said(1, .2, null), .2, true, "payment");
    truth.add(said(1, .2, "price"), .2, false, "payment");

    Score reason = score(truth, RetentionTruth.TOP_REASON);
    assertThat(reason.n()).isEqualTo(3);
    assertThat(reason.value()).isEqualTo("0.666666");
    assertThat(reason.verdict()).isEqualTo(Score.Verdict.FAILED);
  }

  @Test
  void withoutACustomerNothingIsJudged() {
    assertThat(new RetentionTruth().scores())
        .allSatisfy(score -> assertThat(score.verdict()).isEqualTo(Score.Verdict.SHOWN));
  }
}
