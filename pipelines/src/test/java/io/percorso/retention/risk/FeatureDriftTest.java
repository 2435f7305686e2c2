package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.retention.risk.FeatureDrift.Drift;
import io.percorso.retention.risk.FeatureDrift.Level;
import io.percorso.retention.risk.FeatureDrift.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureDriftTest {
  private static final double NONE = Double.NaN;

  private static double[] draw(long seed, int rows, ToDoubleFunction<SplittableRandom> of) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, rows).mapToDouble(i -> of.applyAsDouble(random)).toArray();
  }

  private static Drift drift(double[] then, double[] now) {
    Reference reference = Reference.of("spent", then);
    return FeatureDrift.of(List.of(reference), List.of(reference.count(now))).get(0);
  }

  @Test
  void aReferenceIsTenthsAndABinOfWhatIsMissing() {
    double[] values = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
    values[49] = NONE;
    Reference reference = Reference.of("spent", values);
    assertThat(reference.cuts()).hasSize(9);
    assertThat(reference.counts()).endsWith(1).hasSize(11);
    assertThat(IntStream.range(0, 10).mapToLong(b -> reference.counts()[b]))
        .allMatch(count -> count >= 9 && count <= 11);
    assertThat(reference.bin(reference.cuts()[0])).isEqualTo(0);
    assertThat(reference.bin(Math.nextUp(reference.cuts()[0]))).isEqualTo(1);
    assertThat(reference.bin(NONE)).isEqualTo(10);
  }

  @Test
  void fewDifferentValuesHaveABinEachWhicheverIsFrequent() {
    assertThat(Reference.of("renews", new double[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}).counts())
        .containsExactly(1, 11, 0);
    assertThat(Reference.of("renews", new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}).counts())
        .containsExactly(11, 1, 0);
  }

  @Test
  void manyRowsAtTheLargestValueAreToldFromTheOthers() {
    double[] values = draw(1, 1_000, r -> r.nextInt(20) == 0 ? r.nextDouble() : 1);
    Reference reference = Reference.of("share", values);
    assertThat(reference.bin(.5)).isNotEqualTo(reference.bin(1));
  }

  @Test
  void aConstantThatMovesEitherWayIsSeen() {
    double[] constant = draw(1, 500, r -> 7);
    assertThat(drift(constant, draw(1, 500, r -> 8)).level()).isEqualTo(Level.ALERT);
    assertThat(drift(constant, draw(1, 500, r -> 6)).level()).isEqualTo(Level.ALERT);
    assertThat(drift(constant, constant).level()).isEqualTo(Level.STABLE);
  }

  @Test
  void aLargeMoveIsAnAlertAndASmallSureOneAWarning() {
    double[] then = draw(1, 20_000, ModelsOfTest::normal);
    assertThat(drift(then, draw(2, 20_000, r -> .5 + ModelsOfTest.normal(r))).level())
        .isEqualTo(Level.ALERT);
    assertThat(drift(then, draw(2, 20_000, r -> .12 + ModelsOfTest.normal(r))).level())
        .isEqualTo(Level.SMALL);
    assertThat(drift(then, draw(2, 20_000, ModelsOfTest::normal)).level()).isEqualTo(Level.STABLE);
  }

  @Test
  void anIndexAboveATenthOfFewRowsMayBeChance() {
    double[] then = draw(1, 100, ModelsOfTest::normal);
    List<Drift> drifts = new ArrayList<>();
    for (long seed = 2; seed < 102; seed++) {
      drifts.add(drift(then, draw(seed, 100, ModelsOfTest::normal)));
    }
    assertThat(drifts).filteredOn(d -> d.index() > .1).hasSizeGreaterThan(50);
    assertThat(drifts).filteredOn(d -> d.level() == Level.ALERT).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void whatIsMissingMoreOftenHasMoved() {
    double[] then = draw(1, 5_000, r -> r.nextInt(50) == 0 ? NONE : r.nextDouble());
    double[] now = draw(2, 5_000, r -> r.nextInt(3) == 0 ? NONE : r.nextDouble());
    assertThat(drift(then, now).level()).isEqualTo(Level.ALERT);
  }

  @Test
  void nothingToLookAtIsNoMove() {
    double[] then = draw(1, 100, SplittableRandom::nextDouble);
    assertThat(drift(then, new double[0]).level()).isEqualTo(Level.STABLE);
    assertThat(drift(new double[0], then).level()).isEqualTo(Level.STABLE);
    double[] missing = draw(1, 100, r -> NONE);
    assertThat(drift(missing, missing)).extracting(Drift::level).isEqualTo(Level.STABLE);
    assertThat(drift(missing, then).level()).isEqualTo(Level.ALERT);
  }

  @Test
  void chanceIsToldFromDriftAcrossAllFeatures() {
    // One feature whose p is .005: alone it is believed, among twenty it is not.
    double[] then = draw(1, 2_000, SplittableRandom::nextDouble);
    Reference reference = Reference.of("x", then);
    double alone = 0;
    long[] counts = null;
    for (long seed = 2; alone <= .003 || alone > .01; seed++) {
      counts = reference.count(draw(seed, 2_000, SplittableRandom::nextDouble));
      alone = FeatureDrift.of(List.of(reference), List.of(counts)).get(0).q();
    }
    List<Reference> references = new ArrayList<>(List.of(reference));
    List<long[]> all = new ArrayList<>(List.of(counts));
    for (int j = 1; j < 20; j++) {
      references.add(reference);
      all.add(reference.counts());
    }
    assertThat(FeatureDrift.of(List.of(reference), List.of(counts)).get(0).level())
        .isEqualTo(Level.SMALL);
    assertThat(FeatureDrift.of(references, all).get(0).level()).isEqualTo(Level.STABLE);
  }

  /** Ten features of all kinds, 500 times: an alarm of either level is false. */
  @Test
  void withoutDriftAnAlarmIsRarerThanOneFeatureInAHundred() {
    List<ToDoubleFunction<SplittableRandom>> kinds =
        List.of(
            ModelsOfTest::normal,
            r -> Math.exp(ModelsOfTest.normal(r)),
            r -> r.nextInt(2),
            r -> r.nextInt(25) == 0 ? 1 : 0,
            r -> Math.floor(-2 * Math.log(r.nextDouble())),
            r -> r.nextInt(3) == 0 ? NONE : r.nextDouble(),
            r -> r.nextInt(50) == 0 ? NONE : ModelsOfTest.normal(r),
            r -> 3,
            r -> r.nextInt(4) == 0 ? r.nextDouble() : 1,
            r -> r.nextInt(40));
    int[] rows = {150, 400, 1_500, 5_000};
    int alarms = 0;
    for (int draw = 0; draw < 500; draw++) {
      List<Reference> references = new ArrayList<>();
      List<long[]> counts = new ArrayList<>();
      for (int j = 0; j < kinds.size(); j++) {
        long seed = 1_000L * draw + 2L * j;
        Reference reference = Reference.of("x" + j, draw(seed, rows[draw % 4], kinds.get(j)));
        references.add(reference);
        counts.add(reference.count(draw(seed + 1, rows[draw / 4 % 4], kinds.get(j))));
      }
      for (Drift drift : FeatureDrift.of(references, counts)) {
        alarms += drift.level() == Level.STABLE ? 0 : 1;
      }
    }
    System.out.printf("drift: %d false alarms of 5000 features, %.4f%n", alarms, alarms / 5000.0);
    assertThat(alarms).isLessThanOrEqualTo(50);
  }

  @Test
  void countsOfOtherBinsAreRefused() {
    Reference reference = Reference.of("spent", new double[] {1, 2, 3});
    assertThatThrownBy(() -> FeatureDrift.of(List.of(reference), List.of(new long[9])))
        .hasMessageContaining("spent has 4 bins and 9 counts");
    assertThatThrownBy(() -> FeatureDrift.of(List.of(reference), List.of()))
        .hasMessageContaining("1 references and counts of 0 features");
  }
}
