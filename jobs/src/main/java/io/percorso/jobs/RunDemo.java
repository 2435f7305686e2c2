package io.percorso.jobs;

import io.percorso.lake.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: an invented company, every step, the page and what it shows. */
@Command(
    name = "demo",
    description = "Makes the logs of a small invented company, runs every step, shows findings.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunDemo implements Callable<Integer> {
  /** Name under which the ledger knows the demo's run; no pipeline of conf/schedule.yaml. */
  static final String PIPELINE = "demo";

  private final Invocation invocation;

  @Mixin private CommonOptions options;

  RunDemo(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings(invocation);
    Schedule.Pipeline nightly =
        Schedule.read(options.confFolder(invocation).resolve("schedule.yaml")).pipeline("nightly");
    LocalDate end = settings.day("demo.last-day").plusDays(1);
    var outcome =
        Attempt.make(
            invocation,
            options,
            settings,
            PIPELINE,
            nightly.steps(),
            end.minusDays(settings.integer("demo.days")),
            end,
            (engine, request, listener, progress) -> {
              var demo = engine.demo(request, listener);
              demo.findings().forEach(invocation.out()::println);
              return demo.run();
            });
    return Attempt.exitCode(outcome.status(), false);
  }
}
