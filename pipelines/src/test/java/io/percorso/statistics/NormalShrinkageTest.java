package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.NormalShrinkage.Estimate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalShrinkageTest {
  /** D. Rubin's eight schools (1981): effects of coaching with their standard errors. */
  private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};

  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

  private static List<Estimate> schools(double scale) {
    return IntStream.range(0, EFFECTS.length)
        .mapToObj(i -> new Estimate(EFFECTS[i], ERRORS[i] * scale))
        .toList();
  }

  /** Whose fixed effect is known: 7.69, heterogeneity 4.71 below its 7 degrees of freedom. */
  @Test
  void theEightSchoolsDifferNoMoreThanByChance() {
    NormalShrinkage fit = NormalShrinkage.fit(schools(1));
    assertThat(fit.variance()).isZero();
    assertThat(fit.mean()).isCloseTo(7.686, within(1e-3));
    assertThat(fit.meanError()).isCloseTo(4.072, within(1e-3));
    assertThat(fit.of(schools(1).get(0)).value()).isEqualTo(fit.mean());
  }

  @Test
  void aCellLiesBetweenItsEstimateAndTheMeanNearerWhereItIsSurer() {
    NormalShrinkage fit = NormalShrinkage.fit(schools(.3));
    Estimate sure = fit.of(new Estimate(28, 1));
    Estimate unsure = fit.of(new Estimate(28, 15));
    assertThat(fit.variance()).isPositive();
    assertThat(sure.value()).isBetween(unsure.value(), 28.0);
    assertThat(unsure.value()).isBetween(fit.mean(), sure.value());
    assertThat(unsure.error()).isGreaterThan(sure.error());
  }

  @Test
  void theSignOfAnEffectOfNoneIsATossAndOfALargeOneCertain() {
    assertThat(NormalShrinkage.falseSign(new Estimate(0, 1))).isEqualTo(.5);
    assertThat(NormalShrinkage.falseSign(new Estimate(-1.6448536, 1))).isCloseTo(.05, within(1e-6));
  }
}
