package io.percorso.retention.risk;

import io.percorso.retention.trees.MllibTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lines and trees as MLlib fits them. The same rows in the same order give the same model to the
 * last bit.
 */
final class MllibFits {
  /**
   * MLlib adds up what the partitions say as it comes in. Two partitions give a + b or b + a, which
   * is the same number; with three the last bits depend on which comes first.
   */
  private static final int PARTITIONS = 2;

  private static final int MOST_STEPS = 500;

  /**
   * Steepness, against the loss, at which the search ends. Coefficients are then right to about
   * 1e-5, far within their errors; below it MLlib's line search meets rounding and fails aloud.
   */
  private static final double TOLERANCE = 1e-6;

  private static final StructType LABELLED =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false)
          .add("isValidation", DataTypes.BooleanType, false);

  private MllibFits() {}

  /**
   * A logistic regression.
   *
   * @param rows in a fixed order, with both outcomes
   * @param ridge on standardised coefficients, per row
   */
  static Scorer.Linear line(
      SparkSession spark, LinearDesign design, List<RiskRow> rows, double ridge) {
    return line(spark, design, rows, ridge, TOLERANCE);
  }

  /**
   * @param tolerance steepness, against the loss, at which the search ends
   */
  static Scorer.Linear line(
      SparkSession spark, LinearDesign design, List<RiskRow> rows, double ridge, double tolerance) {
    if (design.size() == 0) {
      double leavers = RiskRows.leavers(rows);
      return design.line(Math.log(leavers / (rows.size() - leavers)), new double[0]);
    }
    List<Row> labelled = new ArrayList<>();
    add(labelled, rows, design::columns, false);
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("binomial")
            // The columns are standardised already.
            .setStandardization(false)
            .setRegParam(ridge)
            .setElasticNetParam(0)
            .setMaxIter(MOST_STEPS)
            .setTol(tolerance)
            .fit(dataset(spark, labelled));
    return design.line(model.intercept(), model.coefficients().toArray());
  }

  /**
   * Boosted trees that stop when the validation rows no longer gain.
   *
   * @param train in a fixed order, with both outcomes
   * @param validation may be empty: then nothing stops them early
   */
  static Scorer.Boosted trees(
      SparkSession spark, List<RiskRow> train, List<RiskRow> validation, RiskRules rules) {
    return new Scorer.Boosted(MllibTrees.of(boosted(spark, train, validation, rules)));
  }

  static GBTClassificationModel boosted(
      SparkSession spark, List<RiskRow> train, List<RiskRow> validation, RiskRules rules) {
    List<Row> labelled = new ArrayList<>();
    add(labelled, train, Scorer.Boosted::readable, false);
    add(labelled, validation, Scorer.Boosted::readable, true);
    GBTClassifier trees =
        new GBTClassifier()
            .setSeed(rules.seed())
            .setMaxIter(rules.iterations())
            .setMaxDepth(rules.depth())
            .setStepSize(rules.step())
            .setSubsamplingRate(rules.subsampling())
            .setMinInstancesPerNode(rules.leastRows())
            .setMaxBins(rules.bins())
            .setFeatureSubsetStrategy(rules.featureShare());
    if (!validation.isEmpty()) {
      trees.setValidationIndicatorCol("isValidation");
      trees.set(trees.validationTol(), rules.gain());
    }
    return trees.fit(dataset(spark, labelled));
  }

  private static void add(
      List<Row> to, List<RiskRow> rows, Function<double[], double[]> read, boolean isValidation) {
    for (RiskRow row : rows) {
      to.add(
          RowFactory.create(
              row.hasLeft() ? 1.0 : 0.0, Vectors.dense(read.apply(row.values())), isValidation));
    }
  }

  private static Dataset<Row> dataset(SparkSession spark, List<Row> rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark.createDataFrame(context.parallelize(rows, PARTITIONS), LABELLED);
  }
}
