package io.percorso.retention.risk;

import io.percorso.retention.trees.Ensemble;
import io.percorso.retention.trees.Tree;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Rows and models that are drawn, for tests of this package. */
final class ModelsOfTest {
  static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  static final List<RiskFeature> FEATURES =
      List.of(
          new RiskFeature("days_since_seen", RiskFeature.Kind.COUNT),
          new RiskFeature("visits", RiskFeature.Kind.COUNT),
          new RiskFeature("spent", RiskFeature.Kind.NUMBER),
          new RiskFeature("renews", RiskFeature.Kind.FLAG));

  private ModelsOfTest() {}

  /** A row in which each value is missing in one of eight cases. */
  static double[] row(SplittableRandom random) {
    double[] row = {
      Math.floor(-20 * Math.log(random.nextDouble())),
      random.nextInt(12),
      normal(random) * 40,
      random.nextInt(2)
    };
    for (int j = 0; j < row.length; j++) {
      row[j] = random.nextInt(8) == 0 ? Double.NaN : row[j];
    }
    return row;
  }

  /** Of Box and Muller. */
  static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  static List<double[]> rows(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random));
    }
    return rows;
  }

  /** Rows of which those unseen for long leave more often. */
  static List<RiskRow> labelled(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RiskRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] values = row(random);
      double logOdds =
          -2
              + (Double.isNaN(values[0]) ? .5 : .5 * Math.log1p(values[0]))
              - (Double.isNaN(values[3]) ? 0 : values[3])
              + (values[1] > 6 ? .7 : 0);
      boolean hasLeft = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      rows.add(new RiskRow("c" + i, DAY, i % 3 == 0 ? "prepaid" : "contract", hasLeft, values));
    }
    return rows;
  }

  static RiskModel line() {
    LinearDesign design = new LinearDesign(FEATURES, new int[] {0, 1, 2, 3}, labelled(3, 400));
    double[] coefficients = new double[design.size()];
    SplittableRandom random = new SplittableRandom(4);
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] = normal(random);
    }
    return new RiskModel(
        RiskModel.Kind.LOGISTIC,
        FEATURES,
        design.line(-2.1, coefficients),
        Calibrator.NONE,
        List.of());
  }

  /** Twelve trees; one place in them asks for a category. */
  static RiskModel trees() {
    SplittableRandom random = new SplittableRandom(5);
    List<Ensemble.Weighted> trees = new ArrayList<>();
    for (int t = 0; t < 12; t++) {
      trees.add(new Ensemble.Weighted(new Tree(node(random, 4)), t == 0 ? 1 : .1));
    }
    Scorer scorer = new Scorer.Boosted(new Ensemble(FEATURES.size(), trees));
    return new RiskModel(RiskModel.Kind.TREES, FEATURES, scorer, Calibrator.NONE, List.of());
  }

  private static Tree.Node node(SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return new Tree.Leaf(normal(random), 1 + random.nextDouble() * 50);
    }
    Tree.Node left = node(random, depth - 1);
    Tree.Node right = node(random, depth - 1);
    int feature = random.nextInt(FEATURES.size());
    if (feature == 3) {
      BitSet goLeft = new BitSet();
      goLeft.set(random.nextInt(2));
      return new Tree.Categories(3, 2, goLeft, random.nextBoolean(), left, right);
    }
    return new Tree.Threshold(feature, normal(random) * 10, left, right);
  }
}
