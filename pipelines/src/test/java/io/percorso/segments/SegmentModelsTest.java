package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SegmentModelsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static Scaling unit() {
    double[] zeros = new double[Trait.values().length];
    double[] ones = new double[zeros.length];
    java.util.Arrays.fill(ones, 1);
    return new Scaling(zeros, ones, zeros, ones);
  }

  private static double[] at(double tenure) {
    double[] point = new double[Trait.values().length];
    point[0] = tenure;
    return point;
  }

  static SegmentModel model(LocalDate day, double... tenures) {
    double[][] points =
        java.util.Arrays.stream(tenures).mapToObj(t -> at(t)).toArray(double[][]::new);
    int[] numbers = java.util.stream.IntStream.rangeClosed(1, tenures.length).toArray();
    return new SegmentModel(
        day,
        unit(),
        new Centres(points),
        numbers,
        tenures.length,
        500,
        Optional.of(0.5),
        Optional.of(0.9),
        Optional.empty(),
        "2: silhouette 0.50");
  }

  @Test
  void whatIsStoredIsReadAgainToTheLastBit(SparkSession spark) {
    SegmentModel model = model(DAY, -1.0 / 3, 0.1, 2);
    SegmentModel read =
        SegmentModels.model(
            spark
                .createDataFrame(List.of(SegmentModels.row(model)), SegmentModels.TABLE.schema())
                .head());
    assertThat(SegmentModels.row(read)).isEqualTo(SegmentModels.row(model));
    assertThat(read.centres().points()).isDeepEqualTo(model.centres().points());
  }

  @Test
  void aRefitKeepsTheNumbersOfTheNearestAndGivesNewOnesToNewSegments() {
    SegmentModel refit =
        model(DAY.plusDays(28), -0.9, 1.9, 0.2, 9).namedAfter(model(DAY, 2, -1, 0));
    assertThat(refit.numbers()).containsExactly(2, 1, 3, 4);
    assertThat(refit.highestNumber()).isEqualTo(4);
    SegmentModel fewer = model(DAY.plusDays(56), 8.5, -1).namedAfter(refit);
    assertThat(fewer.numbers()).containsExactly(4, 2);
    assertThat(fewer.highestNumber()).as("3 is not given twice").isEqualTo(4);
  }

  @Test
  void aFitIsDueWhenThereIsNoneAndAfterFourWeeks() {
    SegmentModels.Fits fits = new SegmentModels.Fits(List.of(model(DAY, 0, 1)));
    assertThat(new SegmentModels.Fits(List.of()).isDue(DAY, BaseSettings.inUtc())).isTrue();
    assertThat(fits.isDue(DAY.plusDays(27), BaseSettings.inUtc())).isFalse();
    assertThat(fits.isDue(DAY.plusDays(28), BaseSettings.inUtc())).isTrue();
  }

  @Test
  void aSegmentIsDescribedByWhatDistinguishesItMost() {
    double[] centre = new double[Trait.values().length];
    centre[Trait.PURCHASES.ordinal()] = 1.4;
    centre[Trait.ASSISTED.ordinal()] = -0.8;
    centre[Trait.SPEND.ordinal()] = 0.9;
    centre[Trait.LETTERS.ordinal()] = 0.3;
    assertThat(Trait.described(centre))
        .isEqualTo("much more purchases, higher spend, fewer sessions with people");
    assertThat(Trait.described(at(0.05))).isEqualTo("like everybody");
  }
}
