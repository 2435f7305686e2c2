package io.percorso.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report}: the overview page once more. */
@Command(
    name = "report",
    description = "Writes the overview page again from what was published; prints its path.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WriteReport implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  WriteReport(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (Engine engine = options.readingEngine(invocation)) {
      invocation.out().println(engine.report());
    }
    return ExitCode.DONE;
  }
}
