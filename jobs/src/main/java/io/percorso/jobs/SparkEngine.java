package io.percorso.jobs;

import io.percorso.bi.Findings;
import io.percorso.bi.Overview;
import io.percorso.jobs.score.Scorecard;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.LakeCatalog;
import io.percorso.lake.LakeSession;
import io.percorso.lake.Ledger;
import io.percorso.lake.RunLock;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.quality.Freshness;
import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The engine on Spark and Delta. Starts a session when it is first needed, and stops only one that
 * it started.
 */
final class SparkEngine implements Engine {
  private final Setup setup;
  private final boolean ownsSession = SparkSession.getActiveSession().isEmpty();
  private Optional<SparkSession> session = Optional.empty();

  SparkEngine(Setup setup) {
    this.setup = setup;
  }

  @Override
  public RunOutcome run(RunRequest request, StepListener listener) {
    // Told before the engine starts: a mistake in conf/ costs a second, not ten.
    ConfFiles.read(setup.conf(), setup.settings());
    try (RunLock held = lock(owner(request))) {
      return night(held, request, listener);
    }
  }

  private RunOutcome night(RunLock held, RunRequest request, StepListener listener) {
    return new Night(setup, lake(LakeCatalog.View.HEAD), request, listener).run(held);
  }

  /** Taken before the engine starts: who comes second is told within a second. */
  private RunLock lock(String owner) {
    return RunLock.take(setup.workspace().lock(), owner);
  }

