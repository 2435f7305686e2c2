package io.percorso.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.jobs.Engine.Unfinished;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retry}: the last run once more, when it did not end well. */
@Command(
    name = "retry",
    description = {
      "Brings the last run to its end, with its own pipeline, day and settings.",
      "A run that died goes on where it stopped. The tables of one that broke a promise are put"
          + " back first. Nothing happens when the last run ended well."
    },
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RetryRun implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(names = "--fail-on-empty", description = "Exit 3 when there was nothing to retry")
  private boolean failOnEmpty;

  RetryRun(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    // Open until the run is done, so that the run finds the engine's session already there.
    try (Engine engine = options.readingEngine(invocation)) {
      Optional<Unfinished> unfinished = engine.unfinished();
      if (unfinished.isEmpty()) {
        invocation
            .err()
            .println(
                "nothing to retry in " + options.workspace().root() + ": no run is unfinished");
        return failOnEmpty ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
      }
      return again(unfinished.get());
    }
  }

  private int again(Unfinished run) {
    if (run.pipeline().equals(RunDemo.PIPELINE) || run.pipeline().equals(Reload.PIPELINE)) {
      throw UserError.usage(
          "run %s is a %s: type %s".formatted(run.runId(), run.pipeline(), run.command()));
    }
    Settings settings = options.settings(invocation, RecordedCommand.assignments(run.command()));
    requireSameRules(run, settings);
    Schedule.Pipeline pipeline =
        Schedule.read(options.confFolder(invocation).resolve("schedule.yaml"))
            .pipeline(run.pipeline());
    var outcome =
        Attempt.make(
            invocation,
            options,
            settings,
            pipeline.name(),
            pipeline.steps(),
            run.day(),
            run.day().plusDays(1),
            (engine, request, listener, progress) -> {
              progress.note("again: run %s, which is %s".formatted(run.runId(), run.status()));
              return engine.run(request, listener);
            });
    return Attempt.exitCode(outcome.status(), failOnEmpty);
  }

  /** Half a run under one set of rules and half under another would be wrong in silence. */
  private void requireSameRules(Unfinished run, Settings settings) {
    String now = ConfFiles.read(options.confFolder(invocation), settings).digest();
    if (!run.canGoOn() || run.rules().equals(now)) {
      return;
    }
    List<String> differences =
        RunFolder.unfinishedManifest(options.workspace().runs(), run.pipeline(), run.day())
            .map(manifest -> differences(manifest, settings))
            .orElse(List.of());
    String what =
        differences.isEmpty()
            ? "touchpoints.yaml, goals.yaml, funnels.yaml, a source, a setting or the program"
                + " itself is not what it was"
            : String.join("; ", differences);
    throw UserError.usage(
        """
        run %s cannot go on: it began under other rules (digest %s, now %s): %s.
        To go on, give back what it began with (%s) and type: ./percorso retry --workspace %s
        To give it up and run its day under the rules of now, its tables being put back first: ./percorso run %s --date %s --workspace %s\
        """
            .formatted(
                run.runId(),
                run.rules(),
                now,
                what,
                run.command(),
                options.workspace().root(),
                run.pipeline(),
                run.day(),
                options.workspace().root()));
  }

  private static List<String> differences(JsonNode manifest, Settings settings) {
    return settings.all().entrySet().stream()
        .filter(e -> !Configuration.isSecret(e.getKey()))
        .filter(e -> manifest.path("settings").path(e.getKey()).has("value"))
        .filter(
            e ->
                !manifest
                    .path("settings")
                    .path(e.getKey())
                    .path("value")
                    .asText()
                    .equals(e.getValue().text()))
        .map(
            e ->
                "%s was %s and is %s (%s)"
                    .formatted(
                        e.getKey(),
                        manifest.path("settings").path(e.getKey()).path("value").asText(),
                        e.getValue().text(),
                        e.getValue().origin()))
        .sorted()
        .toList();
  }
}
