package io.percorso.interactions;

import io.percorso.bench.DuckDb;
import io.percorso.bench.Report;
import io.percorso.bench.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The strict parser against DuckDB's reader of JSON on one file: frames to outcomes here, a table
 * in memory with the same columns there; in turn, so that both meet the same machine. DuckDB
 * neither refuses duplicate keys, nor makes pseudonyms, nor redacts. What these cost is measured
 * alone, over the same lines.
 *
 * <p>Arguments: folder for the file, folder for results, lines, rounds.
 */
public final class ParserBench {
  private ParserBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path file = folder.resolve("events.json");
    int lines = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    EventLines.write(file, lines);
    ParserParts parser = new ParserParts(file, lines);
    Rounds measured = new Rounds();
    for (int threads = 1; threads <= 2; threads++) {
      int count = threads;
      measured.add(percorso(threads), () -> parser.parse(count));
      measured.add(duckDb(threads), () -> read(folder, file, count));
    }
    parser.addTo(measured);
    measured.run(rounds);
    Report report =
        new Report("parser", "Strict parser against DuckDB's read_json, one file of JSON lines")
            .fact("lines", lines)
            .fact("bytes", Files.size(file))
            .fact("rounds", rounds)
            .section("seconds")
            .rows(measured)
            .section("ratio of one round's times");
    for (int threads = 1; threads <= 2; threads++) {
      report.row(
          "percorso over DuckDB, threads: " + threads,
          measured.ratios(percorso(threads), duckDb(threads)));
    }
    report
        .note(
            "Parts are measured alone, over the same lines, on one thread; redaction over 100"
                + " letters of each that hold digits.")
        .write(Path.of(arguments[1]));
  }

  private static String percorso(int threads) {
    return "percorso, threads: " + threads;
  }

  private static String duckDb(int threads) {
    return "DuckDB, threads: " + threads;
  }

  private static void read(Path folder, Path file, int threads) throws Exception {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    try (DuckDb database = DuckDb.open(threads, megabytes, folder.resolve("spill"))) {
      database.run("create table events as select * from " + EventLines.duckDbColumnsGiven(file));
    }
  }
}