  private static String owner(RunRequest request) {
    return "run %s, %s of %s, since %s"
        .formatted(
            request.runId(),
            request.pipeline(),
            request.lastDay(),
            request.invokedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public DemoOutcome demo(RunRequest request, StepListener listener) {
    try (RunLock held = lock(owner(request))) {
      return demo(held, request, listener);
    }
  }

  private DemoOutcome demo(RunLock held, RunRequest request, StepListener listener) {
    Path landing = setup.workspace().landing();
    requireDemoOrNothing();
    long started = System.nanoTime();
    listener.started("simulate");
    WorldSize size =
        new WorldSize(
            setup.settings().integer("demo.seed"),
            (int) setup.settings().integer("demo.customers"),
            request.from(),
            (int) setup.settings().integer("demo.days"),
            WorldSize.Profile.REALISTIC,
            false);
    // Marked first: a demo that dies while it writes its logs may be started again.
    markDemo();
    World.Summary world =
        World.write(
            size,
            landing,
            setup.workspace().root().resolve("truth"),
            Runtime.getRuntime().availableProcessors(),
            done -> {});
    listener.ended(
        new StepListener.StepResult(
            "simulate",
            StepListener.StepStatus.OK,
            (System.nanoTime() - started) / 1e9,
            java.util.OptionalLong.of(world.total()),
            "%,d customers and %d bots".formatted(size.customers(), world.bots())));
    RunOutcome outcome = night(held, request, listener);
    Overview overview = OverviewReader.read(lake(LakeCatalog.View.HEAD), setup.settings());
    List<String> findings =
        Findings.of(overview, Overview.Rules.from(setup.settings())).stream()
            .map(f -> f.title() + ": " + f.sentence())
            .toList();
    return new DemoOutcome(outcome, findings);
  }

  /** The demo never mixes its invented logs with those of a company. */
  private void requireDemoOrNothing() {
    Path landing = setup.workspace().landing();
    if (Files.exists(landing) && !Files.exists(demoMark())) {
      try (Stream<Path> files = Files.list(landing)) {
        if (files.findAny().isPresent()) {
          throw UserError.usage(
              "%s holds files that the demo did not write: its invented logs would be mixed with them. Give the demo a folder of its own: ./percorso demo --workspace demo"
                  .formatted(landing));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(landing + " cannot be listed", e);
      }
    }
  }

  private void markDemo() {
    try {
      Files.createDirectories(demoMark().getParent());
      Files.writeString(demoMark(), "invented logs, written by ./percorso demo\n");
    } catch (IOException e) {
      throw new UncheckedIOException(demoMark() + " cannot be written", e);
    }
  }

  private Path demoMark() {
    return setup.workspace().root().resolve(".demo");
  }

  @Override
  public void sql(SqlRequest request, PrintStream out) {
    LakeCatalog.View view =
        request.at() == At.HEAD ? LakeCatalog.View.HEAD : LakeCatalog.View.PUBLISHED;
    SparkSession spark = lake(view).spark();
    spark.catalog().setCurrentCatalog(LakeSession.CATALOG);
    try {
      RowPrinter.print(spark.sql(request.query()), request.format(), out);
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not declare.
      throw queryError(e);
    }
  }

  private static RuntimeException queryError(Exception e) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.toString());
    if (e instanceof org.apache.spark.sql.AnalysisException) {
      String hint =
          message.contains("TABLE_OR_VIEW_NOT_FOUND")
              ? " Names mean what was published last; add --at head for what is not published yet."
                  + " './percorso ls' lists the tables."
              : "";
      return UserError.usage(
          "the query cannot be answered: " + message.lines().findFirst().orElse("") + hint);
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  @Override
  public void explain(NamedIdentifier identifier, PrintStream out) {
    new ExplainIdentity(setup, lake(LakeCatalog.View.HEAD), out).tell(identifier);
  }

  @Override
  public void digest(DigestRequest request, PrintStream out) {
    Lake lake = lake(LakeCatalog.View.HEAD);
    for (Table table : Catalogue.tables()) {
      boolean asked =
          request.tables().isEmpty()
              ? !table.layer().equals("ops")
              : request.tables().contains(table.name());
      if (asked && lake.version(table) >= 0) {
        List<Field> fields =
            request.columnClass() == ColumnClass.FACT ? Digest.factsOf(table) : table.fields();
        String leftOut =
            table.fields().stream()
                .filter(f -> !fields.contains(f))
                .map(Field::name)
                .collect(Collectors.joining(","));
        out.printf(
            "%-28s %s%s%n",
            table,
            Digest.of(lake.read(table), fields),
            leftOut.isEmpty() ? "" : "  without " + leftOut);
      }
    }
  }

  @Override
  public Freshness.Severity freshness(FreshnessRequest request, PrintStream out) {
    ConfFiles conf = ConfFiles.read(setup.conf(), setup.settings());
    Lake lake = lake(LakeCatalog.View.HEAD);
    Cutoff cutoff = Cutoff.endOf(request.day(), setup.settings().zone("business.zone"));
    List<Freshness.State> states = new QualityReader(conf, lake::read).freshness(cutoff);
    List<Row> rows = states.stream().map(s -> s.row("")).toList();
    RowPrinter.print(
        lake.rows(Freshness.TABLE, rows).drop(Freshness.RUN_ID.name()), request.format(), out);
    return states.stream()
        .map(Freshness.State::severity)
        .max(Comparator.naturalOrder())
        .orElse(Freshness.Severity.NONE);
  }

  @Override
  public Scorecard score(TruthFolder truth) {
    ConfFiles conf = ConfFiles.read(setup.conf(), setup.settings());
    return new ScoreReader(lake(LakeCatalog.View.HEAD), conf, truth).card();
  }

  @Override
  public void rescore(RescoreRequest request, PrintStream out) {
    ConfFiles conf = ConfFiles.read(setup.conf(), setup.settings());
    new Rescore(lake(LakeCatalog.View.HEAD), conf).tell(request, out);
  }

  @Override
  public Path report() {
    try (RunLock held = lock("report")) {
      Lake lake = lake(LakeCatalog.View.HEAD);
      QualityPageWriter.write(lake, setup);
      FrictionPageWriter.write(lake, setup);
      RetentionPageWriter.write(lake, setup);
      return OverviewReader.writePage(lake, setup);
    }
  }

  @Override
  public Optional<Unfinished> unfinished() {
    return new Ledger(lake(LakeCatalog.View.HEAD))
        .last()
        .filter(e -> e.status().isBroken())
        .map(
            e ->
                new Unfinished(
                    e.runId(),
                    e.pipeline(),
                    e.day(),
                    e.status().word(),
                    e.inputDigest().replaceFirst("-.*", ""),
                    e.command(),
                    e.status() == Ledger.Status.STARTED));
  }

  @Override
  public String restoreTable(String table, long version, Restoring restoring) {
    try (RunLock held = lock(restoring.command())) {
      return new Restore(setup, lake(LakeCatalog.View.HEAD), restoring).table(held, table, version);
    }
  }

  @Override
  public String restoreRun(String runId, Restoring restoring) {
    try (RunLock held = lock(restoring.command())) {
      return new Restore(setup, lake(LakeCatalog.View.HEAD), restoring).run(held, runId);
    }
  }

  @Override
  public String rollBack(String modelId, Optional<Integer> version, Restoring restoring) {
    try (RunLock held = lock(restoring.command())) {
      return new ModelRollback(lake(LakeCatalog.View.HEAD), restoring).run(held, modelId, version);
    }
  }

  @Override
  public RunOutcome reload(ReloadRequest reload, RunRequest request, StepListener listener) {
    ConfFiles.read(setup.conf(), setup.settings());
    try (RunLock held = lock(request.runId())) {
      return new Reload(setup, lake(LakeCatalog.View.HEAD), reload, request, listener).run(held);
    }
  }

  @Override
  public Path republish() {
    return new PublishStep(setup, lake(LakeCatalog.View.HEAD)).republish();
  }

  private Lake lake(LakeCatalog.View view) {
    SparkSession spark =
        session.orElseGet(() -> LakeSession.open(setup.workspace(), view, setup.spark()));
    session = Optional.of(spark);
    return new Lake(spark, setup.workspace().lake());
  }

  @Override
  public void close() {
    if (ownsSession) {
      session.ifPresent(SparkSession::stop);
    }
    session = Optional.empty();
  }
}
