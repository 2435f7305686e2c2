package io.percorso.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.lake.RunLock;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final ObjectMapper JSON = new ObjectMapper();
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
    Path home = Path.of(System.getProperty("percorso.home")).toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("percorso").toString(),
                "run",
                "nightly",
                "--date",
                "2026-03-31",
                "--workspace",
                workspace.toString())
            .inheritIO();
    builder
        .environment()
        .put(
            "JDK_JAVA_OPTIONS",
            "-XX:StartFlightRecording=filename="
                + recording
                + ",settings=profile,jdk.FileForce#enabled=true,jdk.FileForce#threshold=0ms");
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the run ended with " + exit);
    }
    try (Stream<Path> folders = Files.list(workspace.resolve("runs"))) {
      JsonNode results =
          JSON.readTree(folders.findFirst().orElseThrow().resolve("run_results.json").toFile());
      double whole = results.path("elapsed_time").asDouble();
      double manifest = 0;
      for (JsonNode step : results.path("results")) {
        if (step.path("unique_id").asText().equals("look")) {
          manifest = step.path("execution_time").asDouble();
        }
      }
      return recorded(recording, whole, lock, manifest);
    }
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
    List<Measured> sorted = new ArrayList<>(measured);
    sorted.sort(java.util.Comparator.comparingDouble(Measured::share));
    Measured median = sorted.get(sorted.size() / 2);
    StringBuilder page =
        new StringBuilder("# What lock, fsync, manifest and digests cost of a night\n\n");
    page.append(
        "%d runs; the median one, and the share's minimum and maximum.%n%n"
            .formatted(sorted.size()));
    page.append("| part | seconds | share of the night |\n|---|---|---|\n");
    ObjectNode document = JSON.createObjectNode();
    row(page, document, "whole command", median.whole(), median.whole());
    row(page, document, "lock", median.lock(), median.whole());
    row(page, document, "fsync", median.fsync(), median.whole());
    row(page, document, "manifest", median.manifest(), median.whole());
    row(page, document, "digests", median.digests(), median.whole());
    page.append(
        String.format(
            Locale.ROOT,
            "%nTogether %.1f %% (%.1f to %.1f); the bound is 15 %%.%n",
            100 * median.share(),
            100 * sorted.get(0).share(),
            100 * sorted.get(sorted.size() - 1).share()));
    document.put("share", median.share());
    Files.createDirectories(folder);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("safety.json").toFile(), document);
    Files.writeString(folder.resolve("safety.md"), page);
    System.out.println(page);
  }

  private static void row(
      StringBuilder page, ObjectNode document, String name, double seconds, double whole) {
    document.put(name, seconds);
    page.append(
        String.format(
            Locale.ROOT, "| %s | %.4f | %.2f %% |%n", name, seconds, 100 * seconds / whole));
  }
}
