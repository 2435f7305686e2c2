package io.percorso.retention.risk;

import io.percorso.retention.trees.MllibTrees;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
    LogisticRegression line =
        new LogisticRegression()
            .setFamily("binomial")
            // The columns are standardised already.
            .setStandardization(false)
            .setRegParam(ridge)
            .setElasticNetParam(0)
            .setMaxIter(MOST_STEPS)
            .setTol(tolerance);
    LogisticRegressionModel model =
        fitted(spark, new Labelled(rows, List.of(), design::columns), line::fit);
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
    return fitted(spark, new Labelled(train, validation, Scorer.Boosted::readable), trees::fit);
  }

  /** How the values of a row are read, on the machine that fits. */
  private interface Reading extends UnaryOperator<double[]>, Serializable {}

  /** Rows with what they are for. */
  private record Labelled(List<RiskRow> train, List<RiskRow> validation, Reading reading)
      implements Serializable {
    Labelled {
      train = List.copyOf(train);
      validation = List.copyOf(validation);
    }

    /** Rows on end, as many in each part. */
    Iterator<Row> part(int part) {
      long size = train.size() + validation.size();
      int from = (int) (part * size / PARTITIONS);
      int to = (int) ((part + 1) * size / PARTITIONS);
      return IntStream.range(from, to).mapToObj(this::row).iterator();
    }

    private Row row(int at) {
      boolean isValidation = at >= train.size();
      RiskRow row = isValidation ? validation.get(at - train.size()) : train.get(at);
      return RowFactory.create(
          row.hasLeft() ? 1.0 : 0.0, Vectors.dense(reading.apply(row.values())), isValidation);
    }
  }

  /**
   * The rows go to each machine once, and a partition knows only which of them are its own: a list
   * given to Spark would travel with every task of hundreds of rounds.
   */
  private static <M> M fitted(SparkSession spark, Labelled rows, Function<Dataset<Row>, M> fit) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Labelled> sent = context.broadcast(rows);
    try {
      List<Integer> parts = IntStream.range(0, PARTITIONS).boxed().toList();
      return fit.apply(
          spark.createDataFrame(
              context.parallelize(parts, PARTITIONS).flatMap(part -> sent.value().part(part)),
              LABELLED));
    } finally {
      sent.destroy();
    }
  }
}
