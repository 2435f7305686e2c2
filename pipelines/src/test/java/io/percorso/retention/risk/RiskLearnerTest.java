package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.risk.Learned.Candidate;
import io.percorso.retention.risk.RiskLearner.Baselines;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RiskLearnerTest {
  private static final Baselines BASELINES =
      new Baselines("days_since_seen", List.of("days_since_seen", "visits", "spent"));

  private static final RiskRules FEW_TREES = RiskRules.USUAL.withTrees(4, 3);

  private static Learned learned(SparkSession spark, List<RiskRow> rows) {
    return RiskLearner.learn(
        spark, rows, ModelsOfTest.FEATURES, BASELINES, Split.byCustomers(3), FEW_TREES);
  }

  private static List<RiskRow> with(List<RiskRow> rows, UnaryOperator<double[]> values) {
    return rows.stream()
        .map(
            r ->
                new RiskRow(
                    r.customer(),
                    r.day(),
                    r.group(),
                    r.hasLeft(),
                    values.apply(r.values().clone())))
        .toList();
  }

  /** Rows whose customers leave by the log odds that a test says. */
  private static List<RiskRow> leaving(int count, ToDoubleFunction<double[]> logOdds) {
    SplittableRandom random = new SplittableRandom(21);
    return ModelsOfTest.labelled(20, count).stream()
        .map(
            r -> {
              double p = 1 / (1 + Math.exp(-logOdds.applyAsDouble(r.values())));
              return new RiskRow(
                  r.customer(), r.day(), r.group(), random.nextDouble() < p, r.values());
            })
        .toList();
  }

  private static List<RiskModel.Kind> kinds(Learned learned) {
    return learned.candidates().stream().map(c -> c.model().kind()).toList();
  }

  private static void assertNoProbabilityIsNone(Learned learned) {
    for (Candidate candidate : learned.candidates()) {
      for (double[] row : ModelsOfTest.rows(8, 50)) {
        assertThat(candidate.model().probability(row)).isGreaterThan(0).isLessThan(1);
      }
    }
  }

  @Test
  void aSecondRunOfShuffledRowsGivesTheSameModelsToTheLastBit(SparkSession spark) {
    List<RiskRow> rows = ModelsOfTest.labelled(1, 3_000);
    List<RiskRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    Learned first = learned(spark, rows);
    Learned second = learned(spark, shuffled);
    assertThat(kinds(first)).containsExactly(RiskModel.Kind.values());
    assertThat(second.candidates())
        .extracting(c -> c.model().toJson())
        .isEqualTo(first.candidates().stream().map(c -> c.model().toJson()).toList());
    assertThat(second.candidates())
        .extracting(Candidate::metrics)
        .isEqualTo(first.candidates().stream().map(Candidate::metrics).toList());
    assertThat(second.reasons()).isEqualTo(first.reasons());
  }

  @Test
  void everyFittedModelIsStoredToTheLastBitAndItsContributionsAddUp(SparkSession spark) {
    for (Candidate candidate : learned(spark, ModelsOfTest.labelled(1, 3_000)).candidates()) {
      RiskModel model = candidate.model();
      RiskModel stored = RiskModel.fromJson(model.toJson());
      for (double[] row : ModelsOfTest.rows(5, 200)) {
        assertThat(stored.probability(row)).isEqualTo(model.probability(row));
        assertThat(stored.contributions(row)).containsExactly(model.contributions(row));
        assertThat(model.base() + Arrays.stream(model.contributions(row)).sum())
            .isCloseTo(model.score(row), within(1e-9));
      }
      assertThat(stored.references()).hasSize(4);
    }
  }

  @Test
  void theSimplestModelThatIsNotSurelyWorseIsChosen(SparkSession spark) {
    Learned nothing = learned(spark, leaving(6_000, x -> -1));
    assertThat(nothing.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.PREVALENCE);
    Learned recency =
        learned(spark, leaving(6_000, x -> Double.isNaN(x[0]) ? -2 : Math.log1p(x[0]) - 3.5));
    assertThat(recency.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.RECENCY);
    Learned flag = learned(spark, leaving(6_000, x -> x[3] == 1 ? 0 : -3));
    assertThat(flag.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.LOGISTIC);
    Learned bent = learned(spark, leaving(6_000, x -> x[1] > 3 && x[1] < 8 ? 0 : -4));
    assertThat(bent.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.TREES);
    assertThat(bent.reasons()).anyMatch(r -> r.startsWith("TREES is chosen: every simpler"));
    assertThat(bent.chosen().orElseThrow().model()).isSameAs(bent.model().orElseThrow());
  }

  @Test
  void fewLeaversAllowBaselinesOnlyAndTheReasonSaysHowMany(SparkSession spark) {
    Learned learned = learned(spark, leaving(1_000, x -> -2.5));
    assertThat(kinds(learned))
        .containsExactly(RiskModel.Kind.PREVALENCE, RiskModel.Kind.RECENCY, RiskModel.Kind.RFM);
    assertThat(learned.reasons())
        .anyMatch(r -> r.matches("\\d+ of \\d+ training rows are leavers, less than 200.*"));
    assertNoProbabilityIsNone(learned);
  }

  @Test
  void whereAllCameToTheSameAllAreGivenOneChance(SparkSession spark) {
    for (double logOdds : new double[] {-99, 99}) {
      Learned learned = learned(spark, leaving(400, x -> logOdds));
      assertThat(kinds(learned)).containsExactly(RiskModel.Kind.PREVALENCE);
      assertThat(learned.reasons()).anyMatch(r -> r.contains("nothing tells who leaves"));
      assertThat(learned.chosen().orElseThrow().metrics().get(0).figures()).isEmpty();
      assertNoProbabilityIsNone(learned);
    }
  }

  @Test
  void constantColumnsAndColumnsOfNothingDoNoHarm(SparkSession spark) {
    List<RiskRow> rows =
        with(ModelsOfTest.labelled(1, 3_000), x -> new double[] {x[0], 7, Double.NaN, 0});
    Learned learned = learned(spark, rows);
    assertThat(kinds(learned)).containsExactly(RiskModel.Kind.values());
    assertNoProbabilityIsNone(learned);
    Learned none = learned(spark, with(rows, x -> new double[] {Double.NaN, 7, Double.NaN, 0}));
    assertThat(none.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.PREVALENCE);
    assertNoProbabilityIsNone(none);
  }

  @Test
  void withoutALeaverInCalibrationTheScoreIsTakenAtItsWord(SparkSession spark) {
    List<RiskRow> rows =
        ModelsOfTest.labelled(1, 2_000).stream()
            .map(
                r -> {
                  boolean calibrates =
                      Split.byCustomers(3).slice(r.customer(), r.day()).orElseThrow()
                          == Slice.CALIBRATION;
                  boolean hasLeft = r.hasLeft() && !calibrates;
                  return new RiskRow(r.customer(), r.day(), r.group(), hasLeft, r.values());
                })
            .toList();
    Learned learned = learned(spark, rows);
    assertThat(learned.model().orElseThrow().calibrator()).isEqualTo(Calibrator.NONE);
    assertThat(learned.reasons())
        .filteredOn(r -> r.matches("0 of \\d+ calibration rows are leavers.*"))
        .hasSize(1);
    assertNoProbabilityIsNone(learned);
  }

  @Test
  void withoutARowThereIsNoModelAndOneAloneIsEnoughForOneChance(SparkSession spark) {
    Learned none = learned(spark, List.of());
    assertThat(none.model()).isEmpty();
    assertThat(none.reasons()).anyMatch(r -> r.contains("no model"));
    List<RiskRow> one =
        ModelsOfTest.labelled(1, 50).stream()
            .filter(
                r -> Split.byCustomers(3).slice(r.customer(), r.day()).orElseThrow() == Slice.TRAIN)
            .limit(1)
            .toList();
    Learned alone = learned(spark, one);
    assertThat(alone.model().orElseThrow().kind()).isEqualTo(RiskModel.Kind.PREVALENCE);
    assertThat(alone.reasons()).anyMatch(r -> r.contains("no row lies in the validation slice"));
    assertNoProbabilityIsNone(alone);
  }

  @Test
  void shuffledLabelsTeachNothing(SparkSession spark) {
    List<RiskRow> rows = ModelsOfTest.labelled(1, 30_000);
    List<Boolean> labels = new ArrayList<>(rows.stream().map(RiskRow::hasLeft).toList());
    Collections.shuffle(labels, new Random(5));
    List<RiskRow> shuffled = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RiskRow r = rows.get(i);
      shuffled.add(new RiskRow(r.customer(), r.day(), r.group(), labels.get(i), r.values()));
    }
    Learned learned = learned(spark, shuffled);
    for (Candidate candidate : learned.candidates()) {
      double auc = candidate.metrics().get(0).figures().orElseThrow().auc();
      System.out.printf("shuffled labels: %s AUC %.4f%n", candidate.model().kind(), auc);
      assertThat(auc).isBetween(.47, .53);
    }
  }

  @Test
  void aFeatureThatKnowsTheOutcomeIsListedForReview(SparkSession spark) {
    List<RiskRow> rows =
        ModelsOfTest.labelled(1, 1_000).stream()
            .map(
                r -> {
                  double[] values = r.values().clone();
                  values[3] = r.hasLeft() ? 1 : 0;
                  return new RiskRow(r.customer(), r.day(), r.group(), r.hasLeft(), values);
                })
            .toList();
    Learned learned = learned(spark, rows);
    assertThat(learned.suspects())
        .extracting(SingleFeatureAuc.Suspect::feature)
        .containsExactly("renews");
    assertNoProbabilityIsNone(learned);
  }

  @Test
  void aBaselineReadsOnlyItsFeatures(SparkSession spark) {
    RiskModel recency = learned(spark, ModelsOfTest.labelled(1, 1_000)).candidates().get(1).model();
    double[] contributions = recency.contributions(new double[] {50, 3, 9, 1});
    assertThat(contributions[0]).isNotZero();
    assertThat(Arrays.copyOfRange(contributions, 1, 4)).containsOnly(0);
    assertThatThrownBy(
            () ->
                RiskLearner.learn(
                    spark,
                    ModelsOfTest.labelled(1, 500),
                    ModelsOfTest.FEATURES,
                    new Baselines("age", List.of()),
                    Split.byCustomers(3),
                    FEW_TREES))
        .hasMessageContaining("a baseline reads 'age'");
  }

  /** Sixty features, of which one tells something, and four leavers for each. */
  @Test
  void aLineOfManyFeaturesAndFewLeaversIsDrawnTowardsNothing(SparkSession spark) {
    List<RiskFeature> features = new ArrayList<>(ModelsOfTest.FEATURES);
    while (features.size() < 60) {
      features.add(new RiskFeature("noise_" + features.size(), RiskFeature.Kind.NUMBER));
    }
    Random random = new Random(31);
    List<RiskRow> rows =
        with(
            leaving(4_000, values -> -2 + (values[1] > 6 ? .7 : 0)),
            values -> {
              double[] more = Arrays.copyOf(values, 60);
              for (int j = values.length; j < more.length; j++) {
                more[j] = random.nextGaussian();
              }
              return more;
            });

    Learned learned =
        RiskLearner.learn(spark, rows, features, BASELINES, Split.byCustomers(3), FEW_TREES);

    assertThat(learned.reasons())
        .anyMatch(r -> r.matches("the logistic model's ridge is 0\\.\\d+: of 1, 10, 100 .*"))
        .noneMatch(r -> r.startsWith("the logistic model's ridge is 1.0E-4:"));
    Candidate line =
        learned.candidates().stream()
            .filter(c -> c.model().kind() == RiskModel.Kind.LOGISTIC)
            .findFirst()
            .orElseThrow();
    double steepest =
        ((Scorer.Linear) line.model().scorer())
            .terms().stream()
                .filter(term -> term.feature().name().startsWith("noise_"))
                .mapToDouble(term -> Math.abs(term.slope()))
                .max()
                .orElseThrow();
    assertThat(steepest).as("without a ridge some noise has .2").isLessThan(.12);
  }

  /** The first day is the model's past, and rows of one day are rows of different customers. */
  @Test
  void inTimeTheSlicesAreSnapshotsAndTheReferenceIsTheLastTrainingDay(SparkSession spark) {
    List<LocalDate> days = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int m = 0; m < 7; m++) {
      LocalDate day = LocalDate.of(2026, 1, 1).plusMonths(m);
      days.add(day);
      for (RiskRow r : ModelsOfTest.labelled(40 + m, 300)) {
        Object[] cells = new Object[8];
        cells[0] = r.customer();
        cells[1] = java.sql.Date.valueOf(day);
        cells[2] = rows.size() % 50 == 0 ? null : r.hasLeft();
        cells[3] = m == 6 ? null : r.group();
        for (int j = 0; j < 4; j++) {
          boolean isNull = Double.isNaN(r.values()[j]) && m % 2 == 0;
          cells[4 + j] = isNull ? null : Double.valueOf(r.values()[j]);
        }
        rows.add(RowFactory.create(cells));
      }
    }
    Learned learned =
        RiskLearner.learn(
            dataset(spark, rows),
            ModelsOfTest.FEATURES,
            BASELINES,
            Split.of(days, 20, 1),
            FEW_TREES);
    assertThat(learned.split().isInTime()).isTrue();
    RiskMetrics all = learned.chosen().orElseThrow().metrics().get(0);
    // A test day of 300, without the six whose outcome is not known.
    assertThat(all.rows()).isEqualTo(294);
    assertThat(learned.chosen().orElseThrow().metrics())
        .extracting(RiskMetrics::group)
        .containsExactly("all", "unknown", RiskMetrics.NEW);
    FeatureDrift.Reference reference =
        learned.model().orElseThrow().reference("spent").orElseThrow();
    assertThat(Arrays.stream(reference.counts()).sum()).isEqualTo(294);
    assertNoProbabilityIsNone(learned);
  }

  private static Dataset<Row> dataset(SparkSession spark, List<Row> rows) {
    StructType schema =
        new StructType()
            .add(RiskLearner.CUSTOMER_ID, DataTypes.StringType)
            .add(RiskLearner.SNAPSHOT_DAY, DataTypes.DateType)
            .add(RiskLearner.LABEL, DataTypes.BooleanType)
            .add(RiskLearner.GROUP, DataTypes.StringType);
    for (RiskFeature feature : ModelsOfTest.FEATURES) {
      schema = schema.add(feature.name(), DataTypes.DoubleType);
    }
    return spark.createDataFrame(rows, schema);
  }
}
