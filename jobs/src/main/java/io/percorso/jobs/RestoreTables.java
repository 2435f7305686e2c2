package io.percorso.jobs;

import io.percorso.lake.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code restore}: back to an older state of one table or of all. */
@Command(
    name = "restore",
    description = {
      "Puts tables back: one to an older version, or all to the start of a run.",
      "Readers see what was published until the next run has built on it and publishes."
    },
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RestoreTables implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "A table that is built from others, such as gold.journey_paths")
  private String table;

  @Option(names = "--to", paramLabel = "VERSION", description = "Its version to go back to")
  private Long version;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Takes back this run and all later ones; its files are loaded again")
  private String run;

  RestoreTables(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    boolean isTable = table != null && version != null && run == null;
    boolean isRun = run != null && table == null && version == null;
    if (!isTable && !isRun) {
      throw UserError.usage("give either --table and --to, or --run");
    }
    String what =
        isTable ? "--table %s --to %d".formatted(table, version) : "--run %s".formatted(run);
    Engine.Restoring restoring =
        new Engine.Restoring(
            invocation.clock().instant(),
            "./percorso restore %s --workspace %s".formatted(what, options.workspace().root()));
    try (Engine engine = options.readingEngine(invocation)) {
      String done =
          isTable
              ? engine.restoreTable(table, version, restoring)
              : engine.restoreRun(run, restoring);
      invocation.err().println(done);
    }
    return ExitCode.DONE;
  }
}
