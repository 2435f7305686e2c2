package io.percorso.jobs;

import io.percorso.jobs.Engine.Format;
import io.percorso.jobs.Engine.RescoreRequest;
import io.percorso.lake.UserError;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescore}: what other thresholds would make of a period's signals of friction. */
@Command(
    name = "rescore",
    description =
        "How many visits of a period show each signal of friction under other thresholds, beside"
            + " what the lake has; writes nothing. Thresholds: --set signals.loop.visits=2, a file"
            + " by --conf. To keep them, put them into conf: the next night makes all rows anew.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RescoreSignals implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      required = true,
      description = "First day of the period, in the business zone")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      required = true,
      description = "Day after the period's last")
  private LocalDate to;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (one object a line). Default: table")
  private Format format;

  RescoreSignals(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (!from.isBefore(to)) {
      throw UserError.usage(
          "--from %s --to %s is no period: --to is the day after its last, so %s or later"
              .formatted(from, to, from.plusDays(1)));
    }
    try (Engine engine = options.readingEngine(invocation)) {
      engine.rescore(new RescoreRequest(from, to, format), invocation.out());
    }
    return ExitCode.DONE;
  }
}
