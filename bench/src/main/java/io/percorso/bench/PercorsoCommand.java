package io.percorso.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ./percorso run nightly} in a JVM of its own, and what was seen of it from outside. The
 * system property {@code percorso.home} says where the launcher is.
 */
public final class PercorsoCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path workspace;
  private final ProcessBuilder builder;

  private PercorsoCommand(Path workspace, List<String> words) {
    this.workspace = workspace;
    this.builder = new ProcessBuilder(words).inheritIO();
  }

  /**
   * What a command came to.
   *
   * @param seconds of the whole process
   * @param residentKilobytes at most; 0 where there is no /proc
   * @param writtenBytes handed to the file system by the process, spills and shuffles included, as
   *     seen at most 0.2 s before its end; 0 where there is no /proc
   * @param results its run_results.json
   */
  public record Ended(double seconds, long residentKilobytes, long writtenBytes, JsonNode results) {
    /** The run's own line of a step. */
    public JsonNode step(String name) {
      for (JsonNode step : results.path("results")) {
        if (step.path("unique_id").asText().equals(name)) {
          return step;
        }
      }
      throw new IllegalStateException("run_results.json has no step '" + name + "'");
    }

    public double secondsOf(String step) {
      return step(step).path("execution_time").asDouble();
    }
  }

  /**
   * @param workspace in which there was no run yet
   */
  public static PercorsoCommand nightly(Path workspace, LocalDate day) {
    Path home = Path.of(System.getProperty("percorso.home")).toAbsolutePath();
    return new PercorsoCommand(
        workspace,
        List.of(
            home.resolve("percorso").toString(),
            "run",
            "nightly",
            "--date",
            day.toString(),
            "--workspace",
            workspace.toString()));
  }

  /**
   * @param largest such as 2g
   */
  public PercorsoCommand heap(String largest) {
    builder.environment().put("PERCORSO_HEAP", largest);
    return this;
  }

  /**
   * @param options of the JVM, separated by blanks
   */
  public PercorsoCommand jvm(String options) {
    builder.environment().put("PERCORSO_JVM_OPTS", options);
    return this;
  }

  /**
   * @throws IllegalStateException when it does not end with 0
   */
  public Ended run() throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process process = builder.start();
    long resident = 0;
    long written = 0;
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      List<Long> pids =
          Stream.concat(Stream.of(process.toHandle()), process.descendants())
              .map(ProcessHandle::pid)
              .toList();
      resident = Math.max(resident, largest(pids, "status", "VmHWM:"));
      written = Math.max(written, largest(pids, "io", "wchar:"));
    }
    double whole = (System.nanoTime() - started) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException("the run ended with " + process.exitValue());
    }
    return new Ended(whole, resident, written, results());
  }

  private JsonNode results() throws IOException {
    try (Stream<Path> folders = Files.list(workspace.resolve("runs"))) {
      return JSON.readTree(folders.findFirst().orElseThrow().resolve("run_results.json").toFile());
    }
  }

  /** The launcher becomes the JVM: of several processes the largest is meant. */
  private static long largest(List<Long> pids, String file, String label) {
    return pids.stream().mapToLong(pid -> number(pid, file, label)).max().orElse(0);
  }

  private static long number(long pid, String file, String label) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
      return lines
          .filter(l -> l.startsWith(label))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
