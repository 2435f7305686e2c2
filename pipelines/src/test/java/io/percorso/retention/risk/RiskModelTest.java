package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.trees.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiskModelTest {
  private static final double NONE = Double.NaN;

  /** Each kind of model with each kind of calibration. */
  private static Stream<RiskModel> models() {
    List<RiskRow> rows = ModelsOfTest.labelled(9, 4_000);
    return Stream.of(
            RiskModel.prevalence(ModelsOfTest.FEATURES, -1.3),
            ModelsOfTest.line(),
            ModelsOfTest.trees())
        .flatMap(
            model ->
                Stream.of(100, 1_000, 4_000)
                    .map(
                        n ->
                            model.calibrated(
                                Calibrator.fit(
                                    RiskRows.scores(model, rows.subList(0, n)),
                                    RiskRows.hasLeft(rows.subList(0, n))))))
        .map(
            model ->
                model.referring(
                    List.of(FeatureDrift.Reference.of("spent", RiskRows.values(rows, 2)))));
  }

  @ParameterizedTest
  @MethodSource("models")
  void contributionsAndTheBaseAddUpToTheScore(RiskModel model) {
    for (double[] row : ModelsOfTest.rows(1, 200)) {
      double sum = model.base() + Arrays.stream(model.contributions(row)).sum();
      assertThat(sum).isCloseTo(model.score(row), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStoredModelAnswersAsBeforeToTheLastBit(RiskModel model) {
    RiskModel stored = RiskModel.fromJson(model.toJson());
    for (double[] row : ModelsOfTest.rows(2, 200)) {
      assertThat(stored.score(row)).isEqualTo(model.score(row));
      assertThat(stored.probability(row)).isEqualTo(model.probability(row));
      assertThat(stored.contributions(row)).containsExactly(model.contributions(row));
    }
    assertThat(stored.kind()).isEqualTo(model.kind());
    assertThat(stored.features()).isEqualTo(model.features());
    assertThat(stored.reference("spent").orElseThrow().counts())
        .containsExactly(model.reference("spent").orElseThrow().counts());
    assertThat(stored.toJson()).isEqualTo(model.toJson());
  }

  @Test
  void treesAreStoredNodeByNodeToTheLastBit() {
    RiskModel model = ModelsOfTest.trees();
    assertThat(roots(RiskModel.fromJson(model.toJson()))).isEqualTo(roots(model));
  }

  private static List<Tree.Node> roots(RiskModel model) {
    return ((Scorer.Boosted) model.scorer())
        .trees().weighted().stream().map(one -> one.tree().root()).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelTravelsToTheExecutorsUnchanged(RiskModel model) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(((RiskModel) in.readObject()).toJson()).isEqualTo(model.toJson());
  }

  @ParameterizedTest
  @MethodSource("models")
  void noValueMakesAProbabilityThatIsNone(RiskModel model) {
    double[] odd = {
      NONE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, -7, 0.5, 2, -0.0
    };
    for (double one : odd) {
      for (double other : odd) {
        double[] row = {one, other, one, other};
        assertThat(model.probability(row)).isGreaterThan(0).isLessThan(1);
        assertThat(Arrays.stream(model.contributions(row))).allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void anInfiniteValueIsAMissingOne() {
    for (RiskModel model : List.of(ModelsOfTest.line(), ModelsOfTest.trees())) {
      assertThat(model.score(new double[] {Double.POSITIVE_INFINITY, 2, 3, 1}))
          .isEqualTo(model.score(new double[] {NONE, 2, 3, 1}));
    }
  }

  @Test
  void aValueBeyondThoseOfTrainingCountsAsTheNearestInALine() {
    double most =
        ModelsOfTest.labelled(3, 400).stream()
            .mapToDouble(row -> row.values()[2])
            .filter(Double::isFinite)
            .max()
            .orElseThrow();
    RiskModel line = ModelsOfTest.line();
    assertThat(line.score(new double[] {1, 1, most * 9, 1}))
        .isEqualTo(line.score(new double[] {1, 1, most, 1}));
    assertThat(line.score(new double[] {1, 1, most - 1, 1}))
        .isNotEqualTo(line.score(new double[] {1, 1, most, 1}));
  }

  @Test
  void theContributionsOfALineAreZeroOnAverageInTraining() {
    RiskModel line = ModelsOfTest.line();
    double[] sums = new double[4];
    for (RiskRow row : ModelsOfTest.labelled(3, 400)) {
      double[] contributions = line.contributions(row.values());
      Arrays.setAll(sums, j -> sums[j] + contributions[j]);
    }
    assertThat(sums).containsExactly(new double[4], within(1e-9));
  }

  @Test
  void prevalenceHasNoReasons() {
    RiskModel model = RiskModel.prevalence(ModelsOfTest.FEATURES, Math.log(.25));
    assertThat(model.probability(new double[4])).isCloseTo(.2, within(1e-15));
    assertThat(model.contributions(new double[4])).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aRowOfAnotherLengthIsOfAnotherVersion() {
    assertThatThrownBy(() -> ModelsOfTest.trees().score(new double[3]))
        .hasMessageContaining("a row of 3 numbers for a model of 4 features");
  }

  @Test
  void aTextThatIsNoStoredModelIsSaidToBeNone() {
    assertThatThrownBy(() -> RiskModel.fromJson("{")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> RiskModel.fromJson("{}")).hasMessageContaining("lacks 'features'");
    String broken = ModelsOfTest.line().toJson().replaceFirst("\"low\":[^,]*", "\"low\":\"x\"");
    assertThatThrownBy(() -> RiskModel.fromJson(broken)).hasMessageContaining("'low' = \"x\"");
  }
}
