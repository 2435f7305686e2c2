package io.percorso.jobs;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code percorso rollback}: an earlier version of a model, from the next run on. */
@Command(
    name = "rollback",
    description = {
      "Puts an earlier version of a model of leaving in use again.",
      "",
      "The next run asks it. What was said before stays as it was said. ops.models lists the"
          + " versions, ops.model_decisions which one is in use and why."
    },
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RollBackModel implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(paramLabel = "MODEL", description = "contract_short, contract_long or visits")
  private String model;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "Its version. Default: the one before that in use")
  private Integer version;

  RollBackModel(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Engine.Restoring restoring =
        new Engine.Restoring(
            invocation.clock().instant(),
            "./percorso rollback %s%s --workspace %s"
                .formatted(
                    model, version == null ? "" : " --to " + version, options.workspace().root()));
    try (Engine engine = options.readingEngine(invocation)) {
      invocation.err().println(engine.rollBack(model, Optional.ofNullable(version), restoring));
    }
    return ExitCode.DONE;
  }
}
