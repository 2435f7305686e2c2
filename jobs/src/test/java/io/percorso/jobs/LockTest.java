package io.percorso.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.RunLock;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time, and a clean end on a signal: with processes of the real command line. */
@EnabledIfSystemProperty(
    named = "percorso.nights",
    matches = "all",
    disabledReason = "a long suite: ./mvnw -Pnights -pl jobs -am test")
class LockTest {
  private static final String DAY = "2026-03-25";
  private static final boolean IS_LONG = "long".equals(System.getProperty("percorso.kills"));

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  /** Each round also begins with a lock whose owner was killed in the round before. */
  @Test
  void ofTwoRunsStartedTogetherOneWorksAndTheOtherIsToldAtOnce() throws Exception {
    int rounds = IS_LONG ? 20 : 3;
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      List<Process> both = List.of(run("a"), run("b"));
      Process loser = firstToEnd(both);
      seconds.add((System.nanoTime() - began) / 1e9);
      Process winner = both.get(both.indexOf(loser) == 0 ? 1 : 0);
      try {
        assertThat(winner.isAlive()).as("round %d: one of two works", round).isTrue();
        assertThat(loser.exitValue()).as(said(both.indexOf(loser))).isEqualTo(4);
        assertThat(said(both.indexOf(loser)))
            .contains("the lake is held by another process (run 2")
            .contains("nightly of " + DAY + ", since 20")
            .contains("process " + winner.pid())
            .contains("Wait for it to end and type the same command again");
      } finally {
        winner.destroyForcibly().waitFor();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "lock: %d rounds; the second run ended %.1f s to %.1f s after both JVMs were started%n",
        rounds,
        seconds.stream().mapToDouble(s -> s).min().orElse(0),
        seconds.stream().mapToDouble(s -> s).max().orElse(0));
  }

  @Test
  void aRunStoppedBySigtermExits143AndSaysHowToGoOn() throws Exception {
    stop("TERM", 143);
  }

  @Test
  @EnabledIfSystemProperty(named = "percorso.kills", matches = "long")
  void aRunStoppedByControlCExits130AndSaysHowToGoOn() throws Exception {
    stop("INT", 130);
  }

  private void stop(String signal, int exitCode) throws Exception {
    SampleLogs.write(
        folder.resolve("workspace/landing"),
        new SampleLogs.Size(3, 5, LocalDate.parse(DAY).minusDays(1), 2));
    Process run = run(signal);
    while (run.isAlive() && !said(signal).contains("bronze.raw_records")) {
      Thread.sleep(50);
    }
    long began = System.nanoTime();
    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).as("ends within 30 s").isTrue();
    System.out.printf(
        Locale.ROOT, "signal: %s, ended after %.1f s%n", signal, (System.nanoTime() - began) / 1e9);
    assertThat(run.exitValue()).isEqualTo(exitCode);
    assertThat(said(signal))
        .contains("stopped by a signal. Go on with it: ./percorso retry --workspace")
        .doesNotContain("this is a bug");
    RunLock.take(folder.resolve("workspace/lake.lock"), "the next").close();
    try (var runs = Files.list(folder.resolve("workspace/runs"))) {
      assertThat(runs.toList().get(0).resolve(RunFolder.RESULTS))
          .content()
          .contains("\"status\" : \"interrupted\"");
    }
  }

  /** A shell may have told its children to ignore Ctrl-C; env gives it back its meaning. */
  private Process run(String name) throws IOException {
    ProcessBuilder builder =
        NightProcess.java(
            List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dpercorso.home=" + MainTest.checkout()),
            Main.class.getName(),
            "run",
            "nightly",
            "--date",
            DAY,
            "--workspace",
            folder.resolve("workspace").toString(),
            "--set",
            "business.zone=UTC");
    builder.command().addAll(0, List.of("env", "--default-signal=INT"));
    Process process = builder.redirectOutput(output(name).toFile()).start();
    started.add(process);
    return process;
  }

  private Path output(String name) {
    return folder.resolve(name + ".out");
  }

  private String said(int process) {
    return said(process == 0 ? "a" : "b");
  }

  private String said(String name) {
    try {
      return Files.exists(output(name)) ? Files.readString(output(name), UTF_8) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Process firstToEnd(List<Process> both) throws InterruptedException {
    while (true) {
      for (Process process : both) {
        if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
          return process;
        }
      }
    }
  }

  @org.junit.jupiter.api.AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }
}
