package io.percorso.retention.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.trees.Ensemble.Weighted;
import io.percorso.retention.trees.Tree.Categories;
import io.percorso.retention.trees.Tree.Leaf;
import io.percorso.retention.trees.Tree.Node;
import io.percorso.retention.trees.Tree.Threshold;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeShapTest {
  private static final int FEVER = 0;
  private static final int COUGH = 1;
  private static final double[] BOTH = {1, 1};

  private static Node yesNo(int feature, Node no, Node yes) {
    return new Threshold(feature, .5, no, yes);
  }

  private static Leaf one(double value) {
    return new Leaf(value, 1);
  }

  private static Ensemble of(Node... trees) {
    return new Ensemble(
        2, Arrays.stream(trees).map(tree -> new Weighted(new Tree(tree), 1)).toList());
  }

  /** 80 with fever and cough, else 0; S. Lundberg and others (2018), figure 1. */
  @Test
  void twoSignsThatCountOnlyTogetherShareWhatTheyAdd() {
    Ensemble feverFirst = of(yesNo(FEVER, new Leaf(0, 2), yesNo(COUGH, one(0), one(80))));
    Ensemble coughFirst = of(yesNo(COUGH, new Leaf(0, 2), yesNo(FEVER, one(0), one(80))));

    assertThat(feverFirst.base()).isEqualTo(20);
    assertThat(feverFirst.margin(BOTH)).isEqualTo(80);
    assertThat(feverFirst.contributions(BOTH))
        .containsExactly(new double[] {30, 30}, within(1e-12));
    assertThat(coughFirst.contributions(BOTH))
        .containsExactly(new double[] {30, 30}, within(1e-12));
  }

  @Test
  void aSignThatCountsMoreIsNeverGivenLess() {
    Ensemble more = of(yesNo(COUGH, new Leaf(0, 2), yesNo(FEVER, one(10), one(90))));

    assertThat(more.base()).isEqualTo(25);
    assertThat(more.contributions(BOTH)).containsExactly(new double[] {30, 35}, within(1e-12));
  }

  @Test
  void whatASplitAsksAgainIsOneFeatureAllTheSame() {
    // x <= 1: 0, up to 2: 6, above: 3, by a third of the rows each.
    Ensemble twice = of(new Threshold(0, 2, new Threshold(0, 1, one(0), one(6)), one(3)));
    assertThat(twice.contributions(new double[] {1.5, 0}))
        .containsExactly(new double[] {3, 0}, within(1e-12));
    assertThat(twice.contributions(new double[] {0, 9}))
        .containsExactly(new double[] {-3, 0}, within(1e-12));
  }

  @Test
  void aTreeOfOneLeafAddsToTheBaseAndToNoFeature() {
    Ensemble leaf = of(one(7), yesNo(COUGH, one(0), one(2)));
    assertThat(leaf.base()).isEqualTo(8);
    assertThat(leaf.contributions(BOTH)).containsExactly(0, 1);
    assertThat(of(one(7)).contributions(BOTH)).containsExactly(0, 0);
  }

  @Test
  void contributionsAreShapleysValuesWhateverTheTreeAndTheRow() {
    for (int seed = 0; seed < 300; seed++) {
      int features = 1 + seed % 6;
      RandomTrees random = RandomTrees.of(seed, features, 1 + seed % 7);
      Node tree = random.tree();
      double[] row = random.row();
      double weight = 1 + seed % 3;
      Ensemble ensemble = new Ensemble(features, List.of(new Weighted(new Tree(tree), weight)));
      double[] expected = shapley(tree, row);
      for (int j = 0; j < features; j++) {
        expected[j] *= weight;
      }
      assertThat(ensemble.contributions(row))
          .as("seed %s", seed)
          .containsExactly(expected, within(1e-10));
    }
  }

  @Test
  void contributionsAndTheBaseAddUpToTheMarginOfDeepTreesToo() {
    for (int seed = 0; seed < 60; seed++) {
      RandomTrees random = RandomTrees.of(seed, 2 + seed % 24, 1 + seed % 12);
      Ensemble ensemble = random.ensemble(5);
      TreeShap shap = new TreeShap(ensemble);
      double[] contributions = new double[ensemble.features()];
      for (int i = 0; i < 20; i++) {
        double[] row = random.row();
        shap.explain(row, contributions);
        assertThat(ensemble.base() + Arrays.stream(contributions).sum())
            .as("seed %s", seed)
            .isCloseTo(ensemble.margin(row), within(1e-9));
      }
    }
  }

  @Test
  void oneAfterTheOtherRowsAreExplainedAsIfAlone() {
    RandomTrees random = RandomTrees.of(3, 6, 5);
    Ensemble ensemble = random.ensemble(10);
    TreeShap shap = new TreeShap(ensemble);
    double[] contributions = new double[6];
    for (int i = 0; i < 20; i++) {
      double[] row = random.row();
      shap.explain(row, contributions);
      assertThat(contributions).containsExactly(ensemble.contributions(row));
    }
  }

  /** Shapley's values by their definition: over all sets of known features. */
  private static double[] shapley(Node tree, double[] row) {
    int features = row.length;
    double[] values = new double[features];
    for (int j = 0; j < features; j++) {
      for (int known = 0; known < 1 << features; known++) {
        if ((known & 1 << j) == 0) {
          int size = Integer.bitCount(known);
          double sets = factorial(size) * factorial(features - 1 - size) / factorial(features);
          values[j] += sets * (expected(tree, row, known | 1 << j) - expected(tree, row, known));
        }
      }
    }
    return values;
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  /** The tree's answer where only some features are known. */
  private static double expected(Node node, double[] row, int known) {
    if (node instanceof Leaf leaf) {
      return leaf.value();
    }
    int feature = feature(node);
    if ((known & 1 << feature) != 0) {
      return expected(goesLeft(node, row[feature]) ? left(node) : right(node), row, known);
    }
    double left = cover(left(node));
    double right = cover(right(node));
    return (left * expected(left(node), row, known) + right * expected(right(node), row, known))
        / (left + right);
  }

  private static boolean goesLeft(Node node, double x) {
    if (node instanceof Threshold split) {
      return x <= split.limit();
    }
    Categories split = (Categories) node;
    return Double.isNaN(x) ? split.unknownGoesLeft() : split.goLeft().get((int) x);
  }

  private static double cover(Node node) {
    return node instanceof Leaf leaf ? leaf.cover() : cover(left(node)) + cover(right(node));
  }

  private static int feature(Node node) {
    return node instanceof Threshold split ? split.feature() : ((Categories) node).feature();
  }

  private static Node left(Node node) {
    return node instanceof Threshold split ? split.left() : ((Categories) node).left();
  }

  private static Node right(Node node) {
    return node instanceof Threshold split ? split.right() : ((Categories) node).right();
  }
}
