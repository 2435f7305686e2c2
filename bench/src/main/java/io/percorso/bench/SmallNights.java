package io.percorso.bench;

import io.percorso.jobs.WholeNights;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Many small nights, one after another in this JVM: how many files each table has then, in how many
 * partitions, and whether nights grow slower.
 *
 * <p>Arguments: folder, folder for results, nights.
 */
public final class SmallNights {
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

  /** About 500 records a day of all four sources. */
  private static final int CUSTOMERS = 330;

  private static final int SOME = 10;

  private SmallNights() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int nights = Integer.parseInt(arguments[2]);
    Path workspace = folder.resolve("workspace");
    StagedFiles files = new StagedFiles(folder.resolve("staged"), workspace.resolve("landing"));
    long records =
        SampleLogs.write(
                files.staged(), new SampleLogs.Size(1, CUSTOMERS, FIRST_DAY, Math.max(3, nights)))
            .records();
    int threads = Runtime.getRuntime().availableProcessors();
    try (WholeNights percorso = WholeNights.open(workspace, threads)) {
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < nights; i++) {
        LocalDate day = FIRST_DAY.plusDays(i);
        files.deliver(day, day.plusDays(1));
        seconds.add(percorso.run(day).seconds());
        System.out.printf("night %d of %d: %.2f s%n", i + 1, nights, seconds.get(i));
      }
      report(Path.of(arguments[1]), percorso.lake(), seconds, records / Math.max(3, nights));
    }
  }

  private static void report(Path results, Path lake, List<Double> seconds, long records)
      throws IOException {
    int some = Math.min(SOME, (seconds.size() + 1) / 2);
    Report report =
        new Report("small-nights", "Files of each table after many small nights")
            .ownHeap()
            .fact("nights", seconds.size())
            .fact("records of a night, about", records)
            .section("seconds of a night")
            .row("the first %d".formatted(some), seconds.subList(0, some))
            .row(
                "the last %d".formatted(some),
                seconds.subList(seconds.size() - some, seconds.size()))
            .table(
                "files",
                List.of(
                    "table",
                    "files",
                    "partitions",
                    "most files of a partition",
                    "MB",
                    "files on disk",
                    "MB on disk",
                    "files of the log"));
    for (String table : CommittedFiles.versions(lake).keySet()) {
      report.values(table, files(lake.resolve(table.replace('.', '/'))));
    }
    report
        .note(
            "Files, partitions and MB as the newest version reads them; on disk: with those that"
                + " older versions still read.")
        .write(results);
  }

  private static List<Double> files(Path table) throws IOException {
    String[] live =
        SparkSession.active().read().format("delta").load(table.toString()).inputFiles();
    Map<Path, Long> partitions =
        Stream.of(live)
            .map(file -> Path.of(java.net.URI.create(file)).getParent())
            .collect(Collectors.groupingBy(folder -> folder, TreeMap::new, Collectors.counting()));
    double liveBytes = 0;
    for (String file : live) {
      liveBytes += Files.size(Path.of(java.net.URI.create(file)));
    }
    long onDisk;
    try (Stream<Path> all = Files.walk(table)) {
      onDisk =
          all.filter(file -> file.toString().endsWith(".parquet"))
              .filter(file -> !file.startsWith(table.resolve("_delta_log")))
              .count();
    }
    long log;
    try (Stream<Path> all = Files.list(table.resolve("_delta_log"))) {
      log = all.filter(Files::isRegularFile).count();
    }
    double most = partitions.values().stream().mapToLong(n -> n).max().orElse(0);
    return List.of(
        (double) live.length,
        (double) partitions.size(),
        most,
        liveBytes / 1e6,
        (double) onDisk,
        Folders.bytes(table) / 1e6,
        (double) log);
  }
}
