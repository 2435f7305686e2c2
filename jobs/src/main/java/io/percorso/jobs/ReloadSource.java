package io.percorso.jobs;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reload}: a source's records once more, from bronze, under today's mapping. */
@Command(
    name = "reload",
    description = "Reads a source's stored raw records again under today's mapping, and publishes.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReloadSource implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "SOURCE",
      description = "Name of a file in conf/sources, without .yaml")
  private String source;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "First day on which files came, YYYY-MM-DD in business.zone")
  private LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DAY",
      description = "Day after the last on which files came")
  private LocalDate to;

  ReloadSource(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (!from.isBefore(to)) {
      throw UserError.usage(
          "--from %s --to %s is no day: --to is the day after the last".formatted(from, to));
    }
    Settings settings = options.settings(invocation);
    Engine.ReloadRequest reload = new Engine.ReloadRequest(source, from, to);
    var outcome =
        Attempt.make(
            invocation,
            options,
            settings,
            Reload.PIPELINE,
            List.of(),
            from,
            to,
            (engine, request, listener, progress) -> engine.reload(reload, request, listener));
    return Attempt.exitCode(outcome.status(), false);
  }
}
