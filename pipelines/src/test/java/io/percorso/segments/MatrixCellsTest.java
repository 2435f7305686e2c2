package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixCellsTest {
  private static final double Z = 1.6448536269514722;

  /** Sixteen customers with 48 in all and squares 204: variance (204 − 144) / 15 = 4, error ½. */
  @Test
  void aMeanHasTheNormalInterval() {
    MatrixCells.Told told =
        MatrixCells.told(
                SegmentMeasure.SESSIONS_90, List.of(new MatrixCells.Cell("a", 16, 48, 204)))
            .get(0);
    assertThat(told.value()).isEqualTo(3);
    assertThat(told.interval().low()).isCloseTo(3 - Z / 2, within(1e-12));
    assertThat(told.interval().high()).isCloseTo(3 + Z / 2, within(1e-12));
    assertThat(told.shrunken()).as("of one there is nothing to draw it to").isEqualTo(3);
  }

  @Test
  void moneyIsCountedInHundredths() {
    MatrixCells.Told told =
        MatrixCells.told(SegmentMeasure.SPEND_90, List.of(new MatrixCells.Cell("a", 16, 48, 204)))
            .get(0);
    assertThat(told.value()).isCloseTo(0.03, within(1e-15));
    assertThat(told.interval().high()).isCloseTo((3 + Z / 2) / 100, within(1e-12));
  }

  @Test
  void whereAllAreTheSameTheVarianceIsThatOfTheOthers() {
    List<MatrixCells.Told> told =
        MatrixCells.told(
            SegmentMeasure.ABANDONED_JOURNEYS_90,
            List.of(
                new MatrixCells.Cell("none", 16, 0, 0), new MatrixCells.Cell("b", 16, 48, 204)));
    // Pooled (0 · 15 + 4 · 15) / 30 = 2.
    assertThat(told.get(0).interval().low()).isZero();
    assertThat(told.get(0).interval().high()).isCloseTo(Z * Math.sqrt(2 / 16.0), within(1e-12));
    assertThat(told.get(0).shrunken()).isBetween(0.0, 3.0).isPositive();
  }

  @Test
  void whereNothingVariesAnywhereTheFigureIsItself() {
    assertThat(
            MatrixCells.told(
                SegmentMeasure.SESSIONS_90,
                List.of(new MatrixCells.Cell("a", 10, 0, 0), new MatrixCells.Cell("b", 10, 0, 0))))
        .allMatch(told -> told.value() == 0 && told.shrunken() == 0 && told.interval().high() == 0);
  }

  /** Six promoters, two passives, two detractors: 40, error 100 √((0.8 − 0.16) / 10). */
  @Test
  void theNetPromoterScoreIsThatOfItsThreeKinds() {
    MatrixCells.Told told =
        MatrixCells.told(SegmentMeasure.NPS, List.of(new MatrixCells.Cell("a", 10, 4, 8))).get(0);
    assertThat(told.value()).isCloseTo(40, within(1e-12));
    assertThat(told.interval().low()).isCloseTo(40 - Z * 100 * Math.sqrt(0.064), within(1e-9));
  }

  /** 5 of 50 by Wilson at 90 %; drawn towards the 45 of 950 of the others. */
  @Test
  void aShareHasWilsonsIntervalAndIsDrawnToTheOthers() {
    List<MatrixCells.Told> told =
        MatrixCells.told(
            SegmentMeasure.ASKED_TO_LEAVE_30,
            List.of(
                new MatrixCells.Cell("a", 50, 5, 5),
                new MatrixCells.Cell("b", 450, 25, 25),
                new MatrixCells.Cell("c", 500, 20, 20)));
    assertThat(told.get(0).value()).isEqualTo(0.1);
    double scale = 1 + Z * Z / 50;
    double half = Z * Math.sqrt(0.1 * 0.9 / 50 + Z * Z / 10_000) / scale;
    assertThat(told.get(0).interval().low())
        .isCloseTo((0.1 + Z * Z / 100) / scale - half, within(1e-12));
    assertThat(told.get(0).shrunken()).isBetween(0.05, 0.0999);
  }
}
