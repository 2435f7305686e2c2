package io.percorso.jobs;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ls}: what there is. */
@Command(
    name = "ls",
    description = "Lists pipelines and tables; with a table, its columns.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListTables implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(paramLabel = "TABLE", arity = "0..1", description = "Such as silver.sessions")
  private String table;

  ListTables(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    // A table's columns and promises are Spark's words, and naming them wakes its logging.
    Logs.start(options.logFormat(), Optional.empty());
    if (table == null) {
      everything();
    } else {
      columns(Catalogue.requireTable(table));
    }
    return ExitCode.DONE;
  }

  private void everything() {
    Schedule schedule = Schedule.read(options.confFolder(invocation).resolve("schedule.yaml"));
    for (Schedule.Pipeline pipeline : schedule.pipelines()) {
      invocation
          .out()
          .printf(
              "pipeline  %-28s  %s; daily at %02d:%02d %s%n",
              pipeline.name(),
              pipeline.description(),
              pipeline.cron().hour(),
              pipeline.cron().minute(),
              pipeline.timezone());
      for (Step step : pipeline.steps()) {
        invocation.out().printf("step      %-28s  %s%n", step.word(), step.purpose());
      }
    }
    for (Table known : Catalogue.tables()) {
      invocation.out().printf("table     %-28s  %s%n", known.name(), known.rows());
    }
  }

  private void columns(Table known) {
    invocation.out().println(known.name() + ": " + known.rows());
    for (Field field : known.fields()) {
      invocation
          .out()
          .printf(
              "%-26s  %-14s  %s%s%n",
              field.name(),
              field.type().typeName().startsWith("array") ? "array" : field.type().typeName(),
              known.grain().contains(field) ? "(grain) " : "",
              field.meaning());
    }
  }
}
