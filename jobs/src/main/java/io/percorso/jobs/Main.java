package io.percorso.jobs;

import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Data goes to stdout, the rest to stderr; {@link ExitCode} says how it ended. A
 * user's mistake is told in its own words, a bug with its stack trace.
 */
@Command(
    name = "percorso",
    description = "Digital customer journeys from raw interaction logs, every night.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** For {@code ./percorso}, {@code java} and {@code spark-submit}. */
  public static void main(String[] arguments) {
    TreeMap<String, String> submitted = new TreeMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("spark.")) {
                submitted.put(name, System.getProperty(name));
              }
            });
    Stdout stdout = new Stdout();
    int code =
        run(
            new Invocation(
                List.of(arguments),
                System.getenv(),
                submitted,
                Path.of(System.getProperty("percorso.home", "")),
                Clock.systemUTC(),
                Boolean.getBoolean("percorso.terminal"),
                new PrintStream(new BufferedOutputStream(stdout), false, StandardCharsets.UTF_8),
                new PrintStream(
                    new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Engines::spark));
    if (stdout.isIncomplete() && code == ExitCode.DONE) {
      System.err.println("percorso: stdout could not be written: the answer is not complete");
      code = ExitCode.FAILED;
    }
    // A success returns: where the JVM is somebody else's (a managed cluster), an exit looks like a
    // failure.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  static int run(Invocation invocation) {
    int code;
    try {
      code = commandLine(invocation).execute(invocation.arguments().toArray(String[]::new));
    } catch (Throwable e) {
      // picocli hands on Errors, such as a class that is missing from the class path.
      code = reportBug(invocation.err(), e);
    }
    invocation.out().flush();
    return code;
  }

  private static CommandLine commandLine(Invocation invocation) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new RunDemo(invocation));
    line.addSubcommand(new RunPipeline(invocation));
    line.addSubcommand(new RetryRun(invocation));
    line.addSubcommand(new ReloadSource(invocation));
    line.addSubcommand(new AskSql(invocation));
    line.addSubcommand(new ComputeDigest(invocation));
    line.addSubcommand(new WriteReport(invocation));
    line.addSubcommand(new ListTables(invocation));
    line.addSubcommand(new IdentityCommand(invocation));
    line.addSubcommand(new ShowStatus(invocation));
    line.addSubcommand(new CheckLake(invocation));
    line.addSubcommand(new RestoreTables(invocation));
    line.addSubcommand(new RollBackModel(invocation));
    line.addSubcommand(new CheckFreshness(invocation));
    line.addSubcommand(new SimulateCompany(invocation, Company.simulated()));
    line.addSubcommand(new RescoreSignals(invocation));
    line.addSubcommand(new ScoreLake(invocation));
    line.addSubcommand(new ValidateConfiguration(invocation));
    line.addSubcommand(new ConfigCommand(invocation));
    line.addSubcommand(new WriteDeployment(invocation));
    return mannered(line, invocation);
  }

  /** A command and its subcommands with the streams, words and exit codes of all of them. */
  static CommandLine mannered(CommandLine line, Invocation invocation) {
    line.setOut(writer(invocation.out()));
    line.setErr(writer(invocation.err()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setDefaultValueProvider(argument -> mirror(argument, invocation.variables()));
    boolean isColoured =
        invocation.isTerminal() && invocation.variables().getOrDefault("NO_COLOR", "").isEmpty();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            isColoured ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, arguments) -> wrongUsage(invocation.err(), e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof UserError error) {
            invocation.err().println("percorso: " + error.getMessage());
            return ExitCode.of(error.kind());
          }
          return reportBug(invocation.err(), e);
        });
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** {@code PERCORSO_WORKSPACE} stands for {@code --workspace}, and so on. */
  private static String mirror(CommandLine.Model.ArgSpec argument, Map<String, String> variables) {
    if (argument instanceof OptionSpec option && option.longestName().startsWith("--")) {
      String variable = CommonOptions.variable(option.longestName());
      if (Configuration.OTHER_VARIABLES.contains(variable)) {
        return variables.get(variable);
      }
    }
    return null;
  }

  private static int wrongUsage(PrintStream err, ParameterException e) {
    CommandLine command = e.getCommandLine();
    StringBuilder message = new StringBuilder("percorso: ").append(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      List<String> names = new ArrayList<>(command.getSubcommands().keySet());
      command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
      NearestName.nearest(typed, names)
          .ifPresent(name -> message.append(": did you mean '").append(name).append("'?"));
    }
    err.println(message);
    err.printf("'%s --help' shows what it takes.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  private static int reportBug(PrintStream err, Throwable e) {
    err.println("percorso: this is a bug, or something that nobody thought of:");
    e.printStackTrace(err);
    err.printf(
        "Please report it in the project's issue tracker, with these lines and 'percorso %s', Java"
            + " %s, %s.%n",
        Version.text(), Runtime.version(), System.getProperty("os.name"));
    return ExitCode.BUG;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
