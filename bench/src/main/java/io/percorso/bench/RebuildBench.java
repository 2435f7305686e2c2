package io.percorso.bench;

import io.percorso.interactions.Interactions;
import io.percorso.jobs.NightSteps;
import io.percorso.journeys.BucketedInteractions;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.TimelineStages;
import io.percorso.lake.SharedPass;
import io.percorso.lake.Written;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Sessions, and transitions within them, rebuilt from stored interactions: the product's pass, the
 * same pass over interactions stored by customer bucket, SQL windows in DuckDB and in Spark. All in
 * turn, on the same rows and as many threads, and none counts that found anything else than the
 * others.
 *
 * <p>The interactions are a shop's clickstream, loaded by the product: there a session is a
 * customer's interactions with no pause above the web's gap, which windows can say. The product's
 * further rules (devices, conversations, bots, floods, caps) run and decide nothing.
 *
 * <p>Arguments: folder, folder for results, interactions (about so many), rounds, threads.
 */
public final class RebuildBench {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
  private static final int DAYS = 30;
  private static final double RECORDS_OF_A_CUSTOMER = 36;
  private static final int BUCKETS = 32;

  private static final String WHOLE = "percorso, every table and aggregate of the pass";
  private static final String TIMELINE = "percorso, sessions and transitions";
  private static final String BUCKETED = "the same by customer bucket";
  private static final String SILVER = "DuckDB, files of silver";
  private static final String SHUFFLED = "DuckDB, files in random order";
  private static final String BUCKET_FILES = "DuckDB, files by customer bucket";
  private static final String SPARK_SQL = "Spark SQL, windows";
  private static final String SCAN = "Spark: scan of the columns";
  private static final String SHUFFLE_STAGE = "pass as far as: shuffle";
  private static final String SORT_STAGE = "pass as far as: sort";
  private static final String FOLD_STAGE = "pass as far as: fold";
  private static final String BUCKET_SCAN_STAGE = "by bucket as far as: scan";
  private static final String BUCKET_SORT_STAGE = "by bucket as far as: sort";
  private static final String BUCKET_FOLD_STAGE = "by bucket as far as: fold";

  private final Path folder;
  private final int threads;
  private final NightSteps night;
  private final LocalDate day = FIRST_DAY.plusDays(DAYS - 1);
  private final Instant cutoff;
  private final WindowSql sql;
  private final List<Timeline.Part> parts;
  private final TimelineStages stages;
  private long interactions;
  private long sessions;
  private long transitions;

  private RebuildBench(Path folder, int threads) {
    this.folder = folder;
    this.threads = threads;
    this.night = NightSteps.open(NightSteps.shippedConf(), folder.resolve("workspace"), threads);
    this.cutoff = night.cutoff(day.plusDays(1)).end();
    this.sql = new WindowSql(night.timelineRules().sessions().webGap().toMinutes());
    this.parts =
        Stream.concat(
                Timeline.parts(night.timelineRules()).stream()
                    .filter(part -> part.table().equals(Sessions.TABLE)),
                Stream.of(SessionTransitions.part()))
            .toList();
    this.stages = new TimelineStages(night.timelineRules(), cutoff, parts);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int rounds = Integer.parseInt(arguments[3]);
    RebuildBench bench = new RebuildBench(folder, Integer.parseInt(arguments[4]));
    bench.store(Long.parseLong(arguments[2]));
    try (DuckDb database = bench.duckDb()) {
      Rounds measured = bench.contenders(database).warmUp();
      // Before the long rounds, and of the last one.
      bench.requireEqual(database);
      measured.run(rounds);
      bench.requireEqual(database);
      bench.report(Path.of(arguments[1]), measured, rounds);
    }
  }

  private DuckDb duckDb() throws Exception {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return DuckDb.open(threads, megabytes, folder.resolve("spill"));
  }

  private void store(long records) throws Exception {
    int customers = (int) Math.max(1, records / RECORDS_OF_A_CUSTOMER);
    SampleLogs.writeShop(
        folder.resolve("workspace").resolve("landing"),
        new SampleLogs.Size(1, customers, FIRST_DAY, DAYS));
    interactions = night.load(night.look());
    System.out.printf("%,d interactions loaded%n", interactions);
    BucketedInteractions.store(
        night.withCustomerId(night.read(Interactions.TABLE)), BUCKETS, bucketed());
    TouchpointNames.write(night, folder.resolve("names"));
    Files.createDirectories(folder.resolve("out"));
    try (DuckDb database = duckDb()) {
      database.run(
          WindowSql.copy(
              "select * from %s order by hash(interaction_id, 7)"
                  .formatted(WindowSql.parquet(night.files(Interactions.TABLE))),
              shuffled()));
    }
  }

