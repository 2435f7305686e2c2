package io.percorso.jobs;

import io.percorso.bi.Overview;
import io.percorso.friction.FrictionSignals;
import io.percorso.interactions.LoadRules;
import io.percorso.journeys.JourneyPaths;
import io.percorso.journeys.TouchpointCredit;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}: whether the configuration is sound, without data. */
@Command(
    name = "validate",
    description = "Reads the whole configuration and says everything that is wrong with it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateConfiguration implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  ValidateConfiguration(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Path conf = options.confFolder(invocation);
    Logs.start(options.logFormat(), Optional.empty());
    List<String> problems = new ArrayList<>();
    check(
        problems,
        () -> {
          Settings settings = options.settings(invocation);
          settingsChecks(conf, settings).forEach(task -> check(problems, task));
        });
    check(problems, () -> Schedule.read(conf.resolve("schedule.yaml")));
    if (problems.isEmpty()) {
      invocation.out().println("configuration is sound: " + conf);
      return ExitCode.DONE;
    }
    problems.forEach(problem -> invocation.err().println("percorso: " + problem));
    return ExitCode.USAGE;
  }

  /** Each reads the settings of one part, and throws what is wrong with them. */
  private static List<Runnable> settingsChecks(Path conf, Settings settings) {
    return List.of(
        () -> settings.zone("business.zone"),
        () -> settings.integer("published.keep"),
        () -> settings.day("demo.last-day"),
        () -> settings.integer("demo.days"),
        () -> LoadRules.from(settings),
        () -> Overview.Rules.from(settings),
        () -> FrictionSignals.Rules.from(settings),
        () -> JourneyPaths.Rules.from(settings),
        () -> TouchpointCredit.Rules.from(settings),
        () -> ConfFiles.read(conf, settings));
  }

  private static void check(List<String> problems, Runnable task) {
    try {
      task.run();
    } catch (UserError | IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }
}
