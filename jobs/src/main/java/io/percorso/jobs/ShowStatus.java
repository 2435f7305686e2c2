package io.percorso.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.RunLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: what ran, from the artifacts of the runs. */
@Command(
    name = "status",
    description = "What ran, the newest first, and how it ended.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ShowStatus implements Callable<Integer> {
  private static final String DIED = "died";

  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Runs to show. Default: ${DEFAULT-VALUE}")
  private int limit;

  ShowStatus(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Path runs = options.workspace().runs();
    List<Path> folders = RunFolder.newestFirst(runs);
    if (folders.isEmpty()) {
      invocation.err().println("nothing ran yet in " + options.workspace().root());
      return ExitCode.DONE;
    }
    invocation
        .out()
        .printf(
            "%-20s %-10s %-11s %-11s %-11s %8s %6s  %s%n",
            "run", "pipeline", "from", "to", "status", "seconds", "steps", "message");
    Optional<String> living = RunLock.livingOwner(options.workspace().lock());
    folders.stream().limit(limit).forEach(folder -> show(folder, living));
    folders.stream()
        .map(folder -> status(folder, living))
        .filter(status -> !status.equals("locked"))
        .findFirst()
        .flatMap(this::remedy)
        .ifPresent(invocation.err()::println);
    return ExitCode.DONE;
  }

  /** What to type about the newest run, if anything. */
  private Optional<String> remedy(String status) {
    return switch (status) {
      case DIED, "interrupted", "error" ->
          Optional.of(
              "the newest run did not come to its end. " + Attempt.mend(options.workspace()));
      case "failed" ->
          Optional.of(
              "the newest run failed and readers see what they saw before. Mend what its message"
                  + " names, then: ./percorso retry --workspace "
                  + options.workspace().root());
      default -> Optional.empty();
    };
  }

  /** As its results say it; one that says that it runs, and whose process is gone, died. */
  private static String status(Path folder, Optional<String> living) {
    try {
      String status = Json.read(folder.resolve(RunFolder.RESULTS)).path("status").asText();
      boolean lives = living.filter(o -> o.contains(folder.getFileName() + ",")).isPresent();
      return status.equals("running") && !lives ? DIED : status;
    } catch (IOException e) {
      return DIED;
    }
  }

  private void show(Path folder, Optional<String> living) {
    String id = folder.getFileName().toString();
    try {
      JsonNode results = Json.read(folder.resolve(RunFolder.RESULTS));
      JsonNode args = results.path("args");
      invocation
          .out()
          .printf(
              Locale.ROOT,
              "%-20s %-10s %-11s %-11s %-11s %8.1f %6d  %s%n",
              id,
              args.path("pipeline").asText(),
              args.path("from").asText(),
              args.path("to").asText(),
              status(folder, living),
              results.path("elapsed_time").asDouble(),
              results.path("results").size(),
              results.path("message").asText().lines().findFirst().orElse(""));
    } catch (IOException e) {
      invocation.out().printf("%-20s no %s that can be read%n", id, RunFolder.RESULTS);
    }
  }
}