  private Rounds contenders(DuckDb database) throws Exception {
    TouchpointNames.load(database, folder.resolve("names"));
    List<String> silver = night.files(Interactions.TABLE);
    List<String> byBucket =
        Stream.of(night.spark().read().format("delta").load(bucketed()).inputFiles())
            .map(file -> Path.of(URI.create(file)).toString())
            .toList();
    Rounds rounds = new Rounds();
    duckDb(rounds, database, SILVER, silver);
    rounds.add(TIMELINE, () -> clear("ours"), () -> write(this::shuffledPass, "ours"));
    duckDb(rounds, database, SHUFFLED, List.of(shuffled().toString()));
    rounds.add(BUCKETED, () -> clear("bucketed"), () -> write(this::bucketedPass, "bucketed"));
    duckDb(rounds, database, BUCKET_FILES, byBucket);
    rounds.add(SPARK_SQL, () -> clear("sql"), () -> sparkSql("sql"));
    rounds.add(WHOLE, () -> night.keepOnly(Interactions.TABLE), this::whole);
    rounds.add(SCAN, () -> NightSteps.nowhere(stages.scanned(night.customerInteractions())));
    // The same pass cut off after each stage: what a stage adds is what it costs.
    rounds.add(
        SHUFFLE_STAGE, () -> NightSteps.nowhere(stages.exchanged(night.customerInteractions())));
    rounds.add(
        SORT_STAGE,
        () -> NightSteps.nowhere(stages.sorted(stages.exchanged(night.customerInteractions()))));
    rounds.add(FOLD_STAGE, () -> NightSteps.nowhere(shuffledPass()));
    rounds.add(BUCKET_SCAN_STAGE, () -> NightSteps.nowhere(together()));
    rounds.add(BUCKET_SORT_STAGE, () -> NightSteps.nowhere(stages.sorted(together())));
    rounds.add(BUCKET_FOLD_STAGE, () -> NightSteps.nowhere(bucketedPass()));
    return rounds;
  }

  private void duckDb(Rounds rounds, DuckDb database, String name, List<String> files) {
    Path out = folder.resolve("out").resolve(peerFolder(name));
    rounds.add(
        name,
        () -> {
          Folders.delete(out);
          Files.createDirectories(out);
        },
        () -> sql.inDuckDb(database, files, out));
  }

  private static String peerFolder(String name) {
    return name.replaceAll("[^A-Za-z]+", "-");
  }

  private void clear(String output) throws IOException {
    Folders.delete(folder.resolve("out").resolve(output));
  }

  private Dataset<Row> shuffledPass() {
    return stages.folded(stages.exchanged(night.customerInteractions()));
  }

  private Dataset<Row> bucketedPass() {
    return stages.folded(together());
  }

  private Dataset<Row> together() {
    return BucketedInteractions.together(
        night.spark(), bucketed(), Interactions.TABLE, night::ofCustomers, cutoff);
  }

  /**
   * The rows of the pass are kept on disk and both tables written from them, as the product does.
   */
  private void write(Supplier<Dataset<Row>> pass, String output) {
    SharedPass tables = Timeline.pass(parts);
    Dataset<Row> rows = pass.get().persist(StorageLevel.DISK_ONLY());
    tables
        .rowsOf(rows, Sessions.TABLE)
        .selectExpr(WindowSql.SESSION_COLUMNS.split(", "))
        .write()
        .parquet(out(output, "sessions"));
    SessionTransitions.sum(tables.rowsOf(rows, SessionTransitions.TABLE))
        .write()
        .parquet(out(output, "transitions"));
    rows.unpersist();
  }

  private void sparkSql(String output) {
    SparkSession spark = night.spark();
    night.customerInteractions().createOrReplaceTempView("interactions");
    spark
        .read()
        .parquet(folder.resolve("names").toString())
        .createOrReplaceTempView(WindowSql.NAMES);
    Dataset<Row> stepped =
        spark.sql(sql.stepped(WindowSql.sparkInteractions())).persist(StorageLevel.DISK_ONLY());
    stepped.createOrReplaceTempView(WindowSql.STEPPED);
    spark.sql(WindowSql.sessions("who")).write().parquet(out(output, "sessions"));
    spark.sql(WindowSql.transitions()).write().parquet(out(output, "transitions"));
    stepped.unpersist();
  }

  private void whole() {
    Map<String, Written> written = night.timeline(day.plusDays(1));
    night.aggregates(written, day.plusDays(1));
  }

