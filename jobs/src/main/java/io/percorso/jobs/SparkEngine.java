package io.percorso.jobs;

import io.percorso.bi.Findings;
import io.percorso.bi.Overview;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.LakeCatalog;
import io.percorso.lake.LakeSession;
import io.percorso.lake.RunLock;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.quality.Freshness;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path root = setup.workspace().root();
    String owner = "%s, process %d".formatted(request.runId(), ProcessHandle.current().pid());
    try (RunLock held = RunLock.take(root.resolve("lake.lock"), owner)) {
      Lake lake = lake(LakeCatalog.View.HEAD);
      return new Night(setup, lake, request, listener).run(held);
    }
  }

  @Override
  public DemoOutcome demo(RunRequest request, StepListener listener) {
    Path landing = setup.workspace().landing();
    requireDemoOrNothing();
    long started = System.nanoTime();
    listener.started("sample logs");
    SampleLogs.Size size =
        new SampleLogs.Size(
            setup.settings().integer("demo.seed"),
            (int) setup.settings().integer("demo.customers"),
            request.from(),
            (int) setup.settings().integer("demo.days"));
    SampleLogs.Delivery delivery = SampleLogs.write(landing, size);
    markDemo();
    listener.ended(
        new StepListener.StepResult(
            "sample logs",
            StepListener.StepStatus.OK,
            (System.nanoTime() - started) / 1e9,
            java.util.OptionalLong.of(delivery.records()),
            ""));
    RunOutcome outcome = run(request, listener);
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
  public Path report() {
    Lake lake = lake(LakeCatalog.View.HEAD);
    QualityPageWriter.write(lake, setup);
    return OverviewReader.writePage(lake, setup);
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
