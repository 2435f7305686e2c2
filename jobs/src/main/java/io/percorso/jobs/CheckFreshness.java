package io.percorso.jobs;

import io.percorso.jobs.Engine.Format;
import io.percorso.jobs.Engine.FreshnessRequest;
import io.percorso.lake.Settings;
import io.percorso.quality.Freshness.Severity;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshness}: which sources are stale. */
@Command(
    name = "freshness",
    description =
        "How old each source's newest delivery and record are, against its limits; exits 1 when one"
            + " is past freshness.error.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckFreshness implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "Ages are taken at its end in the business zone. Default: yesterday")
  private LocalDate date;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (one object a line). Default: table")
  private Format format;

  CheckFreshness(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings(invocation);
    LocalDate day =
        date == null
            ? LocalDate.ofInstant(invocation.clock().instant(), settings.zone("business.zone"))
                .minusDays(1)
            : date;
    try (Engine engine = options.readingEngine(invocation)) {
      Severity worst = engine.freshness(new FreshnessRequest(day, format), invocation.out());
      return worst == Severity.ERROR ? ExitCode.FAILED : ExitCode.DONE;
    }
  }
}
