package io.percorso.bench;

import io.percorso.interactions.Candidates;
import io.percorso.interactions.EventLines;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.LoadInteractions;
import io.percorso.interactions.LoadPlan;
import io.percorso.interactions.ParserParts;
import io.percorso.jobs.NightSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The product's load step on one file of JSON lines (check, strict parse, pseudonyms, redaction,
 * one verdict per record, raw records and interactions as Delta tables) against DuckDB's reader of
 * JSON writing Parquet, told the columns or not; in turn, as many threads. DuckDB keeps one copy of
 * the rows, as they came, and refuses nothing.
 *
 * <p>Arguments: folder, folder for results, lines, rounds, threads.
 */
public final class LoadBench {
  private static final String WHOLE = "percorso, load step";
  private static final String LOOK = "percorso as far as: check of the file";
  private static final String PARSE = "percorso as far as: parse";
  private static final String RESOLVE = "percorso as far as: resolve";
  private static final String GIVEN = "DuckDB, columns given";
  private static final String INFERRED = "DuckDB, types inferred";

  private final Path file;
  private final Path out;
  private final int lines;
  private final NightSteps night;

  private LoadBench(Path folder, int lines, int threads) throws IOException {
    this.lines = lines;
    this.out = Files.createDirectories(folder.resolve("out"));
    Path workspace = folder.resolve("workspace");
    this.file = workspace.resolve("landing").resolve(EventLines.SOURCE).resolve("events.json");
    EventLines.write(file, lines);
    this.night = NightSteps.open(conf(folder), workspace, threads);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int lines = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    LoadBench bench = new LoadBench(folder, lines, threads);
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    try (DuckDb database = DuckDb.open(threads, megabytes, folder.resolve("spill"))) {
      Rounds measured = bench.contenders(database);
      new ParserParts(bench.file, lines).addTo(measured);
      measured.run(rounds);
      bench.report(Path.of(arguments[1]), measured, rounds, threads);
    }
  }

  /** The shipped settings and the source of these lines, alone. */
  private static Path conf(Path folder) throws IOException {
    Path conf = folder.resolve("conf");
    Files.createDirectories(conf.resolve("sources"));
    try (Stream<Path> shipped = Files.list(NightSteps.shippedConf())) {
      for (Path each : shipped.filter(Files::isRegularFile).toList()) {
        Files.copy(each, conf.resolve(each.getFileName()));
      }
    }
    Files.writeString(
        conf.resolve("sources").resolve(EventLines.SOURCE + ".yaml"), EventLines.DECLARATION);
    return conf;
  }

  private Rounds contenders(DuckDb database) {
    LoadPlan plan = night.plan();
    Rounds rounds = new Rounds();
    rounds.add(GIVEN, () -> copy(database, EventLines.duckDbColumnsGiven(file)));
    rounds.add(WHOLE, () -> night.keepOnly(), this::load);
    rounds.add(INFERRED, () -> copy(database, EventLines.duckDbTypesInferred(file)));
    rounds.add(LOOK, () -> night.keepOnly(), night::look);
    rounds.add(PARSE, () -> night.keepOnly(), () -> NightSteps.nowhere(parsed(plan)));
    rounds.add(RESOLVE, () -> night.keepOnly(), () -> NightSteps.nowhere(resolved(plan)));
    return rounds;
  }

  private void load() {
    long loaded = night.load(night.look());
    if (loaded != lines) {
      throw new IllegalStateException("%,d of %,d lines were loaded".formatted(loaded, lines));
    }
  }

  private void copy(DuckDb database, String source) throws Exception {
    Path written = out.resolve("events.parquet");
    database.run(WindowSql.copy("select * from " + source, written));
    long rows =
        database.number("select count(*) from " + WindowSql.parquet(List.of(written.toString())));
    if (rows != lines) {
      throw new IllegalStateException("%,d of %,d lines were written".formatted(rows, lines));
    }
  }

  private Dataset<Row> parsed(LoadPlan plan) {
    return LoadInteractions.parse(
        LoadInteractions.chunks(night.spark(), night.look().chunks(), plan.rules()), plan);
  }

  private Dataset<Row> resolved(LoadPlan plan) {
    return LoadInteractions.resolve(
        LoadInteractions.PARSED.rowsOf(parsed(plan), Candidates.TABLE),
        night.read(Interactions.TABLE),
        plan);
  }

  private void report(Path results, Rounds measured, int rounds, int threads) throws IOException {
    new Report("load", "Load of JSON lines against DuckDB's reader of JSON")
        .ownHeap()
        .fact("threads", threads)
        .fact("lines", lines)
        .fact("bytes", Files.size(file))
        .fact("rounds", rounds)
        .section("seconds")
        .rows(measured)
        .section("ratio of one round's times")
        .row("load step over DuckDB, columns given", measured.ratios(WHOLE, GIVEN))
        .row("load step over DuckDB, types inferred", measured.ratios(WHOLE, INFERRED))
        .row("check and parse over DuckDB, columns given", measured.ratios(PARSE, GIVEN))
        .section("what each stage adds, seconds")
        .row("check of the file", measured.seconds(LOOK))
        .row("parse", measured.added(PARSE, LOOK))
        .row("resolve: one shuffle", measured.added(RESOLVE, PARSE))
        .row("keep on disk, write, account", measured.added(WHOLE, RESOLVE))
        .section("microseconds a line, of one thread")
        .row("strictness of JSON", measured.added("strict JSON", "JSON, nothing strict"), perLine())
        .row("UTF-8 check", measured.seconds("UTF-8 check"), perLine())
        .row("three pseudonyms", measured.seconds("three pseudonyms"), perLine())
        .row("redaction of 100 letters", measured.seconds("redaction"), perLine())
        .row("hash of content", measured.seconds("hash of content"), perLine())
        .note(
            "The load step checks and hashes the file, refuses what is not strictly JSON, makes"
                + " pseudonyms, redacts, gives each record a verdict, and writes raw records and"
                + " interactions as Delta tables. DuckDB does none of it and writes the lines once."
                + " Stages end in nothing; a stage's own time is its time less that of the stage"
                + " before. Parts are measured alone on one thread over the same lines.")
        .write(results);
  }

  private double perLine() {
    return 1e6 / lines;
  }
}
