package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.risk.Scorer.Boosted;
import io.percorso.retention.trees.Ensemble;
import io.percorso.retention.trees.MllibTrees;
import io.percorso.retention.trees.Tree;
import io.percorso.statistics.LogisticFit;
import io.percorso.statistics.LogisticSums;
import io.percorso.testing.SparkExtension;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MllibFitsTest {
  private static final int[] ALL = {0, 1, 2, 3};

  /** Every row counts, and each tree sees all of them. */
  private static final RiskRules WHOLE = whole(RiskRules.USUAL.withTrees(6, 4));

  private static RiskRules whole(RiskRules r) {
    return new RiskRules(
        r.seed(),
        r.iterations(),
        r.depth(),
        r.step(),
        1,
        5,
        r.bins(),
        "all",
        r.gain(),
        r.ridge(),
        r.leastLeavers(),
        r.replicates(),
        r.campaign());
  }

  /** Newton's steps on the same columns. */
  static LogisticFit newton(LinearDesign design, List<RiskRow> rows, double ridge) {
    int[] columns = IntStream.rangeClosed(0, design.size()).toArray();
    List<double[]> values =
        rows.stream()
            .map(
                row -> {
                  double[] of = new double[columns.length];
                  of[0] = 1;
                  System.arraycopy(design.columns(row.values()), 0, of, 1, design.size());
                  return of;
                })
            .toList();
    double[] ridges = new double[columns.length];
    Arrays.fill(ridges, 1, ridges.length, ridge * rows.size());
    return LogisticFit.of(
        new LogisticFit.Penalty(ridges, new boolean[columns.length]),
        new double[columns.length],
        at -> {
          LogisticSums sums = new LogisticSums(at);
          for (int i = 0; i < rows.size(); i++) {
            sums.add(columns, values.get(i), rows.get(i).hasLeft(), 1);
          }
          return sums;
        });
  }

  @Test
  void theLineIsThatOfNewtonsStepsWithAndWithoutARidge(SparkSession spark) {
    List<RiskRow> rows = ModelsOfTest.labelled(1, 2_000);
    LinearDesign design = new LinearDesign(ModelsOfTest.FEATURES, ALL, rows);
    for (double ridge : new double[] {0, 1e-2}) {
      LogisticFit fit = newton(design, rows, ridge);
      Scorer.Linear newton =
          design.line(
              fit.coefficients()[0], Arrays.copyOfRange(fit.coefficients(), 1, design.size() + 1));
      Scorer.Linear mllib = MllibFits.line(spark, design, rows, ridge, 1e-12);
      for (RiskRow row : rows) {
        assertThat(mllib.score(row.values())).isCloseTo(newton.score(row.values()), within(1e-6));
      }
    }
  }

  @Test
  void treesScoreAsMllibDoesAlsoWhereAValueIsMissing(SparkSession spark) {
    List<RiskRow> rows = ModelsOfTest.labelled(1, 2_000);
    GBTClassificationModel model = MllibFits.boosted(spark, rows, List.of(), WHOLE);
    Boosted trees = new Boosted(MllibTrees.of(model));
    for (RiskRow row : rows) {
      double p = model.predictProbability(Vectors.dense(Boosted.readable(row.values()))).apply(1);
      assertThat(1 / (1 + Math.exp(-trees.score(row.values())))).isCloseTo(p, within(1e-12));
    }
  }

  /** MLlib bins values when it trains and compares them when it scores. */
  @Test
  void aTrainingRowEndsInTheLeafThatItTrained(SparkSession spark) {
    List<RiskRow> rows = ModelsOfTest.labelled(1, 2_000);
    Boosted trees = MllibFits.trees(spark, rows, List.of(), WHOLE);
    boolean asksForMissing = false;
    for (Ensemble.Weighted one : trees.trees().weighted()) {
      Map<Tree.Leaf, Integer> ended = new IdentityHashMap<>();
      Tree.Node root = one.tree().root();
      rows.forEach(row -> ended.merge(leaf(root, Boosted.readable(row.values())), 1, Integer::sum));
      ended.forEach((leaf, count) -> assertThat(leaf.cover()).isEqualTo((double) count));
      asksForMissing |= asksForMissing(root);
    }
    assertThat(asksForMissing).isTrue();
  }

  private static Tree.Leaf leaf(Tree.Node node, double[] row) {
    return node instanceof Tree.Threshold split
        ? leaf(row[split.feature()] <= split.limit() ? split.left() : split.right(), row)
        : (Tree.Leaf) node;
  }

  private static boolean asksForMissing(Tree.Node node) {
    return node instanceof Tree.Threshold split
        && (split.limit() < -1e300
            || asksForMissing(split.left())
            || asksForMissing(split.right()));
  }

  @Test
  void columnsThatAreTheSameForAllHaveNoPartInTheLine(SparkSession spark) {
    List<RiskRow> rows =
        ModelsOfTest.labelled(1, 500).stream()
            .map(
                r -> {
                  double[] values = {r.values()[0], 7, Double.NaN, 0};
                  return new RiskRow(r.customer(), r.day(), r.group(), r.hasLeft(), values);
                })
            .toList();
    LinearDesign design = new LinearDesign(ModelsOfTest.FEATURES, ALL, rows);
    assertThat(design.size()).isEqualTo(2);
    Scorer.Linear line = MllibFits.line(spark, design, rows, 1e-4);
    assertThat(line.score(new double[] {3, 7, Double.NaN, 0}))
        .isEqualTo(line.score(new double[] {3, 9, 5, Double.NaN}));
    LinearDesign none = new LinearDesign(ModelsOfTest.FEATURES, new int[] {1, 2, 3}, rows);
    double leavers = RiskRows.leavers(rows);
    assertThat(MllibFits.line(spark, none, rows, 1e-4).score(new double[4]))
        .isEqualTo(Math.log(leavers / (500 - leavers)));
  }

  @Test
  void treesOfColumnsThatAreTheSameForAllSayTheSameOfAll(SparkSession spark) {
    List<RiskRow> rows =
        ModelsOfTest.labelled(1, 500).stream()
            .map(
                r -> {
                  double[] values = {Double.NaN, 7, Double.NaN, 0};
                  return new RiskRow(r.customer(), r.day(), r.group(), r.hasLeft(), values);
                })
            .toList();
    Boosted trees = MllibFits.trees(spark, rows, List.of(), WHOLE);
    assertThat(trees.score(new double[] {1, 2, 3, 4})).isEqualTo(trees.score(new double[4]));
  }
}
