package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsotonicCurveTest {
  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static IsotonicCurve through(double... y) {
    double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
    return IsotonicCurve.fit(x, y, ones(y.length));
  }

  /** Apache Spark's own case of isotonic regression. */
  @Test
  void theCurveBendsWhereAPoolBeginsAndEnds() {
    IsotonicCurve curve = through(1, 2, 3, 1, 6, 17, 16, 17, 18);
    assertThat(curve.at()).containsExactly(0, 1, 3, 4, 5, 6, 7, 8);
    assertThat(curve.values()).containsExactly(1, 2, 2, 6, 16.5, 16.5, 17, 18);
  }

  /** Apache Spark's own case of a falling one: turned, it rises. */
  @Test
  void betweenPointsItIsStraightAndOutsideItGoesOn() {
    IsotonicCurve curve = through(-7, -5, -3, -5, -1);
    double[] at = {-2, -1, .5, .75, 1, 2, 9};
    double[] expected = {7, 7, 6, 5.5, 5, 4, 1};
    assertThat(Arrays.stream(at).map(x -> -curve.value(x)).toArray())
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void aProbabilityIsNeverNothingOrAll() {
    boolean[] happened = {false, false, true, true};
    IsotonicCurve curve = IsotonicCurve.of(Predictions.of(new double[] {1, 2, 2, 3}, happened));
    assertThat(curve.at()).containsExactly(1, 2, 3);
    assertThat(curve.values()).containsExactly(new double[] {1 / 6.0, .5, 5 / 6.0}, within(1e-12));
    IsotonicCurve without =
        IsotonicCurve.of(
            Predictions.of(new double[] {1, 2, 2, 3}, happened)
                .weighted(new double[] {0, 1, 1, 1}));
    assertThat(without.at()).containsExactly(2, 3);
  }

  @Test
  void pointsOutOfOrderAndPlacesThatAreNoNumberAreRefused() {
    assertThatThrownBy(() -> IsotonicCurve.fit(new double[0], new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no point");
    assertThatThrownBy(() -> IsotonicCurve.fit(new double[] {1, 1}, ones(2), ones(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("point 1 lies at 1.0, after one at 1.0");
    assertThatThrownBy(() -> IsotonicCurve.fit(ones(1), ones(2), ones(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> through(1, 2).value(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
