package io.percorso.jobs;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run PIPELINE}: one run of a pipeline over a day or an interval. */
@Command(
    name = "run",
    description = "Runs a pipeline of conf/schedule.yaml over one day or several.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunPipeline implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(paramLabel = "PIPELINE", description = "Such as nightly; './percorso ls' lists them")
  private String pipeline;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "Business day, YYYY-MM-DD. Default: yesterday in business.zone")
  private LocalDate date;

  @Option(names = "--from", paramLabel = "DAY", description = "First day of an interval")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Day after the interval's last")
  private LocalDate to;

  @Option(names = "--fail-on-empty", description = "Exit 3 when there was nothing to do")
  private boolean failOnEmpty;

  RunPipeline(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings(invocation);
    Schedule schedule = Schedule.read(options.confFolder(invocation).resolve("schedule.yaml"));
    Schedule.Pipeline found = schedule.pipeline(pipeline);
    LocalDate first = firstDay(settings);
    LocalDate end = from == null ? first.plusDays(1) : to;
    var outcome =
        Attempt.make(
            invocation,
            options,
            settings,
            found.name(),
            found.steps(),
            first,
            end,
            (engine, request, listener, progress) -> engine.run(request, listener));
    return Attempt.exitCode(outcome.status(), failOnEmpty);
  }

  private LocalDate firstDay(Settings settings) {
    if (from == null && to == null) {
      return date == null
          ? LocalDate.ofInstant(invocation.clock().instant(), settings.zone("business.zone"))
              .minusDays(1)
          : date;
    }
    if (date != null || from == null || to == null) {
      throw UserError.usage("give either --date, or --from and --to together");
    }
    if (!from.isBefore(to)) {
      throw UserError.usage(
          "--from %s --to %s is no day: --to is the day after the last".formatted(from, to));
    }
    return from;
  }
}
