package io.percorso.jobs;

import io.percorso.jobs.Engine.ColumnClass;
import io.percorso.jobs.Engine.DigestRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code digest}: whether two lakes hold the same rows. */
@Command(
    name = "digest",
    description = "Rows and a digest of each table, equal exactly where the rows are.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ComputeDigest implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Such as silver.sessions. Default: every table")
  private List<String> tables = List.of();

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      defaultValue = "fact",
      description =
          "fact: columns that depend on the records alone; all: every column. Default: fact")
  private ColumnClass columnClass;

  ComputeDigest(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (Engine engine = options.readingEngine(invocation)) {
      tables.forEach(Catalogue::requireTable);
      engine.digest(new DigestRequest(tables, columnClass), invocation.out());
    }
    return ExitCode.DONE;
  }
}
