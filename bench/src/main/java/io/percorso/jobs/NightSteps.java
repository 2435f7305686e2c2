package io.percorso.jobs;

import io.percorso.bench.Folders;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.LoadPlan;
import io.percorso.interactions.LoadRules;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.LakeCatalog;
import io.percorso.lake.LakeSession;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.lake.Workspace;
import io.percorso.lake.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * The steps of a night one at a time, on one workspace, in this JVM. Settings are those of the conf
 * folder; the system property {@code percorso.home} says where the shipped one is.
 */
public final class NightSteps {
  /** No run is measured that has a clock of its own: every figure of a bench is of this moment. */
  private static final Instant INVOKED_AT = Instant.parse("2026-04-01T01:00:00Z");

  private final Engine.Setup setup;
  private final ConfFiles conf;
  private final SparkSession spark;
  private final Lake lake;

  private NightSteps(Engine.Setup setup, SparkSession spark) {
    this.setup = setup;
    this.conf = ConfFiles.read(setup.conf(), setup.settings());
    this.spark = spark;
    this.lake = new Lake(spark, setup.workspace().lake());
  }

  public static Path shippedConf() {
    return Path.of(System.getProperty("percorso.home")).toAbsolutePath().resolve("conf");
  }

  /**
   * @param conf a folder like {@link #shippedConf}
   * @param threads of Spark; a second call in one JVM keeps those of the first
   */
  public static NightSteps open(Path conf, Path workspace, int threads) {
    Engine.Setup setup = setup(conf, workspace, threads);
    SparkSession spark = LakeSession.open(setup.workspace(), LakeCatalog.View.HEAD, setup.spark());
    return new NightSteps(setup, spark);
  }

  static Engine.Setup setup(Path conf, Path workspace, int threads) {
    Logs.start(Logs.Format.TEXT, Optional.empty());
    var settings = Configuration.settings(conf, List.of(), Map.of(), List.of());
    List<String> options =
        List.of(
            "spark.master=local[" + threads + "]",
            "spark.local.dir=" + workspace.toAbsolutePath().resolveSibling("spark"));
    return new Engine.Setup(
        Workspace.at(workspace), conf, settings, Configuration.spark(settings, Map.of(), options));
  }

  public SparkSession spark() {
    return spark;
  }

  public Timeline.Rules timelineRules() {
    return conf.timeline();
  }

  public Cutoff cutoff(LocalDate day) {
    return Cutoff.endOf(day, setup.settings().zone("business.zone"));
  }

  /** The rows of a table at its head. */
  public Dataset<Row> read(Table table) {
    return lake.read(table);
  }

  /** Interactions, of whatever layout, with whose they are. */
  public Dataset<Row> ofCustomers(Dataset<Row> interactions) {
    return CustomerInteractions.build(interactions, lake.read(CustomerIds.TABLE));
  }

  /** Rows of silver.interactions with one column more, the customer's id. */
  public Dataset<Row> withCustomerId(Dataset<Row> interactions) {
    return CustomerInteractions.customers(interactions, lake.read(CustomerIds.TABLE));
  }

  /** silver.interactions at its head, with whose they are. */
  public Dataset<Row> customerInteractions() {
    return ofCustomers(lake.read(Interactions.TABLE));
  }

  /** Data files of a table at its head, as local paths. */
  public List<String> files(Table table) {
    return Stream.of(lake.read(table).inputFiles())
        .map(file -> Path.of(java.net.URI.create(file)).toString())
        .sorted()
        .toList();
  }

  /** What loading goes by, for parts of it that are measured alone. */
  public LoadPlan plan() {
    Run run = run();
    return new LoadPlan(
        conf.sources(),
        new LoadStep(setup, lake, run, conf, SILENT).keys(),
        LoadRules.from(setup.settings()),
        run.id(),
        INVOKED_AT);
  }

  /** The files of the landing folder, each checked whole. */
  public Landing look() {
    return new Landing(Landed.look(setup, lake, conf, Optional.empty(), false, INVOKED_AT));
  }

  /** Files that were looked at and may be loaded. */
  public record Landing(Landed landed) {
    public List<io.percorso.interactions.Chunk> chunks() {
      return landed.files().stream().flatMap(f -> f.chunks().stream()).toList();
    }
  }

  /**
   * The load step of a first night.
   *
   * @return records that were loaded
   */
  public long load(Landing landing) {
    return new LoadStep(setup, lake, run(), conf, SILENT)
        .load(landing.landed(), INVOKED_AT)
        .loaded();
  }

  /** The pass of a first night with every table of the product, written as it writes them. */
  public Map<String, Written> timeline(LocalDate day) {
    return step().build(cutoff(day), Optional.empty(), INVOKED_AT);
  }

  /**
   * The aggregates of a first night.
   *
   * @param written what {@link #timeline} gave
   */
  public void aggregates(Map<String, Written> written, LocalDate day) {
    TimelineStep step = step();
    step.aggregate(written, cutoff(day));
  }

  private TimelineStep step() {
    return new TimelineStep(lake, run(), conf, SILENT, List.of());
  }

  private Run run() {
    return new Run(lake, "bench", 1, new Run.Inputs("bench", "bench"), Map.of(), written -> {});
  }

  /** Takes every table away but these. */
  public void keepOnly(Table... kept) {
    Path folder = setup.workspace().root().resolve("lake");
    List<Path> stay = Stream.of(kept).map(t -> folder.resolve(t.name().replace('.', '/'))).toList();
    List<Path> tables = new ArrayList<>();
    try (Stream<Path> layers = Files.list(folder)) {
      for (Path layer : layers.filter(Files::isDirectory).toList()) {
        try (Stream<Path> each = Files.list(layer)) {
          each.filter(table -> !stay.contains(table)).forEach(tables::add);
        }
      }
      for (Path table : tables) {
        Folders.delete(table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be cleared", e);
    }
    DeltaLog.clearCache();
  }

  /** Computes every row and column, and keeps none. */
  public static void nowhere(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  static final StepListener SILENT =
      new StepListener() {
        @Override
        public void planned(int steps) {}

        @Override
        public void started(String step) {}

        @Override
        public void ended(StepResult result) {}
      };
}
