package io.percorso.retention.risk;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import io.percorso.retention.risk.Learned.Candidate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Learns how likely customers are to leave from rows of which the outcome is known. Fits models
 * from the simplest to boosted trees, calibrates each on a slice of its own, chooses the simplest
 * that is not significantly worse on validation, and judges all on test.
 *
 * <p>What is wrong with the data is said in {@link Learned#reasons} and never thrown. A second run
 * gives the same models to the last bit. The rows of all slices are held in the driver's memory,
 * about 8 bytes for each value.
 */
public final class RiskLearner {
  public static final String CUSTOMER_ID = "customer_id";
  public static final String SNAPSHOT_DAY = "snapshot_day";

  /** Whether the customer left within the horizon; rows where it is null are left out. */
  public static final String LABEL = "label";

  /** Such as the kind of contract; where it is null the rows are of the group 'unknown'. */
  public static final String GROUP = "group";

  private static final double SURELY = 0.05;

  /** Leavers for each feature, with which a line is told from any ridge. */
  private static final int MANY_LEAVERS = 100;

  private static final int[] RIDGES = {10, 100, 1000};

  private final SparkSession spark;
  private final List<RiskFeature> features;
  private final Baselines baselines;
  private final RiskRules rules;
  private final Map<Slice, List<RiskRow>> slices = new EnumMap<>(Slice.class);
  private final List<String> reasons = new ArrayList<>();

  /**
   * What the simple models read.
   *
   * @param recency name of the feature that says how long the customer was not seen
   * @param rfm names of recency, frequency and monetary value
   */
  public record Baselines(String recency, List<String> rfm) {}

  private RiskLearner(
      SparkSession spark, List<RiskFeature> features, Baselines baselines, RiskRules rules) {
    this.spark = spark;
    this.features = List.copyOf(features);
    this.baselines = baselines;
    this.rules = rules;
    for (Slice slice : Slice.values()) {
      slices.put(slice, new ArrayList<>());
    }
  }

  /**
   * @param rows one per customer and snapshot day, with {@link #CUSTOMER_ID}, {@link #SNAPSHOT_DAY}
   *     (date), {@link #LABEL} (boolean), {@link #GROUP} and a double column for each feature
   * @param features at least one
   */
  public static Learned learn(
      Dataset<Row> rows,
      List<RiskFeature> features,
      Baselines baselines,
      Split split,
      RiskRules rules) {
    return learn(rows.sparkSession(), inMemory(rows, features), features, baselines, split, rules);
  }

  /** The same from rows in memory, in any order. */
  static Learned learn(
      SparkSession spark,
      List<RiskRow> rows,
      List<RiskFeature> features,
      Baselines baselines,
      Split split,
      RiskRules rules) {
    RiskLearner learner = new RiskLearner(spark, features, baselines, rules);
    learner.reasons.add(split.reason());
    rows.stream()
        .sorted(
            Comparator.comparing(RiskRow::customer)
                .thenComparing(RiskRow::day)
                .thenComparing(RiskRow::hasLeft)
                .thenComparing(RiskRow::values, Arrays::compare))
        .forEach(
            row ->
                split
                    .slice(row.customer(), row.day())
                    .ifPresent(slice -> learner.slices.get(slice).add(row)));
    return learner.learned(split);
  }

  static List<RiskRow> inMemory(Dataset<Row> rows, List<RiskFeature> features) {
    Column[] values =
        features.stream()
            .map(f -> coalesce(col(f.name()).cast("double"), lit(Double.NaN)))
            .toArray(Column[]::new);
    return rows
        .where(col(LABEL).isNotNull())
        .select(
            col(CUSTOMER_ID).as("customer"),
            unix_date(col(SNAPSHOT_DAY)).as("day"),
            coalesce(col(GROUP), lit("unknown")).as("group"),
            col(LABEL).as("left"),
            array(values).as("values"))
        .as(Encoders.bean(CollectedRow.class))
        .collectAsList()
        .stream()
        .map(CollectedRow::row)
        .toList();
  }

  private Learned learned(Split split) {
    List<RiskRow> train = slices.get(Slice.TRAIN);
    if (train.isEmpty()) {
      reasons.add("no row with a known outcome lies in the training slice, so there is no model");
      return new Learned(
          Optional.empty(), List.of(), List.copyOf(reasons), List.of(), split, rows());
    }
    List<FeatureDrift.Reference> references = references(train);
    List<RiskModel> models =
        fitted(train).stream().map(m -> calibrated(m).referring(references)).toList();
    RiskModel chosen = chosen(models);
    Set<String> learnt = train.stream().map(RiskRow::customer).collect(Collectors.toSet());
    List<Candidate> candidates = models.stream().map(m -> candidate(m, learnt)).toList();
    return new Learned(
        Optional.of(chosen),
        candidates,
        List.copyOf(reasons),
        SingleFeatureAuc.of(features, train),
        split,
        rows());
  }

  private Learned.Rows rows() {
    return new Learned.Rows(
        slices.values().stream().mapToLong(List::size).sum(),
        slices.values().stream().mapToLong(RiskRows::leavers).sum(),
        List.copyOf(slices.get(Slice.TEST)));
  }

  /** The last training day: one row of each customer, so rows are as many as they look. */
  private List<FeatureDrift.Reference> references(List<RiskRow> train) {
    LocalDate last = train.stream().map(RiskRow::day).max(Comparator.naturalOrder()).orElseThrow();
    List<RiskRow> rows = train.stream().filter(row -> row.day().equals(last)).toList();
    return IntStream.range(0, features.size())
        .mapToObj(j -> FeatureDrift.Reference.of(features.get(j).name(), RiskRows.values(rows, j)))
        .toList();
  }

  /** The models that the training rows allow, from the simplest on. */
  private List<RiskModel> fitted(List<RiskRow> train) {
    long leavers = RiskRows.leavers(train);
    List<RiskModel> models = new ArrayList<>();
    // Half a leaver and half a stayer more: the share is never 0 or 1.
    double logOdds = Math.log((leavers + 0.5) / (train.size() - leavers + 0.5));
    models.add(RiskModel.prevalence(features, logOdds));
    if (RiskRows.isOneOutcome(train)) {
      reasons.add(
          "%d of %d training rows are leavers: nothing tells who leaves, so all are given one chance"
              .formatted(leavers, train.size()));
      return models;
    }
    models.add(linear(RiskModel.Kind.RECENCY, places(List.of(baselines.recency())), train));
    models.add(linear(RiskModel.Kind.RFM, places(baselines.rfm()), train));
    if (leavers < rules.leastLeavers()) {
      reasons.add(
          "%d of %d training rows are leavers, less than %d: only baselines are fitted"
              .formatted(leavers, train.size(), rules.leastLeavers()));
      return models;
    }
    int[] all = IntStream.range(0, features.size()).toArray();
    models.add(drawn(all, train));
    Scorer trees = MllibFits.trees(spark, train, slices.get(Slice.VALIDATION), rules);
    models.add(model(RiskModel.Kind.TREES, trees));
    return models;
  }

  private RiskModel linear(RiskModel.Kind kind, int[] places, List<RiskRow> train) {
    return linear(kind, new LinearDesign(features, places, train), train, rules.ridge());
  }

  private RiskModel linear(
      RiskModel.Kind kind, LinearDesign design, List<RiskRow> train, double ridge) {
    return model(kind, MllibFits.line(spark, design, train, ridge));
  }

  /**
   * The logistic model of the ridge that does best on validation: few leavers do not bear a
   * coefficient for each feature. Many do, and then one fit is enough.
   */
  private RiskModel drawn(int[] all, List<RiskRow> train) {
    List<RiskRow> validation = slices.get(Slice.VALIDATION);
    LinearDesign design = new LinearDesign(features, all, train);
    RiskModel best = linear(RiskModel.Kind.LOGISTIC, design, train, rules.ridge());
    if (validation.isEmpty() || RiskRows.leavers(train) > (long) MANY_LEAVERS * all.length) {
      return best;
    }
    double least = mean(losses(best, validation));
    int times = 1;
    for (int more : RIDGES) {
      RiskModel other = linear(RiskModel.Kind.LOGISTIC, design, train, more * rules.ridge());
      double loss = mean(losses(other, validation));
      if (loss < least) {
        best = other;
        least = loss;
        times = more;
      }
    }
    reasons.add(
        "the logistic model's ridge is %s: of 1, 10, 100 and 1000 times %s it does best on"
                .formatted(times * rules.ridge(), rules.ridge())
            + " validation");
    return best;
  }

  private RiskModel model(RiskModel.Kind kind, Scorer scorer) {
    return new RiskModel(kind, features, scorer, Calibrator.NONE, List.of());
  }

  private int[] places(List<String> names) {
    List<String> known = features.stream().map(RiskFeature::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "a baseline reads '%s', which is none of the features %s".formatted(name, known));
      }
    }
    return names.stream().mapToInt(known::indexOf).toArray();
  }

  private RiskModel calibrated(RiskModel model) {
    List<RiskRow> rows = slices.get(Slice.CALIBRATION);
    if (RiskRows.isOneOutcome(rows)) {
      String reason =
          "%d of %d calibration rows are leavers, so scores are taken at their word"
              .formatted(RiskRows.leavers(rows), rows.size());
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
      return model;
    }
    return model.calibrated(Calibrator.fit(RiskRows.scores(model, rows), RiskRows.hasLeft(rows)));
  }

  /** The simplest whose log loss on validation is not surely larger than that of the best. */
  private RiskModel chosen(List<RiskModel> models) {
    List<RiskRow> rows = slices.get(Slice.VALIDATION);
    if (rows.isEmpty()) {
      reasons.add("no row lies in the validation slice, so the simplest model is chosen");
      return models.get(0);
    }
    List<double[]> losses = models.stream().map(model -> losses(model, rows)).toList();
    int best =
        IntStream.range(0, models.size())
            .boxed()
            .min(Comparator.comparingDouble(m -> mean(losses.get(m))))
            .orElseThrow();
    ClusterBootstrap bootstrap =
        new ClusterBootstrap(rows.stream().map(RiskRow::customer).toList());
    for (int m = 0; m < best; m++) {
      if (!isSurelyWorse(losses.get(m), losses.get(best), bootstrap)) {
        reasons.add(
            "%s is chosen: it is simpler than %s, and not surely worse on %d validation rows"
                .formatted(models.get(m).kind(), models.get(best).kind(), rows.size()));
        return models.get(m);
      }
    }
    reasons.add(
        "%s is chosen: every simpler model is surely worse on %d validation rows"
            .formatted(models.get(best).kind(), rows.size()));
    return models.get(best);
  }

  private boolean isSurelyWorse(double[] losses, double[] best, ClusterBootstrap bootstrap) {
    double[] more = new double[losses.length];
    Arrays.setAll(more, i -> losses[i] - best[i]);
    double[] replicates = bootstrap.means(more, rules.replicates());
    return replicates.length > 0 && ClusterBootstrap.quantile(replicates, SURELY) > 0;
  }

  private static double[] losses(RiskModel model, List<RiskRow> rows) {
    return rows.stream().mapToDouble(row -> ScoredRow.of(model, row).logLoss()).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * @param learnt customers of whom a training row tells: a model may know who they are
   */
  private Candidate candidate(RiskModel model, Set<String> learnt) {
    List<RiskRow> validation = slices.get(Slice.VALIDATION);
    List<ScoredRow> test =
        slices.get(Slice.TEST).stream().map(row -> ScoredRow.of(model, row)).toList();
    List<RiskMetrics> metrics =
        new ArrayList<>(RiskMetrics.of(test, rules.campaign(), rules.replicates()));
    List<ScoredRow> unlearnt =
        test.stream().filter(row -> !learnt.contains(row.customer())).toList();
    metrics.add(RiskMetrics.of(RiskMetrics.NEW, unlearnt, rules.campaign(), rules.replicates()));
    return new Candidate(
        model,
        validation.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(mean(losses(model, validation))),
        metrics);
  }
}
