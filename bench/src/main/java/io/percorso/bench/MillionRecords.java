package io.percorso.bench;

import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Loads sample records and builds their timeline, each time in a new workspace and a new JVM with a
 * 2 GB heap. Tells records per second, peak memory, and what is written per byte read.
 *
 * <p>Arguments: folder for workspaces, folder for results, name of the results, records (about so
 * many), number of runs.
 */
public final class MillionRecords {
  private static final String HEAP = "2g";
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);
  private static final int DAYS = 30;

  /** Records that a customer of the sample logs leaves in 30 days, of all four sources. */
  private static final double RECORDS_OF_A_CUSTOMER = 1_286_335 / 28_000.0;

  private record Measured(
      long records,
      long landingBytes,
      long lakeBytes,
      GarbageLog garbage,
      PercorsoCommand.Ended ended) {
    double loadSeconds() {
      return ended.secondsOf("load-interactions");
    }

    double timelineSeconds() {
      return ended.secondsOf("build-timeline");
    }
  }

  private MillionRecords() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    String name = arguments[2];
    int customers =
        (int) Math.max(1, Math.round(Long.parseLong(arguments[3]) / RECORDS_OF_A_CUSTOMER));
    int runs = Integer.parseInt(arguments[4]);
    SampleLogs.Size size = new SampleLogs.Size(1, customers, FIRST_DAY, DAYS);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Path workspace = folder.resolve("run-" + i);
      SampleLogs.Delivery delivery = SampleLogs.write(workspace.resolve("landing"), size);
      System.out.printf("%,d records in %d files%n", delivery.records(), delivery.files().size());
      measured.add(run(workspace, folder.resolve("gc-" + i + ".log")));
      Folders.delete(workspace);
    }
    write(Path.of(arguments[1]), name, measured);
  }

  private static Measured run(Path workspace, Path garbage)
      throws IOException, InterruptedException {
    PercorsoCommand.Ended ended =
        PercorsoCommand.nightly(workspace, FIRST_DAY.plusDays(DAYS - 1))
            .heap(HEAP)
            .jvm(GarbageLog.option(garbage))
            .run();
    return new Measured(
        ended.step("load-interactions").path("rows").asLong(),
        Folders.bytes(workspace.resolve("landing")),
        Folders.bytes(workspace.resolve("lake")) + Folders.bytes(workspace.resolve("published")),
        GarbageLog.read(garbage),
        ended);
  }

  private static void write(Path folder, String name, List<Measured> measured) throws IOException {
    Report report =
        new Report(name, "Load and timeline of sample logs, one new JVM each")
            .fact("heap", HEAP)
            .fact("records", measured.get(0).records())
            .fact("bytes of landing files", measured.get(0).landingBytes())
            .fact("runs", measured.size())
            .section("figure");
    row(report, measured, "load, seconds", Measured::loadSeconds);
    row(report, measured, "load, records per second", m -> m.records() / m.loadSeconds());
    row(report, measured, "timeline, seconds", Measured::timelineSeconds);
    row(report, measured, "timeline, records per second", m -> m.records() / m.timelineSeconds());
    row(
        report,
        measured,
        "both, records per second",
        m -> m.records() / (m.loadSeconds() + m.timelineSeconds()));
    row(report, measured, "whole command, seconds", m -> m.ended().seconds());
    row(report, measured, "collections of garbage, seconds", m -> m.garbage().pauseSeconds());
    row(report, measured, "peak heap, MB", m -> (double) m.garbage().fullest());
    row(report, measured, "peak heap after a collection, MB", m -> (double) m.garbage().leftMost());
    row(report, measured, "peak resident, MB", m -> m.ended().residentKilobytes() / 1024.0);
    row(
        report,
        measured,
        "bytes of the lake and the publication per byte of landing",
        m -> (double) m.lakeBytes() / m.landingBytes());
    row(
        report,
        measured,
        "bytes written by the process per byte of landing",
        m -> (double) m.ended().writtenBytes() / m.landingBytes());
    report
        .note(
            "Written by the process: tables, shuffles, spills and what is kept on disk between"
                + " steps. Landing files are packed in part.")
        .write(folder);
  }

  private static void row(
      Report report, List<Measured> measured, String name, Function<Measured, Double> value) {
    report.row(name, measured.stream().map(value).toList());
  }
}
