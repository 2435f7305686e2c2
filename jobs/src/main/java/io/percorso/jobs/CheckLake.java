package io.percorso.jobs;

import io.percorso.lake.RunLock;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.lake.Workspace;
import io.percorso.lake.fsck.Fault;
import io.percorso.lake.fsck.Finding;
import io.percorso.lake.fsck.Fsck;
import io.percorso.lake.fsck.Remedies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fsck}: whether the lake is sound, and what to type where it is not. */
@Command(
    name = "fsck",
    description = {
      "Looks over the lake, the books of runs and what is published; one line per finding.",
      "Exit 0: nothing wrong; 1: something is. docs/operations/repair.md explains each finding."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckLake implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--deep",
      description = "Reads every byte and every value; else no data file is opened")
  private boolean isDeep;

  @Option(names = "--repair", description = "Mends what can be mended without loss, and says what")
  private boolean isRepair;

  CheckLake(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Workspace workspace = options.workspace();
    Settings settings = options.settings(invocation);
    Logs.start(options.logFormat(), Optional.empty());
    Path lake = localLake(workspace);
    if (!Files.isDirectory(lake)) {
      invocation.err().printf("there is no lake in %s yet%n", workspace.root());
      return ExitCode.DONE;
    }
    Remedies remedies = new Remedies(workspace.root().toString());
    Fsck fsck = new Fsck(lake, remedies, isDeep ? Fsck.Depth.CONTENTS : Fsck.Depth.SIZES);
    try {
      if (!isRepair) {
        return told(look(fsck, workspace, settings, remedies), fsck);
      }
      try (RunLock held = RunLock.take(workspace.root().resolve("lake.lock"), "fsck --repair")) {
        return told(repaired(held, fsck, workspace, settings, remedies), fsck);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the lake " + lake + " cannot be read", e);
    }
  }

  private static Path localLake(Workspace workspace) {
    URI uri = URI.create(workspace.lake());
    if (!"file".equals(uri.getScheme())) {
      throw UserError.usage(
          "fsck looks over lakes on a local disk, and this one is at %s: an object store keeps checksums of its own"
              .formatted(workspace.lake()));
    }
    return Path.of(uri.getPath());
  }

  private List<Finding> look(Fsck fsck, Workspace workspace, Settings settings, Remedies remedies)
      throws IOException {
    List<Finding> findings = new ArrayList<>(fsck.look());
    findings.addAll(new KeyCheck(fsck, workspace).findings());
    findings.addAll(
        new PublishedCheck(fsck, workspace, remedies, () -> options.engine(invocation, settings))
            .findings());
    findings.addAll(new LandingCheck(fsck, workspace, remedies).findings());
    return findings;
  }

  /** What is left after everything that has a repair was repaired. */
  private List<Finding> repaired(
      RunLock held, Fsck fsck, Workspace workspace, Settings settings, Remedies remedies)
      throws IOException {
    for (Finding finding : look(fsck, workspace, settings, remedies)) {
      if (finding.repair().isPresent()) {
        invocation.out().println("mended  " + finding.repair().get().apply());
      }
    }
    return look(fsck, workspace, settings, remedies);
  }

  private int told(List<Finding> findings, Fsck fsck) {
    findings.forEach(f -> invocation.out().println(f.line()));
    long faults = findings.stream().filter(f -> f.fault().weight() == Fault.Weight.FAULT).count();
    invocation
        .err()
        .printf(
            "%d tables: %d faults, %d notes%n",
            fsck.tables().size(), faults, findings.size() - faults);
    return faults == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }
}
