package io.percorso.jobs;

import io.percorso.jobs.Engine.At;
import io.percorso.jobs.Engine.Format;
import io.percorso.jobs.Engine.SqlRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: a query over the tables. */
@Command(
    name = "sql",
    description =
        "Answers a query over what was published, such as: select * from gold.journey_paths",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AskSql implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(paramLabel = "QUERY", description = "In Spark's SQL; reads only")
  private String query;

  @Option(
      names = "--at",
      defaultValue = "published",
      description = "published: what readers see; head: the newest. Default: published")
  private At at;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (one object a line). Default: table")
  private Format format;

  AskSql(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (Engine engine = options.readingEngine(invocation)) {
      engine.sql(new SqlRequest(query, at, format), invocation.out());
    }
    return ExitCode.DONE;
  }
}
