package io.percorso.jobs;

import io.percorso.bench.Report;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.VisitLabels;
import io.percorso.friction.hazard.Causes;
import io.percorso.friction.hazard.HazardFit;
import io.percorso.friction.hazard.Judgement;
import io.percorso.friction.hazard.Losses;
import io.percorso.lake.LakeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What friction costs, over visits that lie in Parquet files: 24 touchpoints, journeys of five
 * visits, one visit in five with up to five signals. Each stage beside one scan of all columns of
 * the visits, in the same round.
 *
 * <p>Arguments: folder for files, folder for results, visits, rounds.
 */
public final class FrictionBench {
  private static final int REPLICATES = 200;
  private static final int VISITS_OF_A_JOURNEY = 5;
  private static final HazardFit.Rules RULES = new HazardFit.Rules(30, 0.01);

  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  private FrictionBench() {}

  public static void main(String[] arguments) throws IOException {
    long visits = Long.parseLong(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "16")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true");
    LakeSession.defaults().forEach(builder::config);
    SparkSession spark = builder.getOrCreate();
    String stored = Path.of(arguments[0]).resolve("visits").toUri().toString();
    drawn(spark, visits / VISITS_OF_A_JOURNEY).write().parquet(stored);
    Dataset<Row> rows = spark.read().parquet(stored);
    FrictionBench bench = new FrictionBench();
    for (int round = 0; round < rounds; round++) {
      bench.round(rows);
      System.out.println(bench.seconds);
    }
    bench.report(Path.of(arguments[1]), visits, rounds);
    spark.stop();
  }

  private void round(Dataset<Row> rows) {
    timed("one scan", () -> rows.selectExpr("sum(xxhash64(*))").first());
    VisitLabels labels = VisitLabels.of(VisitLabels.words(rows).collectAsList(), 100);
    try (StoredVisits visits = new StoredVisits(rows, labels, false)) {
      timed("visits read and kept in parts", () -> count(visits));
      HazardFit[] fit = new HazardFit[1];
      timed("fit", () -> fit[0] = HazardFit.of(visits, labels.sizes(), RULES));
      Losses[] losses = new Losses[1];
      timed("losses with 200 replicates", () -> losses[0] = Losses.of(fit[0], visits, REPLICATES));
      timed(
          "causes and money with 200 replicates",
          () -> Causes.of(fit[0], losses[0], visits, labels.slicing()));
      timed("ridge chosen among three", () -> Judgement.of(visits, labels.sizes(), 30, .01, .3, 3));
      timed(
          "every visit with friction scored",
          () ->
              FrictionVisits.build(rows, labels, fit[0].hazard())
                  .write()
                  .format("noop")
                  .mode("overwrite")
                  .save());
    }
  }

  private static long count(StoredVisits visits) {
    return visits
        .sum(
            () -> new long[1],
            (count, visit) -> count[0]++,
            (one, other) -> {
              one[0] += other[0];
              return one;
            })[0];
  }

  private void timed(String what, Runnable stage) {
    long started = System.nanoTime();
    stage.run();
    seconds.computeIfAbsent(what, w -> new ArrayList<>()).add((System.nanoTime() - started) / 1e9);
  }

  private void report(Path results, long visits, int rounds) throws IOException {
    Report report =
        new Report("friction", "What friction costs, beside one scan of the visits")
            .ownHeap()
            .fact("visits", visits)
            .fact("rounds", rounds);
    report.section("seconds");
    seconds.forEach(report::row);
    report.section("times one scan, of the same round");
    List<Double> scans = seconds.get("one scan");
    seconds.forEach(
        (what, all) -> {
          List<Double> ratios = new ArrayList<>();
          for (int round = 0; round < all.size(); round++) {
            ratios.add(all.get(round) / scans.get(round));
          }
          report.row(what, ratios);
        });
    report.write(results);
  }

  /** Visits in the columns of {@link io.percorso.friction.VisitsAtRisk}. */
  private static Dataset<Row> drawn(SparkSession spark, long journeys) {
    String lot = "pmod(xxhash64(id, position, %d), 1000) / 1000.0";
    return spark
        .range(0, journeys, 1, 16)
        .selectExpr("id", "explode(sequence(1, 5)) as position")
        .selectExpr(
            "*",
            lot.formatted(1) + " as fails",
            lot.formatted(2) + " as leaves",
            lot.formatted(3) + " as shows",
            "pmod(xxhash64(id, position), 24) as place")
        .selectExpr("*", "fails < 0.15 as has_friction")
        .selectExpr(
            "concat(id, '-', position) as visit_id",
            "string(id) as journey_id",
            "string(id div 3) as customer_id",
            "xxhash64(id div 3) as customer_hash",
            "concat('place-', place) as touchpoint",
            "if(id % 3 = 0, 'app', 'web') as channel",
            "if(id % 5 = 0, 'support', 'buy') as intent",
            "timestamp_seconds(1767225600 + id % 7776000) as occurred_at",
            "date(timestamp_seconds(1767225600 + id % 7776000)) as visit_day",
            "trunc(date(timestamp_seconds(1767225600 + id % 7776000)), 'month') as visit_month",
            "if(id % 2 = 0, 'mobile', 'desktop') as device",
            "id % 7 = 0 as has_campaign",
            "cast(null as string) as previous_touchpoint",
            "cast(null as string) as next_touchpoint",
            "position",
            "bigint(30 * position) as elapsed_seconds",
            "int(id % 4) as earlier_reached",
            "int(id % 3) as earlier_abandoned",
            "0.1D as earlier_friction",
            "if(has_friction or shows < 0.05, transform(slice(array('api_error', 'rage_click',"
                + " 'form_retry', 'js_error', 'error_click'), 1 + int(shows * 3), 1 + int(shows *"
                + " 1000) % 3), s -> named_struct('signal', s, 'strength', 1.0D)), null) as"
                + " signals",
            "if(leaves < if(has_friction, 0.25, 0.1), 'abandoned', 'continued') as end",
            "0.5D as minutes",
            "pmod(xxhash64(id, 9), 10) < 6 as is_converted",
            "if(pmod(xxhash64(id, 9), 10) < 6, decimal(40), null) as worth",
            "id % 9 = 0 as is_recaptured",
            "pmod(xxhash64(id, position, 5), 20) = 0 as is_placebo");
  }
}
