package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.AFTSurvivalRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What MLlib's accelerated failure times mean, held against the leukaemia trial of E. Freireich and
 * others (1963): a Weibull of ln T = β₀ + β·x + σ·ε, where its column censor is 1 if the event was
 * seen.
 */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MllibSurvivalTest {
  private static final String TREATED =
      "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
  private static final String PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
  private static final Vector UNDER_6_MP = Vectors.dense(1);
  private static final Vector UNDER_PLACEBO = Vectors.dense(0);

  private final List<Row> rows = new ArrayList<>();
  private AFTSurvivalRegressionModel model;

  @BeforeAll
  void fit(SparkSession spark) {
    add(TREATED, UNDER_6_MP);
    add(PLACEBO, UNDER_PLACEBO);
    StructType type =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("censor", DataTypes.DoubleType)
            .add("features", new VectorUDT());
    model =
        new AFTSurvivalRegression()
            .setTol(1e-12)
            .setMaxIter(500)
            .setQuantileProbabilities(new double[] {.25, .5, .75})
            .fit(spark.createDataFrame(rows, type));
  }

  private void add(String times, Vector features) {
    for (String time : times.split(" ")) {
      double happened = time.endsWith("+") ? 0 : 1;
      rows.add(RowFactory.create(Double.parseDouble(time.replace("+", "")), happened, features));
    }
  }

  @Test
  void theLeukaemiaTrial() {
    assertThat(model.intercept()).isCloseTo(2.248352, within(2e-6));
    assertThat(model.coefficients().apply(0)).isCloseTo(1.267335, within(2e-6));
    assertThat(model.scale()).isCloseTo(.732194, within(2e-6));
  }

  @Test
  void aQuantileIsTheTimeByWhichItHasHappenedToThatShare() {
    assertThat(model.predictQuantiles(UNDER_6_MP).toArray())
        .containsExactly(new double[] {13.5102, 25.7215, 42.7277}, within(1e-4));
    assertThat(model.predictQuantiles(UNDER_PLACEBO).toArray())
        .containsExactly(new double[] {3.8042, 7.2427, 12.0313}, within(1e-4));
  }

  @Test
  void thePredictionIsTheTimeThatOneInEOutlives() {
    double scale = model.predict(UNDER_6_MP);
    assertThat(scale).isCloseTo(Math.exp(2.248352 + 1.267335), within(1e-3));
    double median = model.predictQuantiles(UNDER_6_MP).apply(1);
    assertThat(Math.exp(-Math.pow(median / scale, 1 / model.scale()))).isCloseTo(.5, within(1e-9));
  }

  @Test
  void itIsTheLargestLikelihood() {
    double sum = 0;
    for (Row row : rows) {
      double log = Math.log(row.getDouble(0));
      double z = (log - Math.log(model.predict(row.getAs(2)))) / model.scale();
      sum += row.getDouble(1) * (z - Math.log(model.scale()) - log) - Math.exp(z);
    }
    assertThat(sum).isCloseTo(-106.5795, within(5e-5));
  }
}
