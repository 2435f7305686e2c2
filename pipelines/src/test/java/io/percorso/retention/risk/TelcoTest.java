package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.Calibration;
import io.percorso.statistics.LogisticFit;
import io.percorso.statistics.LogisticSums;
import io.percorso.statistics.Predictions;
import io.percorso.statistics.Ranking;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 7043 customers of a telephone company, of whom 1869 left in the last month: IBM's Telco Customer
 * Churn. The file knows no time, so customers are divided by lot, leavers and stayers alike, and
 * nothing here says how a model would do a month later.
 */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelcoTest {
  private static final List<String> NUMBERS = List.of("tenure", "MonthlyCharges", "TotalCharges");
  private static final int REPEATS = 5;
  private static final int REPEATS_OF_TREES = 3;
  private static final double[] UP_TO = {.55, .70, .85, 1};

  private final List<RiskFeature> features = new ArrayList<>();
  private final List<RiskRow> rows = new ArrayList<>();

  @BeforeAll
  void read() throws IOException {
    List<String> lines = Files.readAllLines(RealData.path("telco-churn/Telco-Customer-Churn.csv"));
    List<String> names = List.of(lines.get(0).split(","));
    List<String[]> cells = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    List<double[]> columns = new ArrayList<>();
    for (int j = 1; j < names.size() - 1; j++) {
      int at = j;
      if (NUMBERS.contains(names.get(j))) {
        features.add(
            new RiskFeature(
                names.get(j), j == names.indexOf("tenure") ? count() : RiskFeature.Kind.NUMBER));
        columns.add(cells.stream().mapToDouble(c -> number(c[at])).toArray());
        continue;
      }
      for (String word : new TreeSet<>(cells.stream().map(c -> c[at]).toList())) {
        features.add(new RiskFeature(names.get(j) + "=" + word, RiskFeature.Kind.FLAG));
        columns.add(cells.stream().mapToDouble(c -> c[at].equals(word) ? 1 : 0).toArray());
      }
    }
    for (int i = 0; i < cells.size(); i++) {
      String[] of = cells.get(i);
      int row = i;
      double[] values = columns.stream().mapToDouble(column -> column[row]).toArray();
      boolean hasLeft = of[of.length - 1].equals("Yes");
      String contract = of[names.indexOf("Contract")];
      rows.add(new RiskRow(of[0], ModelsOfTest.DAY, contract, hasLeft, values));
    }
  }

  private static RiskFeature.Kind count() {
    return RiskFeature.Kind.COUNT;
  }

  private static double number(String cell) {
    return cell.isBlank() ? Double.NaN : Double.parseDouble(cell);
  }

  /** Train, validation, calibration and test, each with the same share of leavers. */
  private List<List<RiskRow>> divided(long seed) {
    List<List<RiskRow>> slices = new ArrayList<>();
    Arrays.stream(UP_TO).forEach(upTo -> slices.add(new ArrayList<>()));
    for (boolean leavers : new boolean[] {false, true}) {
      List<RiskRow> some =
          new ArrayList<>(rows.stream().filter(row -> row.hasLeft() == leavers).toList());
      Collections.shuffle(some, new Random(seed));
      for (int i = 0; i < some.size(); i++) {
        double place = (i + .5) / some.size();
        int slice = (int) Arrays.stream(UP_TO).filter(upTo -> upTo < place).count();
        slices.get(slice).add(some.get(i));
      }
    }
    return slices;
  }

  /** AUC, Brier score and calibration slope on test. */
  private double[] judged(Scorer scorer, List<List<RiskRow>> slices) {
    RiskModel raw =
        new RiskModel(RiskModel.Kind.TREES, features, scorer, Calibrator.NONE, List.of());
    List<RiskRow> calibration = slices.get(2);
    RiskModel model =
        raw.calibrated(
            Calibrator.fit(RiskRows.scores(raw, calibration), RiskRows.hasLeft(calibration)));
    List<RiskRow> test = slices.get(3);
    boolean[] hasLeft = RiskRows.hasLeft(test);
    Predictions priced =
        Predictions.of(
            test.stream().mapToDouble(row -> model.probability(row.values())).toArray(), hasLeft);
    return new double[] {
      Ranking.auc(Predictions.of(RiskRows.scores(model, test), hasLeft)),
      Calibration.brier(priced),
      Calibration.line(priced).slope()
    };
  }

  private static double[] printed(String what, List<double[]> repeats) {
    double[] mean = new double[3];
    repeats.forEach(r -> Arrays.setAll(mean, k -> mean[k] + r[k] / repeats.size()));
    System.out.printf(
        Locale.ROOT,
        "telco, %s, %d times divided: AUC %.4f, Brier %.4f, slope %.3f; AUC each %s%n",
        what,
        repeats.size(),
        mean[0],
        mean[1],
        mean[2],
        repeats.stream().map(r -> String.format(Locale.ROOT, "%.4f", r[0])).toList());
    return mean;
  }

  @Test
  void aLineInAllFeaturesDoesAsWellAsHonestModelsOfThisFileDo(SparkSession spark) {
    List<double[]> repeats = new ArrayList<>();
    int[] all = IntStream.range(0, features.size()).toArray();
    for (int r = 0; r < REPEATS; r++) {
      List<List<RiskRow>> slices = divided(r);
      List<RiskRow> train = slices.get(0);
      LinearDesign design = new LinearDesign(features, all, train);
      repeats.add(judged(MllibFits.line(spark, design, train, RiskRules.USUAL.ridge()), slices));
    }
    double[] mean = printed("logistic", repeats);
    assertThat(mean[0]).isBetween(.83, .87);
    assertThat(mean[1]).isBetween(.12, .15);
    assertThat(mean[2]).isBetween(.9, 1.1);
  }

  @Test
  void treesOfAllFeaturesDoAsWellAsHonestModelsOfThisFileDo(SparkSession spark) {
    List<double[]> repeats = new ArrayList<>();
    for (int r = 0; r < REPEATS_OF_TREES; r++) {
      List<List<RiskRow>> slices = divided(r);
      Scorer trees =
          MllibFits.trees(spark, slices.get(0), slices.get(1), RiskRules.USUAL.withTrees(60, 4));
      repeats.add(judged(trees, slices));
    }
    double[] mean = printed("trees", repeats);
    assertThat(mean[0]).isBetween(.83, .87);
    assertThat(mean[2]).isBetween(.85, 1.15);
  }

  @Test
  void noFeatureAloneKnowsTheOutcome() {
    assertThat(SingleFeatureAuc.of(features, rows)).isEmpty();
  }

  /** Without a ridge, against Newton's steps on the numbers as they are in the file. */
  @Test
  void theLineInFourFeaturesIsThatOfAnIndependentFit(SparkSession spark) {
    List<RiskFeature> plain =
        features.stream().map(f -> new RiskFeature(f.name(), RiskFeature.Kind.NUMBER)).toList();
    List<String> names = features.stream().map(RiskFeature::name).toList();
    int[] used =
        List.of(
                "tenure",
                "MonthlyCharges",
                "SeniorCitizen=1",
                "Contract=One year",
                "Contract=Two year")
            .stream()
            .mapToInt(names::indexOf)
            .toArray();
    Scorer.Linear line = MllibFits.line(spark, new LinearDesign(plain, used, rows), rows, 0, 1e-13);
    double[] newton = newton(used);
    double intercept = line.base();
    for (int k = 0; k < used.length; k++) {
      Scorer.Term term = line.terms().get(k);
      intercept -= term.slope() * term.column().mean();
      assertThat(term.slope()).isCloseTo(newton[k + 1], within(1e-6));
    }
    assertThat(intercept).isCloseTo(newton[0], within(1e-6));
    System.out.println("telco, intercept and four features: " + Arrays.toString(newton));
  }

  private double[] newton(int[] used) {
    int[] places = IntStream.rangeClosed(0, used.length).toArray();
    double[] none = new double[places.length];
    return LogisticFit.of(
            new LogisticFit.Penalty(none, new boolean[places.length]),
            none,
            at -> {
              LogisticSums sums = new LogisticSums(at);
              double[] values = new double[places.length];
              for (RiskRow row : rows) {
                values[0] = 1;
                Arrays.setAll(values, k -> k == 0 ? 1 : row.values()[used[k - 1]]);
                sums.add(places, values, row.hasLeft(), 1);
              }
              return sums;
            })
        .coefficients();
  }
}
