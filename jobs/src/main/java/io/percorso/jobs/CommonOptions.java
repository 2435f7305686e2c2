package io.percorso.jobs;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.lake.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class CommonOptions {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = "workspace",
      description = "Holds landing/, lake/, published/, site/ and runs/. Default: ${DEFAULT-VALUE}")
  private Path workspace;

  @Option(
      names = "--conf",
      paramLabel = "PATH",
      description =
          "A folder with base.yaml, instead of conf/; or a file that says some settings anew")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting said anew; repeatable")
  private List<String> assignments = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "Environment: conf/NAME.yaml over base.yaml")
  private String environment;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What stderr speaks: text or json. Default: text")
  private Logs.Format logFormat;

  @Option(names = "--quiet", description = "No progress on stderr; errors only")
  private boolean isQuiet;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where Spark runs, such as local[4] or spark://host:7077")
  private String master;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "One of Spark's settings by its own name; repeatable")
  private List<String> sparkOptions = List.of();

  /** The variable that mirrors an option. */
  static String variable(String option) {
    return "PERCORSO_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  Workspace workspace() {
    return Workspace.at(workspace);
  }

  /** The folder of base.yaml. */
  Path confFolder(Invocation invocation) {
    if (conf == null || Files.isRegularFile(conf)) {
      return invocation.home().resolve("conf");
    }
    if (Files.isDirectory(conf)) {
      return conf;
    }
    throw UserError.usage("--conf %s: there is no such folder or file".formatted(conf));
  }

  Settings settings(Invocation invocation) {
    return settings(invocation, List.of());
  }

  /**
   * @param recorded {@code key=value} of an earlier run, over files and variables, under what is
   *     typed now
   */
  Settings settings(Invocation invocation, List<String> recorded) {
    List<String> all = new ArrayList<>(recorded);
    all.addAll(assignments);
    Path folder = confFolder(invocation);
    List<Path> overlays = new ArrayList<>();
    if (environment != null) {
      overlays.add(Configuration.environment(folder, environment));
    }
    if (conf != null && Files.isRegularFile(conf)) {
      overlays.add(conf);
    }
    return Configuration.settings(folder, overlays, invocation.variables(), all);
  }

  Map<String, String> spark(Invocation invocation, Settings settings) {
    List<String> options = new ArrayList<>(sparkOptions);
    if (master != null) {
      options.add("spark.master=" + master);
    }
    return Configuration.spark(settings, invocation.submitted(), options);
  }

  /** The engine with everything the options say; the caller closes it. */
  Engine engine(Invocation invocation, Settings settings) {
    return invocation
        .engines()
        .apply(
            new Engine.Setup(
                workspace(), confFolder(invocation), settings, spark(invocation, settings)));
  }

  /** The same, for a command that only reads: warnings to the console, no log file. */
  Engine readingEngine(Invocation invocation) {
    Settings settings = settings(invocation);
    Logs.start(logFormat, Optional.empty());
    return engine(invocation, settings);
  }

  Logs.Format logFormat() {
    return logFormat;
  }

  Progress.Style progressStyle(Invocation invocation) {
    if (isQuiet) {
      return Progress.Style.SILENT;
    }
    if (logFormat == Logs.Format.JSON) {
      return Progress.Style.JSON;
    }
    return invocation.isTerminal() ? Progress.Style.TERMINAL : Progress.Style.LINES;
  }
}
