package io.percorso.retention.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a number, a category of five, another number, and a category of four. */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MllibTreesTest {
  private static final int[] CATEGORIES = {0, 5, 0, 4};

  private List<double[]> rows;
  private GBTClassificationModel model;

  @BeforeAll
  void fit(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(7);
    rows = new ArrayList<>();
    List<Row> labelled = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double[] row = {
        random.nextDouble(), random.nextInt(5), random.nextDouble(), random.nextInt(4)
      };
      double logOdds =
          4 * (row[0] - .5)
              + (row[1] == 1 || row[1] == 4 ? 2 : -1)
              + (row[3] == 2 && row[2] > .6 ? 3 : 0);
      rows.add(row);
      boolean isChurn = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      labelled.add(RowFactory.create(isChurn ? 1.0 : 0.0, Vectors.dense(row)));
    }
    Dataset<Row> data =
        spark.createDataFrame(
            labelled,
            new StructType(
                new StructField[] {
                  new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
                  features()
                }));
    model = new GBTClassifier().setMaxIter(4).setMaxDepth(4).setStepSize(.3).setSeed(1).fit(data);
  }

  private static StructField features() {
    Attribute[] attributes = new Attribute[CATEGORIES.length];
    for (int j = 0; j < CATEGORIES.length; j++) {
      attributes[j] =
          CATEGORIES[j] == 0
              ? NumericAttribute.defaultAttr().withName("x" + j)
              : NominalAttribute.defaultAttr().withName("x" + j).withNumValues(CATEGORIES[j]);
    }
    return new AttributeGroup("features", attributes).toStructField();
  }

  @Test
  void theProbabilityIsThatOfTwiceTheMargin() {
    Ensemble ensemble = MllibTrees.of(model);
    for (double[] row : rows) {
      Vector vector = Vectors.dense(row);
      assertThat(ensemble.margin(row)).isCloseTo(margin(model, vector), within(1e-12));
      double logOdds = MllibTrees.LOG_ODDS_PER_MARGIN * ensemble.margin(row);
      assertThat(1 / (1 + Math.exp(-logOdds)))
          .isCloseTo(model.predictProbability(vector).apply(1), within(1e-12));
    }
  }

  @Test
  void theBaseIsWhatMllibSaysAtTheRoots() {
    double roots = 0;
    for (int i = 0; i < model.trees().length; i++) {
      roots += model.treeWeights()[i] * model.trees()[i].rootNode().prediction();
    }
    assertThat(MllibTrees.of(model).base()).isCloseTo(roots, within(1e-12));
  }

  @Test
  void contributionsAddUpToTheMarginAndStayTheSameThroughSaveAndLoad(@TempDir Path folder)
      throws Exception {
    assertThat(model.toDebugString()).contains("feature 1 in {", "feature 3 in {");
    String path = folder.resolve("model").toString();
    model.save(path);
    Ensemble kept = MllibTrees.of(GBTClassificationModel.load(path));
    Ensemble ensemble = MllibTrees.of(model);
    for (double[] row : rows.subList(0, 200)) {
      double[] contributions = ensemble.contributions(row);
      assertThat(ensemble.base() + Arrays.stream(contributions).sum())
          .isCloseTo(margin(model, Vectors.dense(row)), within(1e-9));
      assertThat(kept.contributions(row)).containsExactly(contributions, within(1e-12));
    }
  }

  @Test
  void aValueThatIsNoNumberOrNoKnownCategoryGoesWhereMllibSendsIt() {
    Ensemble ensemble = MllibTrees.of(model);
    for (double[] row : rows.subList(0, 100)) {
      for (int j = 0; j < row.length; j++) {
        for (double odd : new double[] {Double.NaN, 77, -3, .5}) {
          double[] changed = row.clone();
          changed[j] = odd;
          assertThat(ensemble.margin(changed))
              .as("feature %s is %s", j, odd)
              .isCloseTo(margin(model, Vectors.dense(changed)), within(1e-12));
        }
      }
    }
  }

  /** What MLlib itself makes of a row: its raw prediction is −2F and 2F. */
  private static double margin(GBTClassificationModel model, Vector row) {
    return model.predictRaw(row).apply(1);
  }
}
