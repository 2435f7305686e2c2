package io.percorso.jobs;

import io.percorso.lake.Settings;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config show}: every setting, and where it was said. */
@Command(
    name = "config",
    description = "Shows the settings.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ConfigCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec;

  ConfigCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: config show");
  }

  @Command(
      name = "show",
      description = "Every setting as it holds for this command line.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int show(
      @Mixin CommonOptions options,
      @Option(names = "--origin", description = "Adds the file and line, variable or option")
          boolean showsOrigin) {
    Settings settings = options.settings(invocation);
    new TreeMap<>(settings.all())
        .forEach(
            (key, value) -> {
              String line = key + ": " + Configuration.shown(key, value.text());
              invocation
                  .out()
                  .println(showsOrigin ? "%-64s # %s".formatted(line, value.origin()) : line);
            });
    return ExitCode.DONE;
  }
}
