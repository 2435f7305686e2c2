package io.percorso.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShiftedBetaGeometricTest {
  /** The two segments of the paper: of 1000 who began, those left after each of seven renewals. */
  private static final long[] REGULAR = {1000, 631, 468, 382, 326, 289, 262, 241};

  private static final long[] HIGH_END = {1000, 869, 743, 653, 593, 551, 517, 491};

  @Test
  void theRegularCustomersOfThePaper() {
    Fitted<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fit(REGULAR);
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.model().a()).isCloseTo(.70408, within(1e-5));
    assertThat(fit.model().b()).isCloseTo(1.18204, within(1e-5));
    assertThat(fit.logLikelihood()).isCloseTo(-1680.265, within(5e-4));
    assertSurvival(fit.model(), .2201, .2044, .1912, .1799, .1700);
  }

  @Test
  void theHighEndCustomersOfThePaper() {
    Fitted<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fit(HIGH_END);
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.model().a()).isCloseTo(.66809, within(1e-5));
    assertThat(fit.model().b()).isCloseTo(3.80610, within(1e-5));
    assertThat(fit.logLikelihood()).isCloseTo(-1611.158, within(5e-4));
    assertSurvival(fit.model(), .4604, .4358, .4142, .3951, .3780);
  }

  private static void assertSurvival(ShiftedBetaGeometric model, double... fromTheEighth) {
    for (int i = 0; i < fromTheEighth.length; i++) {
      assertThat(model.survival(8 + i)).isCloseTo(fromTheEighth[i], within(5e-5));
    }
  }

  @Property(tries = 300)
  void survivalIsTheRetentionsMultipliedAndRetentionRises(
      @ForAll @DoubleRange(min = .1, max = 20) double a,
      @ForAll @DoubleRange(min = .1, max = 20) double b,
      @ForAll @IntRange(min = 1, max = 40) int renewals) {
    ShiftedBetaGeometric model = new ShiftedBetaGeometric(a, b);
    double survival = 1;
    for (int t = 1; t <= renewals; t++) {
      survival *= model.retention(t);
    }
    assertThat(model.survival(renewals)).isCloseTo(survival, within(1e-11));
    assertThat(model.retention(renewals + 1)).isGreaterThan(model.retention(renewals));
    assertThat(model.survival(0)).isCloseTo(1, within(1e-12));
  }

  /** The sum over all periods to come, worked out with mpmath, 30 digits. */
  @Test
  void thePeriodsStillToBeExpectedAreTheDiscountedSumOfSurvival() {
    ShiftedBetaGeometric highEnd = new ShiftedBetaGeometric(.66809, 3.80610);
    assertThat(new ShiftedBetaGeometric(.70408, 1.18204).expectedPeriods(1, .1))
        .isCloseTo(2.96438350203, within(1e-10));
    assertThat(highEnd.expectedPeriods(1, .1)).isCloseTo(5.41447359423, within(1e-10));
    assertThat(highEnd.expectedPeriods(5, .1)).isCloseTo(6.89670097287, within(1e-10));
    assertThat(new ShiftedBetaGeometric(3, 2).expectedPeriods(2, .02))
        .isCloseTo(1.40501431815, within(1e-10));
  }

  @Test
  void whoHasStayedLongerWillStayLongerAndLaterPeriodsAreWorthLess() {
    ShiftedBetaGeometric model = new ShiftedBetaGeometric(.70408, 1.18204);
    assertThat(model.expectedPeriods(5, .1)).isGreaterThan(model.expectedPeriods(1, .1));
    assertThat(model.expectedPeriods(1, .2)).isLessThan(model.expectedPeriods(1, .1));
  }

  @Test
  void aCohortOfWhichAllAreAlikeDoesNotConverge() {
    Fitted<ShiftedBetaGeometric> halves = ShiftedBetaGeometric.fit(1024, 512, 256, 128, 64);
    assertThat(halves.isConverged()).isFalse();
    assertThat(halves.model().retention(1)).isCloseTo(.5, within(1e-3));
  }

  @Test
  void aCohortThatWasLostEntirelyInTheEndIsFitted() {
    Fitted<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fit(100, 40, 20, 0);
    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void whatIsNoCohortOrTellsNothingIsRefused() {
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(100, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 counts of survivors");
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(100, 90, 95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("95 survivors after renewal 2, of 90 before it");
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(100, 90, -1))
        .hasMessageContaining("-1 survivors");
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(100, 100, 100))
        .hasMessageContaining("none of 100 customers left");
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(100, 0, 0))
        .hasMessageContaining("all of 100 customers left");
    assertThatThrownBy(() -> ShiftedBetaGeometric.fit(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoModelNoRenewalAndNoDiscountIsRefused() {
    ShiftedBetaGeometric model = new ShiftedBetaGeometric(1, 2);
    assertThatThrownBy(() -> new ShiftedBetaGeometric(Double.NaN, 1))
        .hasMessageContaining("a = NaN");
    assertThatThrownBy(() -> new ShiftedBetaGeometric(1, 0)).hasMessageContaining("b = 0.0");
    assertThatThrownBy(() -> model.survival(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> model.retention(0)).hasMessageContaining("renewal 0");
    assertThatThrownBy(() -> model.expectedPeriods(0, .1)).hasMessageContaining("renewal 0");
    assertThatThrownBy(() -> model.expectedPeriods(1, 0)).hasMessageContaining("discount of 0.0");
    assertThatThrownBy(() -> model.expectedPeriods(1, Double.NaN)).hasMessageContaining("NaN");
  }
}
