package io.percorso.bench;

import io.percorso.lake.RunLock;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the safety of a night costs: lock, fsync, manifest and digests, as a share of the command's
 * whole time. A night of sample logs runs in a JVM of its own under Java's flight recorder.
 *
 * <p>Lock: seconds of a hundred takings, divided. Fsync: the sum of all forced writes. Manifest:
 * the run's own step {@code look}, which reads every new file once, whole. Digests: samples of
 * threads inside the hashes of records and commits, of all samples, times the whole; that counts
 * parallel work as if it were the only one, so it is an upper bound.
 *
 * <p>Arguments: folder for workspaces, folder for results, number of runs.
 */
public final class SafetyCost {
  private static final Set<String> DIGESTS =
      Set.of(
          "io.percorso.interactions.ContentHash",
          "io.percorso.lake.Checksums",
          "io.percorso.lake.IdempotentWrite");

  private record Measured(
      double whole, double lock, double fsync, double manifest, double digests) {
    double share() {
      return (lock + fsync + manifest + digests) / whole;
    }
  }

  private SafetyCost() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    List<Measured> measured = new ArrayList<>();
    double lock = lockSeconds(folder.resolve("lock"));
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      Path workspace = folder.resolve("run-" + i);
      SampleLogs.Delivery delivery =
          SampleLogs.write(workspace.resolve("landing"), SampleLogs.Size.million());
      System.out.printf("%,d records in %d files%n", delivery.records(), delivery.files().size());
      measured.add(run(workspace, folder.resolve("run-" + i + ".jfr"), lock));
      System.out.println(measured.get(i));
    }
    write(Path.of(arguments[1]), measured);
  }

  private static double lockSeconds(Path folder) {
    int times = 100;
    long started = System.nanoTime();
    for (int i = 0; i < times; i++) {
      RunLock.take(folder.resolve("lake.lock"), "bench").close();
    }
    return (System.nanoTime() - started) / 1e9 / times;
  }

  private static Measured run(Path workspace, Path recording, double lock)
      throws IOException, InterruptedException {
    PercorsoCommand.Ended ended =
        PercorsoCommand.nightly(workspace, LocalDate.of(2026, 3, 31))
            .jvm(
                "-XX:StartFlightRecording=filename="
                    + recording
                    + ",settings=profile,jdk.FileForce#enabled=true,jdk.FileForce#threshold=0ms")
            .run();
    double whole = ended.results().path("elapsed_time").asDouble();
    return recorded(recording, whole, lock, ended.secondsOf("look"));
  }

  private static Measured recorded(Path recording, double whole, double lock, double manifest)
      throws IOException {
    double fsync = 0;
    long samples = 0;
    long digests = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String name = event.getEventType().getName();
        if (name.equals("jdk.FileForce")) {
          fsync += event.getDuration().toNanos() / 1e9;
        } else if (name.equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
          samples++;
          digests +=
              event.getStackTrace().getFrames().stream().anyMatch(SafetyCost::isDigest) ? 1 : 0;
        }
      }
    }
    return new Measured(whole, lock, fsync, manifest, whole * digests / Math.max(1, samples));
  }

  private static boolean isDigest(RecordedFrame frame) {
    return DIGESTS.contains(frame.getMethod().getType().getName());
  }

  private static void write(Path folder, List<Measured> measured) throws IOException {
    Report report =
        new Report("safety", "What lock, fsync, manifest and digests cost of a night")
            .fact("runs", measured.size())
            .section("seconds");
    row(report, measured, "whole command", Measured::whole);
    row(report, measured, "lock", Measured::lock);
    row(report, measured, "fsync", Measured::fsync);
    row(report, measured, "manifest", Measured::manifest);
    row(report, measured, "digests", Measured::digests);
    report.section("part of the night");
    row(report, measured, "all four together", Measured::share);
    report.note("The bound of the four together is 0.15.").write(folder);
  }

  private static void row(
      Report report, List<Measured> measured, String name, Function<Measured, Double> value) {
    report.row(name, measured.stream().map(value).toList());
  }
}
