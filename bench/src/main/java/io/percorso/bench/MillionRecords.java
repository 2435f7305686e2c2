package io.percorso.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Loads about a million records and builds their timeline, each time in a new workspace and a new
 * JVM with a 2 GB heap. Prints and writes records per second and peak memory: minimum, median and
 * maximum over the runs.
 *
 * <p>Arguments: folder for workspaces, folder for results, number of runs.
 */
public final class MillionRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAP = "2g";

  private record Measured(
      long records,
      double loadSeconds,
      double timelineSeconds,
      double wholeSeconds,
      long heapBytes,
      long residentKilobytes) {}

  private MillionRecords() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Path results = Path.of(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Path workspace = folder.resolve("run-" + i);
      SampleLogs.Delivery delivery =
          SampleLogs.write(workspace.resolve("landing"), SampleLogs.Size.million());
      System.out.printf("%,d records in %d files%n", delivery.records(), delivery.files().size());
      measured.add(run(workspace));
      System.out.println(measured.get(i));
      delete(workspace);
    }
    write(results, measured);
  }

  private static Measured run(Path workspace) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("percorso.home")).toAbsolutePath();
    long started = System.nanoTime();
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
    builder.environment().put("PERCORSO_HEAP", HEAP);
    Process process = builder.start();
    long resident = 0;
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      resident = Math.max(resident, residentKilobytes(process));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("the run ended with " + process.exitValue());
    }
    double whole = (System.nanoTime() - started) / 1e9;
    try (Stream<Path> folders = Files.list(workspace.resolve("runs"))) {
      JsonNode found =
          JSON.readTree(folders.findFirst().orElseThrow().resolve("run_results.json").toFile());
      JsonNode load = step(found, "load-interactions");
      JsonNode timeline = step(found, "build-timeline");
      return new Measured(
          load.path("rows").asLong(),
          load.path("execution_time").asDouble(),
          timeline.path("execution_time").asDouble(),
          whole,
          Long.parseLong(step(found, "peak memory").path("message").asText().split(" ")[0]),
          resident);
    }
  }

  private static JsonNode step(JsonNode results, String name) {
    for (JsonNode step : results.path("results")) {
      if (step.path("unique_id").asText().equals(name)) {
        return step;
      }
    }
    throw new IllegalStateException("run_results.json has no step '" + name + "'");
  }

  /**
   * The largest resident size of the process and its children so far; 0 where there is no /proc.
   */
  private static long residentKilobytes(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(p -> residentKilobytes(p.pid()))
        .max()
        .orElse(0);
  }

  private static long residentKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static void write(Path folder, List<Measured> measured) throws IOException {
    long records = measured.get(0).records();
    ObjectNode document = JSON.createObjectNode();
    document.put("what", "load and timeline of sample logs, one new JVM each").put("heap", HEAP);
    document.put("records", records).put("cores", Runtime.getRuntime().availableProcessors());
    StringBuilder page = new StringBuilder();
    page.append(
        "# Load and timeline of %,d records, heap %s, %d cores, %d runs%n%n"
            .formatted(records, HEAP, Runtime.getRuntime().availableProcessors(), measured.size()));
    page.append("| figure | minimum | median | maximum |\n|---|---|---|---|\n");
    row(document, page, "load, seconds", measured.stream().map(Measured::loadSeconds).toList());
    row(
        document,
        page,
        "load, records per second",
        measured.stream().map(m -> records / m.loadSeconds()).toList());
    row(
        document,
        page,
        "timeline, seconds",
        measured.stream().map(Measured::timelineSeconds).toList());
    row(
        document,
        page,
        "timeline, records per second",
        measured.stream().map(m -> records / m.timelineSeconds()).toList());
    row(
        document,
        page,
        "both, records per second",
        measured.stream().map(m -> records / (m.loadSeconds() + m.timelineSeconds())).toList());
    row(
        document,
        page,
        "whole command, seconds",
        measured.stream().map(Measured::wholeSeconds).toList());
    row(document, page, "peak heap, MB", measured.stream().map(m -> m.heapBytes() / 1e6).toList());
    row(
        document,
        page,
        "peak resident, MB",
        measured.stream().map(m -> m.residentKilobytes() / 1e3).toList());
    Files.createDirectories(folder);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("million-records.json").toFile(), document);
    Files.writeString(folder.resolve("million-records.md"), page);
    System.out.println(page);
  }

  private static void row(
      ObjectNode document, StringBuilder page, String name, List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    double median = sorted.get(sorted.size() / 2);
    ArrayNode all = document.putArray(name);
    sorted.forEach(all::add);
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %,.1f | %,.1f | %,.1f |%n",
            name,
            sorted.get(0),
            median,
            sorted.get(sorted.size() - 1)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
