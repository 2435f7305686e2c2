package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  /** Scores between −3 and 3 that say twice too much: true log odds are half the score, less 1. */
  private static double[] scores(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, rows).mapToDouble(i -> 6 * random.nextDouble() - 3).toArray();
  }

  private static boolean[] hasLeft(double[] scores) {
    SplittableRandom random = new SplittableRandom(2);
    boolean[] hasLeft = new boolean[scores.length];
    for (int i = 0; i < hasLeft.length; i++) {
      hasLeft[i] = random.nextDouble() < truth(scores[i]);
    }
    return hasLeft;
  }

  private static double truth(double score) {
    return 1 / (1 + Math.exp(1 - score / 2));
  }

  private static Calibrator fit(int rows, int leavers) {
    double[] scores = scores(rows);
    boolean[] drawn = hasLeft(scores);
    int left = leavers;
    for (int i = 0; i < rows; i++) {
      drawn[i] = drawn[i] && left-- > 0;
    }
    return Calibrator.fit(scores, drawn);
  }

  @Test
  void aThousandLeaversBendACurveAndOneLessOnlyALine() {
    assertThat(fit(5_000, 1_000)).isInstanceOf(Calibrator.Curve.class);
    assertThat(fit(5_000, 999)).isInstanceOf(Calibrator.Line.class);
  }

  @Test
  void twoHundredLeaversTurnTheLineAndOneLessOnlyMovesIt() {
    assertThat(((Calibrator.Line) fit(900, 200)).platt().slope()).isNotEqualTo(1);
    assertThat(((Calibrator.Line) fit(900, 199)).platt().slope()).isEqualTo(1);
  }

  @Test
  void aMovedLinePredictsAsManyAsLeft() {
    double[] scores = scores(300);
    boolean[] hasLeft = hasLeft(scores);
    Calibrator moved = Calibrator.fit(scores, hasLeft);
    double predicted = Arrays.stream(scores).map(moved::probability).sum();
    long left = IntStream.range(0, 300).filter(i -> hasLeft[i]).count();
    assertThat(left).isLessThan(200);
    assertThat(predicted).isCloseTo(left, within(1e-9));
  }

  @Test
  void theCurveComesNearTheTruthAndNeverFalls() {
    double[] scores = scores(20_000);
    Calibrator curve = Calibrator.fit(scores, hasLeft(scores));
    double before = 0;
    for (double score = -2.5; score <= 2.5; score += .1) {
      double p = curve.probability(score);
      assertThat(p).isCloseTo(truth(score), within(.06)).isGreaterThanOrEqualTo(before);
      before = p;
    }
  }

  @Test
  void theCurvePredictsAsManyAsLeft() {
    double[] scores = scores(20_000);
    boolean[] hasLeft = hasLeft(scores);
    double predicted =
        Arrays.stream(scores).map(Calibrator.fit(scores, hasLeft)::probability).sum();
    long left = IntStream.range(0, 20_000).filter(i -> hasLeft[i]).count();
    assertThat(predicted).isCloseTo(left, within(1e-6 * left));
  }

  @Test
  void theCurveHasABinForEachTwentyLeavers() {
    double[] scores = IntStream.range(0, 5_000).mapToDouble(i -> i).toArray();
    boolean[] hasLeft = new boolean[5_000];
    for (int i = 0; i < 5_000; i += 2) {
      hasLeft[i] = true;
    }
    Calibrator.Curve curve = (Calibrator.Curve) Calibrator.fit(scores, hasLeft);
    // 2500 leavers make 125 bins of 40 rows; the mean of the first is where the curve begins.
    assertThat(curve.curve().at()[0]).isEqualTo(19.5);
  }

  @Test
  void rowsOfWhomNoneLeftOrAllDidClaimNoMoreThanTheyKnow() {
    double[] scores = IntStream.range(0, 4_000).mapToDouble(i -> i).toArray();
    boolean[] hasLeft = new boolean[4_000];
    for (int i = 1_000; i < 4_000; i++) {
      hasLeft[i] = i >= 3_000 || i % 4 == 0;
    }
    Calibrator curve = Calibrator.fit(scores, hasLeft);
    // 1250 leavers make 62 bins of 64 or 65 rows, of which 15 lie at either end.
    assertThat(curve.probability(-9)).isBetween(1 / 1_002.0, 1 / 930.0);
    assertThat(curve.probability(9_999)).isBetween(1 - 1 / 930.0, 1 - 1 / 1_002.0);
    assertThat(curve.probability(2_000)).isCloseTo(.25, within(.01));
  }

  @Test
  void weightsCountARowAsOftenAsItIsThere() {
    double[] scores = {-1, -1, 0, 0, 1, 1};
    boolean[] hasLeft = {false, true, false, true, false, true};
    Calibrator weighted = Calibrator.fit(scores, hasLeft, new double[] {2, 0, 1, 1, 1, 3});
    Calibrator written =
        Calibrator.fit(
            new double[] {-1, -1, 0, 0, 1, 1, 1, 1},
            new boolean[] {false, false, false, true, false, true, true, true});
    assertThat(weighted.probability(.3)).isCloseTo(written.probability(.3), within(1e-12));
  }

  @Test
  void withoutALeaverOrAStayerOrARowTheScoreIsTakenAtItsWord() {
    assertThat(Calibrator.fit(new double[] {1, 2}, new boolean[2])).isEqualTo(Calibrator.NONE);
    assertThat(Calibrator.fit(new double[] {1}, new boolean[] {true})).isEqualTo(Calibrator.NONE);
    assertThat(Calibrator.fit(new double[0], new boolean[0])).isEqualTo(Calibrator.NONE);
    assertThat(Calibrator.NONE.probability(0)).isEqualTo(.5);
  }

  @Test
  void scoresThatDivideLeaversWithoutAFaultAreOnlyMoved() {
    double[] scores = IntStream.range(0, 800).mapToDouble(i -> i).toArray();
    boolean[] hasLeft = new boolean[800];
    Arrays.fill(hasLeft, 500, 800, true);
    Calibrator.Line line = (Calibrator.Line) Calibrator.fit(scores, hasLeft);
    assertThat(line.platt().slope()).isEqualTo(1);
    assertThat(line.platt().intercept()).isFinite();
  }
}
