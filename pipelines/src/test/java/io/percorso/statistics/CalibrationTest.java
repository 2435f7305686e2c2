package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final double[] GIVEN = {.1, .2, .3, .4, .6, .7, .8, .9, .35, .65};
  private static final boolean[] HAPPENED = {
    false, false, true, false, true, true, true, true, false, false
  };
  private static final Predictions ROWS = Predictions.of(GIVEN, HAPPENED);

  /** Rows of two probabilities, a hundred of each, and in how many of them it happened. */
  private static Predictions two(double low, int ofLow, double high, int ofHigh) {
    double[] given = new double[200];
    boolean[] happened = new boolean[200];
    Arrays.fill(given, 0, 100, low);
    Arrays.fill(given, 100, 200, high);
    Arrays.fill(happened, 0, ofLow, true);
    Arrays.fill(happened, 100, 100 + ofHigh, true);
    return Predictions.of(given, happened);
  }

  @Test
  void tenRowsOfTwoKinds() {
    assertThat(Calibration.brier(ROWS)).isCloseTo(.1545, within(1e-12));
    assertThat(Calibration.brierSkill(ROWS)).isCloseTo(1 - .1545 / .25, within(1e-12));
    assertThat(Calibration.logLoss(ROWS)).isCloseTo(.471991, within(5e-7));
    assertThat(Calibration.errorOfEqualWidth(ROWS, 5)).isCloseTo(.10, within(1e-12));
    // Pairs of neighbours: .3 for 0, .65 for 1, 1 for 1, 1.35 for 1, 1.7 for 2.
    assertThat(Calibration.errorOfEqualMass(ROWS, 5)).isCloseTo(.13, within(1e-12));
    assertThat(Calibration.inTheLarge(ROWS)).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatIsAsGivenNeedsNoMending() {
    Predictions right = two(.2, 20, .7, 70);
    assertThat(Calibration.line(right).slope()).isCloseTo(1, within(1e-9));
    assertThat(Calibration.line(right).intercept()).isCloseTo(0, within(1e-9));
    assertThat(Calibration.errorOfEqualMass(right, 15)).isCloseTo(0, within(1e-12));
    assertThat(Calibration.inTheLarge(right)).isCloseTo(1, within(1e-12));
  }

  @Test
  void probabilitiesThatSayTooMuchHaveASlopeBelowOne() {
    Platt line = Calibration.line(two(.2, 30, .8, 70));
    assertThat(line.slope()).isCloseTo(Math.log(7 / 3.0) / Math.log(4), within(1e-9));
    assertThat(line.intercept()).isCloseTo(0, within(1e-9));
  }

  @Test
  void probabilitiesThatAreTooHighPredictMoreThanHappens() {
    Predictions high = two(.2, 10, .4, 20);
    assertThat(Calibration.inTheLarge(high)).isCloseTo(2, within(1e-12));
    assertThat(Calibration.errorOfEqualWidth(high, 10)).isCloseTo(.15, within(1e-12));
  }

  @Test
  void rowsOfOneProbabilityLieInOneBin() {
    // Within its one bin what is missed on either side makes up for the other.
    Predictions same = two(.5, 20, .5, 80);
    assertThat(Calibration.errorOfEqualMass(same, 15)).isCloseTo(0, within(1e-12));
  }

  @Test
  void aProbabilityOfOneLiesInTheLastBin() {
    assertThat(Calibration.errorOfEqualWidth(two(0, 0, 1, 100), 5)).isZero();
    assertThat(Calibration.logLoss(two(0, 0, 1, 100))).isZero();
  }

  @Test
  void theImpossibleThatHappenedIsSaidAndNotAveraged() {
    assertThatThrownBy(() -> Calibration.logLoss(two(0, 3, .5, 50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3.0 of 100.0 rows that were given the probability 0.0")
        .hasMessageContaining("clip");
    assertThatThrownBy(() -> Calibration.logLoss(two(.5, 3, 1, 99)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0 of 100.0 rows that were given the probability 1.0");
    assertThatThrownBy(() -> Calibration.line(two(0, 3, .5, 50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("probabilities from 0.0 to 0.5");
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    Predictions scores = Predictions.of(new double[] {-1, 2}, new boolean[] {true, false});
    assertThatThrownBy(() -> Calibration.brier(scores))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("predictions from -1.0 to 2.0 are no probabilities");
    assertThatThrownBy(() -> Calibration.errorOfEqualWidth(scores, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Calibration.errorOfEqualMass(ROWS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 bins");
    assertThatThrownBy(() -> Calibration.line(two(.5, 20, .5, 80)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every row was given 0.5");
    assertThatThrownBy(() -> Calibration.line(two(.2, 0, .8, 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divide 100.0 events from 100.0 other rows");
    assertThatThrownBy(() -> Calibration.inTheLarge(two(.2, 0, .8, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of 200.0 rows");
    assertThatThrownBy(() -> Calibration.brierSkill(two(.2, 0, .8, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
