package io.percorso.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.percorso.lake.CrashPoint;
import io.percorso.testing.SparkExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that runs one night and can be killed. It starts its Spark session, says that it
 * is ready, and begins the night when it is told to: the time of a kill is counted from there.
 */
final class NightProcess implements AutoCloseable {
  private static final String READY = "ready";
  private static final String ENDED = "ended ";
  private static final String POINT = "crash point ";
  private static final int LONGEST_MINUTES = 10;

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);

  private NightProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "night-process");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param crashAt value of {@link CrashPoint#PROPERTY}; "" for none
   */
  static NightProcess start(String crashAt) {
    // With one compiler the JVM keeps 48 MB for compiled code, which two nights fill.
    List<String> options =
        new ArrayList<>(
            List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"));
    if (!crashAt.isEmpty()) {
      options.add("-D" + CrashPoint.PROPERTY + "=" + crashAt);
    }
    try {
      return new NightProcess(java(options, NightProcess.class.getName()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call of java with this JVM's class path and open packages; both streams as one. */
  static ProcessBuilder java(List<String> options, String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Duser.timezone=UTC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.equals(READY)) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      lines.add("cannot be read any more: " + e);
    }
    ready.countDown();
  }

  /** Waits until the JVM is warm, then lets the night begin. */
  void go(Path workspace, LocalDate day) throws IOException, InterruptedException {
    if (!ready.await(LONGEST_MINUTES, TimeUnit.MINUTES) || !lines.contains(READY)) {
      throw new IllegalStateException("the night's process did not start: " + lines);
    }
    process.getOutputStream().write("%s %s%n".formatted(workspace, day).getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** True when it ended by itself within that time. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  int end() throws InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the night does not end: " + lines);
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** The last step that it told of, "" before the first. */
  String lastStep() {
    return lines.stream()
        .filter(line -> line.startsWith(ENDED))
        .reduce("", (first, second) -> second.substring(ENDED.length()));
  }

  /** Crash points that it told of, in the order in which they were reached. */
  List<String> points() {
    return lines.stream()
        .filter(line -> line.startsWith(POINT))
        .map(line -> line.substring(POINT.length()))
        .toList();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The night itself: workspace and day come in a line of stdin. */
  public static void main(String[] arguments) throws IOException {
    LightNights.begin();
    SparkExtension.session().range(100).selectExpr("sum(id)").collectAsList();
    System.out.println(READY);
    String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    int blank = line.lastIndexOf(' ');
    KilledWorld.at(Path.of(line.substring(0, blank)))
        .night(LocalDate.parse(line.substring(blank + 1)), telling());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static StepListener telling() {
    return new StepListener() {
      @Override
      public void planned(int steps) {}

      @Override
      public void started(String step) {}

      @Override
      public void ended(StepResult result) {
        System.out.println(ENDED + result.name());
      }
    };
  }
}
