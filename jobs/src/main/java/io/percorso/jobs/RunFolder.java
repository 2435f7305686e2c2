package io.percorso.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The artifacts of one run, {@code runs/<id>/}: manifest.json (what was asked, under which
 * settings), run_results.json (what became of each step) and percorso.log. Results are written
 * whole after every step, so a killed run leaves what it had done, with status {@code running}.
 */
final class RunFolder implements StepListener {
  static final String RESULTS = "run_results.json";
  static final String MANIFEST = "manifest.json";
  private static final String SCHEMAS = "urn:percorso:";
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final List<String> arguments;
  private final Clock clock;
  private final Instant startedAt;
  private final List<StepResult> results = new ArrayList<>();
  private String pipeline = "";
  private String from = "";
  private String to = "";
  private boolean isFinished;

  private RunFolder(Path folder, List<String> arguments, Clock clock) {
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /**
   * A new folder, named by the time of the call, UTC; two calls in one second get different names.
   *
   * @param arguments the command line as typed
   */
  static RunFolder create(Path runs, List<String> arguments, Clock clock) {
    String name = ID.format(clock.instant());
    try {
      Files.createDirectories(runs);
      for (int attempt = 1; ; attempt++) {
        Path folder = runs.resolve(attempt == 1 ? name : name + "-" + attempt);
        try {
          return new RunFolder(Files.createDirectory(folder), arguments, clock);
        } catch (FileAlreadyExistsException e) {
          // Another run began in this second: take the next name.
        }
      }
    } catch (IOException e) {
      throw UserError.usage(
          "%s cannot be written (%s): give another folder with --workspace, or its rights"
              .formatted(runs, e.getMessage()));
    }
  }

  /** The manifest of the newest run of a pipeline and day that left no good end. */
  static Optional<ObjectNode> unfinishedManifest(Path runs, String pipeline, LocalDate day) {
    for (Path folder : newestFirst(runs)) {
      try {
        ObjectNode manifest = Json.read(folder.resolve(MANIFEST));
        String status = Json.read(folder.resolve(RESULTS)).path("status").asText();
        if (manifest.path("pipeline").asText().equals(pipeline)
            && manifest.path("to").asText().equals(day.plusDays(1).toString())
            && !List.of("success", "empty", "locked").contains(status)) {
          return Optional.of(manifest);
        }
      } catch (IOException e) {
        // A folder of a run that died before it wrote them: an older one may tell.
      }
    }
    return Optional.empty();
  }

  static List<Path> newestFirst(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(runs)) {
      return children.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(runs + " cannot be listed", e);
    }
  }

  String id() {
    return folder.getFileName().toString();
  }

  Path folder() {
    return folder;
  }

  Path log() {
    return folder.resolve("percorso.log");
  }

  /** Writes the manifest; secrets appear as stars. */
  void begin(RunRequest request, Settings settings, Map<String, String> spark) {
    pipeline = request.pipeline();
    from = request.from().toString();
    to = request.to().toString();
    ObjectNode manifest = Json.object();
    manifest.set("metadata", metadata("manifest:1"));
    manifest.put("pipeline", pipeline).put("from", from).put("to", to);
    ArrayNode steps = manifest.putArray("steps");
    request.steps().forEach(step -> steps.add(step.word()));
    ObjectNode shownSettings = manifest.putObject("settings");
    settings.all().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e ->
                shownSettings
                    .putObject(e.getKey())
                    .put("value", Configuration.shown(e.getKey(), e.getValue().text()))
                    .put("origin", e.getValue().origin()));
    ObjectNode shownSpark = manifest.putObject("spark");
    spark.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> shownSpark.put(e.getKey(), Configuration.shown(e.getKey(), e.getValue())));
    Json.write(folder.resolve(MANIFEST), manifest);
    write("running", "");
  }

  @Override
  public void planned(int steps) {}

  @Override
  public void started(String step) {}

  @Override
  public synchronized void ended(StepResult result) {
    results.add(result);
    if (!isFinished) {
      write("running", "");
    }
  }

  /**
   * Writes the final results, once: later calls change nothing, so that a signal that arrives after
   * the end cannot rename a success.
   *
   * @param status success, empty, failed, locked, error or interrupted
   */
  synchronized void finish(String status, String message) {
    if (!isFinished) {
      isFinished = true;
      write(status, message);
    }
  }

  private synchronized void write(String status, String message) {
    ObjectNode document = Json.object();
    document.set("metadata", metadata("run_results:1"));
    ObjectNode args = document.putObject("args");
    args.put("pipeline", pipeline).put("from", from).put("to", to);
    ArrayNode words = args.putArray("command");
    arguments.forEach(words::add);
    document.put("status", status).put("message", message);
    document.put("elapsed_time", Duration.between(startedAt, clock.instant()).toMillis() / 1000.0);
    ArrayNode list = document.putArray("results");
    for (StepResult result : results) {
      ObjectNode node = list.addObject();
      node.put("unique_id", result.name());
      node.put("status", result.status().name().toLowerCase(Locale.ROOT));
      node.put("execution_time", result.seconds());
      if (result.rows().isPresent()) {
        node.put("rows", result.rows().getAsLong());
      } else {
        node.putNull("rows");
      }
      node.put("message", result.message());
    }
    Json.write(folder.resolve(RESULTS), document);
  }

  private ObjectNode metadata(String schema) {
    return Json.object()
        .put("schema_url", SCHEMAS + schema)
        .put("generated_at", clock.instant().toString())
        .put("invocation_id", id())
        .put("percorso_version", Version.text());
  }
}
