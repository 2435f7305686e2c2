package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.LogisticFit.Penalty;
import org.junit.jupiter.api.Test;

class LogisticFitTest {
  private static final int[] BASE = {0};
  private static final int[] SHOWN = {0, 1};
  private static final double[] ONE = {1};
  private static final double[] BOTH = {1, 1};

  /** Of 100 rows without the sign it happens in 20, of 50 with it in 30. */
  private static LogisticSums table(double[] at, int without, int with) {
    LogisticSums sums = new LogisticSums(at);
    sums.add(BASE, ONE, true, without);
    sums.add(BASE, ONE, false, 100 - without);
    sums.add(SHOWN, BOTH, true, with);
    sums.add(SHOWN, BOTH, false, 50 - with);
    return sums;
  }

  private static Penalty none(boolean isNonNegative) {
    return new Penalty(new double[] {0, 0}, new boolean[] {false, isNonNegative});
  }

  @Test
  void aTableOfTwoByTwoGivesItsLogOddsRatioAndWoolfsError() {
    LogisticFit fit = LogisticFit.of(none(false), new double[2], at -> table(at, 20, 30));

    assertThat(fit.coefficients()[0]).isCloseTo(Math.log(20 / 80.0), within(1e-9));
    assertThat(fit.coefficients()[1])
        .isCloseTo(Math.log(30 / 20.0) - Math.log(20 / 80.0), within(1e-9));
    assertThat(fit.error(1))
        .isCloseTo(Math.sqrt(1 / 20.0 + 1 / 80.0 + 1 / 30.0 + 1 / 20.0), within(1e-9));
    assertThat(fit.weight()).isEqualTo(150);
  }

  @Test
  void whatMayNotHelpIsHeldAtZeroAndTheRestIsFittedWithoutIt() {
    LogisticFit fit = LogisticFit.of(none(true), new double[] {0, 3}, at -> table(at, 40, 5));

    assertThat(fit.coefficients()[1]).isZero();
    assertThat(fit.error(1)).isZero();
    assertThat(fit.coefficients()[0]).isCloseTo(Math.log(45 / 105.0), within(1e-9));
  }

  @Test
  void aRidgeDrawsTowardsZeroAndKeepsWhatSeparatesPerfectlyFinite() {
    Penalty ridge = new Penalty(new double[] {0, 1}, new boolean[2]);
    LogisticFit loose = LogisticFit.of(none(false), new double[2], at -> table(at, 20, 30));
    LogisticFit drawn = LogisticFit.of(ridge, new double[2], at -> table(at, 20, 30));
    LogisticFit apart = LogisticFit.of(ridge, new double[2], at -> table(at, 20, 50));

    assertThat(drawn.coefficients()[1]).isBetween(0.0, loose.coefficients()[1]);
    // At the optimum the ridge's pull is what the 50 rows still push.
    double push =
        50 * (1 - LogisticSums.probability(apart.coefficients()[0] + apart.coefficients()[1]));
    assertThat(apart.coefficients()[1]).isCloseTo(push, within(1e-6)).isGreaterThan(2);
  }

  @Test
  void partsOfTheDataAddUpAndWhereItBeginsDoesNotMatter() {
    double[] at = {-1, 0.5};
    LogisticSums whole = table(at, 20, 30).add(table(at, 30, 10));
    LogisticSums other = table(at, 30, 10).add(table(at, 20, 30));
    assertThat(whole.logLikelihood()).isCloseTo(other.logLikelihood(), within(1e-9));
    assertThat(whole.gradient(1)).isCloseTo(other.gradient(1), within(1e-9));
    assertThat(whole.information(0, 1)).isEqualTo(whole.information(1, 0));

    LogisticFit near = LogisticFit.of(none(false), new double[2], c -> table(c, 20, 30));
    LogisticFit far = LogisticFit.of(none(false), new double[] {4, -9}, c -> table(c, 20, 30));
    assertThat(far.coefficients()[1]).isCloseTo(near.coefficients()[1], within(1e-8));
  }

  @Test
  void aColumnThatIsAlwaysThereStandsBesideTheBaseWithoutAnEnd() {
    Penalty ridge = new Penalty(new double[] {0, 0.1}, new boolean[2]);
    LogisticFit fit =
        LogisticFit.of(
            ridge,
            new double[2],
            at -> {
              LogisticSums sums = new LogisticSums(at);
              sums.add(SHOWN, BOTH, true, 30);
              sums.add(SHOWN, BOTH, false, 70);
              return sums;
            });
    assertThat(fit.coefficients()[0] + fit.coefficients()[1])
        .isCloseTo(Math.log(30 / 70.0), within(1e-6));
    assertThat(fit.coefficients()[1]).isCloseTo(0, within(1e-6));
  }

  @Test
  void oneOutcomeOnlyAndWhatIsNoNumberAreRefused() {
    assertThatThrownBy(() -> LogisticFit.of(none(false), new double[2], at -> table(at, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0 of 150.0 rows");
    assertThatThrownBy(() -> LogisticFit.of(none(false), new double[2], at -> table(at, 100, 50)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                LogisticFit.of(
                    none(false),
                    new double[2],
                    at -> {
                      LogisticSums sums = table(at, 20, 30);
                      sums.add(SHOWN, new double[] {1, Double.NaN}, true, 1);
                      return sums;
                    }))
        .isInstanceOf(ArithmeticException.class);
  }
}
