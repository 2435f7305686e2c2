package io.percorso.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deploy TARGET}: a scheduler's file, made from conf/schedule.yaml. */
@Command(
    name = "deploy",
    description = "Prints the file that makes a scheduler run the pipelines of conf/schedule.yaml.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WriteDeployment implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Parameters(paramLabel = "TARGET", description = "cron, systemd or airflow")
  private Deployment.Target target;

  @Option(
      names = "--install-dir",
      paramLabel = "DIR",
      defaultValue = "/opt/percorso",
      description = "Where Percorso lies on the machine. Default: ${DEFAULT-VALUE}")
  private String installation;

  WriteDeployment(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Schedule schedule = Schedule.read(options.confFolder(invocation).resolve("schedule.yaml"));
    new Deployment(schedule, installation)
        .files(target)
        .forEach((name, text) -> invocation.out().print("# ---- " + name + "\n" + text));
    return ExitCode.DONE;
  }
}
