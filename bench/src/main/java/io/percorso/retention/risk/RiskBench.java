package io.percorso.retention.risk;

import io.percorso.bench.Report;
import io.percorso.lake.LakeSession;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.RetentionRisk;
import io.percorso.retention.RiskModels;
import io.percorso.retention.trees.Ensemble;
import io.percorso.retention.trees.TreeShap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What models of leaving cost: learning from stored snapshots of sixty features beside MLlib's own
 * fits of the same rows; the reasons of a row; a night's scores.
 *
 * <p>Arguments: folder for files, folder for results, snapshots, customers to score, rounds.
 */
public final class RiskBench {
  private static final int MONTHS = 12;
  private static final int HORIZON = 30;
  private static final int EXPLAINED = 2_000;
  private static final long LEARNT_FOR_SCORING = 40_000;
  private static final RiskLearner.Baselines BASELINES =
      new RiskLearner.Baselines(
          CustomerFeatures.DAYS_SINCE_ACTIVE.name(),
          List.of(
              CustomerFeatures.DAYS_SINCE_ACTIVE.name(),
              CustomerFeatures.SESSIONS_90.name(),
              CustomerFeatures.SPEND_90.name()));
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private final SparkSession spark;
  private final Path folder;
  private final List<RiskFeature> features = new ArrayList<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final Map<String, List<Double>> peaks = new LinkedHashMap<>();
  private final List<Double> explained = new ArrayList<>();
  private final List<Double> scored = new ArrayList<>();

  private RiskBench(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
    features.addAll(CustomerFeatures.features());
    while (features.size() < 60) {
      features.add(new RiskFeature("other_" + features.size(), RiskFeature.Kind.NUMBER));
    }
  }

  public static void main(String[] arguments) throws IOException {
    long snapshots = Long.parseLong(arguments[2]);
    long customers = Long.parseLong(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.shuffle.partitions", "16")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true");
    LakeSession.defaults().forEach(builder::config);
    RiskBench bench = new RiskBench(builder.getOrCreate(), Path.of(arguments[0]));
    Learned learned = bench.learning(snapshots, rounds);
    Ensemble ensemble = ((Scorer.Boosted) trees(learned).scorer()).trees();
    bench.explaining(ensemble, rounds);
    bench.scoring(customers, rounds);
    bench.report(Path.of(arguments[1]), learned, ensemble, snapshots, customers, rounds);
    bench.spark.stop();
  }

  private static RiskModel trees(Learned learned) {
    return learned.candidates().stream()
        .map(Learned.Candidate::model)
        .filter(model -> model.kind() == RiskModel.Kind.TREES)
        .findFirst()
        .orElseThrow();
  }

  private static List<LocalDate> days() {
    return IntStream.range(0, MONTHS).mapToObj(m -> FIRST.plusDays((long) HORIZON * m)).toList();
  }

  private static Learned learned(Dataset<Row> rows, List<RiskFeature> features) {
    return RiskLearner.learn(
        rows, features, BASELINES, Split.of(days(), HORIZON, 1), RiskRules.USUAL);
  }

  /** Learns from stored rows, and fits MLlib's models to the same rows, in turn. */
  private Learned learning(long snapshots, int rounds) {
    String stored = folder.resolve("snapshots").toUri().toString();
    snapshots(snapshots).write().parquet(stored);
    Dataset<Row> rows = spark.read().parquet(stored);
    Split split = Split.of(days(), HORIZON, 1);
    Learned[] learned = new Learned[1];
    for (int round = 0; round < rounds; round++) {
      timed("learning from stored rows", () -> learned[0] = learned(rows, features));
      List<RiskRow> train = RiskLearner.inMemory(of(rows, split, Slice.TRAIN), features);
      List<RiskRow> validation = RiskLearner.inMemory(of(rows, split, Slice.VALIDATION), features);
      timed(
          "MLlib's trees alone, of rows in memory",
          () -> MllibFits.boosted(spark, train, validation, RiskRules.USUAL));
      int[] all = IntStream.range(0, features.size()).toArray();
      timed(
          "MLlib's line alone, of rows in memory",
          () ->
              MllibFits.line(
                  spark, new LinearDesign(features, all, train), train, RiskRules.USUAL.ridge()));
      System.out.println(seconds);
      System.out.println(peaks);
    }
    return learned[0];
  }

  private static Dataset<Row> of(Dataset<Row> rows, Split split, Slice slice) {
    Object[] days =
        days().stream()
            .filter(day -> split.slice("", day).filter(slice::equals).isPresent())
            .toArray();
    return rows.where(rows.col(RiskLearner.SNAPSHOT_DAY).isin(days));
  }

