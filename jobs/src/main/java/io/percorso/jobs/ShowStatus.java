package io.percorso.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    List<Path> folders = newestFirst(runs);
    if (folders.isEmpty()) {
      invocation.err().println("nothing ran yet in " + options.workspace().root());
      return ExitCode.DONE;
    }
    invocation
        .out()
        .printf(
            "%-20s %-10s %-11s %-11s %-11s %8s %6s  %s%n",
            "run", "pipeline", "from", "to", "status", "seconds", "steps", "message");
    folders.stream().limit(limit).forEach(this::show);
    return ExitCode.DONE;
  }

  private void show(Path folder) {
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
              results.path("status").asText(),
              results.path("elapsed_time").asDouble(),
              results.path("results").size(),
              results.path("message").asText().lines().findFirst().orElse(""));
    } catch (IOException e) {
      invocation.out().printf("%-20s no %s that can be read%n", id, RunFolder.RESULTS);
    }
  }

  private static List<Path> newestFirst(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(runs)) {
      return children.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(runs + " cannot be listed", e);
    }
  }
}