  /** Each result against that of DuckDB over silver, row by row. */
  private void requireEqual(DuckDb database) throws Exception {
    clear("whole");
    night
        .read(Sessions.TABLE)
        .selectExpr(WindowSql.SESSION_COLUMNS.split(", "))
        .write()
        .parquet(out("whole", "sessions"));
    SessionTransitions.of(night.read(JourneySteps.TABLE))
        .write()
        .parquet(out("whole", "transitions"));
    for (String other :
        List.of(
            "ours", "bucketed", "sql", "whole", peerFolder(SHUFFLED), peerFolder(BUCKET_FILES))) {
      requireEqual(database, "sessions", WindowSql.SESSION_COLUMNS, other);
      requireEqual(database, "transitions", WindowSql.TRANSITION_COLUMNS, other);
    }
    sessions = database.number("select count(*) from " + result(peerFolder(SILVER), "sessions"));
    transitions =
        database.number(
            "select sum(transition_count) from " + result(peerFolder(SILVER), "transitions"));
  }

  private void requireEqual(DuckDb database, String table, String columns, String other)
      throws Exception {
    String exact =
        columns
            .replace("started_at", "started_at::timestamp as started_at")
            .replace("ended_at", "ended_at::timestamp as ended_at");
    String query = "select " + exact + " from ";
    long differences =
        database.differences(
            query + result(peerFolder(SILVER), table), query + result(other, table));
    if (differences > 0) {
      throw new IllegalStateException(
          "%,d rows of %s differ between '%s' and '%s': a measurement of other results says nothing"
              .formatted(differences, table, other, SILVER));
    }
    System.out.printf("%s of %s are equal%n", table, other);
  }

  /** DuckDB writes a file of that name, Spark a folder of files. */
  private String result(String output, String table) {
    Path path = folder.resolve("out").resolve(output);
    Path file = path.resolve(table + ".parquet");
    return Files.exists(file)
        ? "read_parquet('%s')".formatted(file)
        : "read_parquet('%s/*.parquet')".formatted(path.resolve(table));
  }

  private String out(String output, String table) {
    return folder.resolve("out").resolve(output).resolve(table).toString();
  }

  private String bucketed() {
    return folder.resolve("bucketed").toString();
  }

  private Path shuffled() {
    return folder.resolve("shuffled.parquet");
  }

  private void report(Path results, Rounds measured, int rounds) throws IOException {
    Report report =
        new Report("rebuild", "Sessions and transitions from stored interactions")
            .ownHeap()
            .fact("threads", threads)
            .fact("interactions", interactions)
            .fact("sessions", sessions)
            .fact("transitions", transitions)
            .fact("rounds", rounds)
            .section("seconds")
            .rows(measured)
            .section("ratio of one round's times");
    for (String name : List.of(TIMELINE, BUCKETED, WHOLE, SPARK_SQL)) {
      report.row(name + ", over DuckDB on the same files", ratios(measured, name));
    }
    report
        .row(TIMELINE + ", over Spark SQL", measured.ratios(TIMELINE, SPARK_SQL))
        .row(BUCKETED + ", over the shuffled pass", measured.ratios(BUCKETED, TIMELINE))
        .row("DuckDB, random order over files of silver", measured.ratios(SHUFFLED, SILVER));
    report.section("what each stage adds, seconds");
    stages(report, measured, "", List.of(SCAN, SHUFFLE_STAGE, SORT_STAGE, FOLD_STAGE, TIMELINE));
    stages(
        report,
        measured,
        "by bucket: ",
        List.of(BUCKET_SCAN_STAGE, BUCKET_SORT_STAGE, BUCKET_FOLD_STAGE, BUCKETED));
    report
        .note(
            "All results are equal, row by row: sessions by customer, channel, start, end and"
                + " steps; transitions by from, to and count.")
        .note(
            "Every table: sessions, steps, journeys, timers and signals as Delta tables with their"
                + " promises checked, and the aggregates; the peers compute the first and a part of"
                + " the second. The others write sessions and transitions as Parquet.")
        .note(
            "The stages end in nothing; the last of each line writes. A stage's own time is its"
                + " time less that of the stage before, of the same round.")
        .write(results);
  }

  private static List<Double> ratios(Rounds measured, String name) {
    return measured.ratios(name, name.equals(BUCKETED) ? BUCKET_FILES : SILVER);
  }

  private static void stages(Report report, Rounds measured, String prefix, List<String> names) {
    report.row(prefix + "scan", measured.seconds(names.get(0)));
    for (int i = 1; i < names.size(); i++) {
      String stage =
          i == names.size() - 1 ? "keep on disk, write" : names.get(i).replaceAll(".*: ", "");
      report.row(prefix + stage, measured.added(names.get(i), names.get(i - 1)));
    }
  }
}