  /** Reasons of a row, warm: the first rounds do not count. */
  private void explaining(Ensemble ensemble, int rounds) {
    double[][] rows = new double[EXPLAINED][features.size()];
    SplittableRandom random = new SplittableRandom(5);
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 6 * random.nextDouble();
      }
    }
    TreeShap shap = new TreeShap(ensemble);
    double[] into = new double[features.size()];
    double sum = 0;
    for (int round = -10; round < 10 * rounds; round++) {
      long started = System.nanoTime();
      for (double[] row : rows) {
        shap.explain(row, into);
        sum += into[0];
      }
      if (round >= 0) {
        explained.add((System.nanoTime() - started) / 1e6 / rows.length);
      }
    }
    System.out.println("sum of what the first feature adds: " + sum);
  }

  /** A night's scores of customers whose features are stored, with reasons of the highest fifth. */
  private void scoring(long customers, int rounds) {
    RiskModel model = trees(learned(snapshots(LEARNT_FOR_SCORING), CustomerFeatures.features()));
    String stored = folder.resolve("today").toUri().toString();
    snapshots(customers * MONTHS)
        .where("month = 0")
        .selectExpr(
            "*",
            "cast(null as string) as tier",
            "'automatic' as contract_kind",
            "false as is_reconstructed")
        .write()
        .parquet(stored);
    Dataset<Row> today = spark.read().parquet(stored);
    Dataset<Row> values = today.selectExpr("customer_id", "100D as customer_value");
    RiskModels.Stored asked =
        new RiskModels.Stored("bench", 1, HORIZON, FIRST, "", 200, model.toJson());
    for (int round = 0; round <= rounds; round++) {
      long started = System.nanoTime();
      RetentionRisk.build(
              today,
              Map.of("automatic", List.of(asked)),
              values,
              new RetentionRisk.Rules(.9, .7, .8))
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
      if (round > 0) {
        scored.add(customers / ((System.nanoTime() - started) / 1e9));
      }
    }
  }

  private void timed(String what, Runnable stage) {
    System.gc();
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    long started = System.nanoTime();
    stage.run();
    seconds.computeIfAbsent(what, w -> new ArrayList<>()).add((System.nanoTime() - started) / 1e9);
    peaks
        .computeIfAbsent(what, w -> new ArrayList<>())
        .add(pools.stream().mapToDouble(pool -> pool.getPeakUsage().getUsed()).sum() / (1 << 20));
  }

  private void report(
      Path results, Learned learned, Ensemble trees, long snapshots, long customers, int rounds)
      throws IOException {
    Report report =
        new Report("retention", "What models of leaving cost")
            .ownHeap()
            .fact("snapshots of 60 features", snapshots)
            .fact("snapshots in a slice", learned.rows().count())
            .fact("trees", trees.size())
            .fact("customers scored", customers)
            .fact("rounds", rounds);
    report.section("seconds");
    seconds.forEach(report::row);
    report.section("times MLlib's trees and line alone, of the same round");
    List<Double> ratios = new ArrayList<>();
    List<List<Double>> all = List.copyOf(seconds.values());
    for (int round = 0; round < rounds; round++) {
      ratios.add(all.get(0).get(round) / (all.get(1).get(round) + all.get(2).get(round)));
    }
    report.row("learning from stored rows", ratios);
    report.section("highest heap in use with garbage, MB");
    peaks.forEach(report::row);
    report.section("milliseconds");
    report.row("reasons of a row, warm, one thread", explained);
    report.section("customers a second");
    report.row("scored and ranked, the highest fifth explained", scored);
    report.write(results);
  }

  /** Customers by month; who leaves depends on a few of the features. */
  private Dataset<Row> snapshots(long count) {
    List<String> columns = new ArrayList<>();
    columns.add("concat('c-', id div %d) as customer_id".formatted(MONTHS));
    columns.add("int(id %% %d) as month".formatted(MONTHS));
    columns.add(
        "date_add(date'%s', int(%d * (id %% %d))) as snapshot_day"
            .formatted(FIRST, HORIZON, MONTHS));
    columns.add("if(pmod(xxhash64(id, 900), 2) = 0, 'automatic', 'manual') as group");
    for (int j = 0; j < features.size(); j++) {
      String lot = "pmod(xxhash64(id, %d), 100000) / 100000D".formatted(j);
      columns.add(
          "if(%s < %.2f, null, -ln(1 - %s) * 3) as %s"
              .formatted(lot, j % 7 == 0 ? .1 : -1, lot, features.get(j).name()));
    }
    String odds =
        "-3.2 + 0.5 * ln(1 + coalesce(%s, 0)) - 0.4 * coalesce(%s, 2) + if(%s > 5, 0.9, 0)"
            .formatted(features.get(0).name(), features.get(3).name(), features.get(9).name());
    return spark
        .range(0, count, 1, 16)
        .selectExpr(columns.toArray(String[]::new))
        .selectExpr(
            "*",
            ("pmod(xxhash64(customer_id, month, 901), 100000) / 100000D < 1 / (1 + exp(-(%s)))"
                    + " as label")
                .formatted(odds));
  }
}
