package io.percorso.jobs;

import io.percorso.bench.CommittedFiles;
import io.percorso.bench.TableScans;
import io.percorso.lake.LakeCatalog;
import io.percorso.lake.LakeSession;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Whole nights of one workspace, one after another in this JVM, with what each read and wrote. */
public final class WholeNights implements AutoCloseable {
  private final Engine.Setup setup;
  private final TableScans scans;
  private final Path lake;
  private int runs;

  private WholeNights(Engine.Setup setup, SparkSession spark) {
    this.setup = setup;
    this.scans = TableScans.of(spark);
    this.lake = setup.workspace().root().resolve("lake").toAbsolutePath();
  }

  /**
   * One night.
   *
   * @param steps seconds of each step and table, as the run tells them
   * @param scanned by table
   * @param written by table
   */
  public record Night(
      double seconds,
      Map<String, Double> steps,
      Map<String, TableScans.Scanned> scanned,
      Map<String, CommittedFiles> written) {}

  /**
   * @param workspace an absolute path
   */
  public static WholeNights open(Path workspace, int threads) {
    Engine.Setup setup = NightSteps.setup(NightSteps.shippedConf(), workspace, threads);
    SparkSession spark = LakeSession.open(setup.workspace(), LakeCatalog.View.HEAD, setup.spark());
    return new WholeNights(setup, spark);
  }

  /** Folder of the lake. */
  public Path lake() {
    return lake;
  }

  /** {@code run nightly --date} of a day. */
  public Night run(LocalDate day) throws Exception {
    runs++;
    Map<String, Double> steps = new LinkedHashMap<>();
    Map<String, Long> versions = CommittedFiles.versions(lake);
    scans.take(lake);
    Engine.RunRequest request =
        new Engine.RunRequest(
            "bench-" + runs,
            "nightly",
            List.of(Step.values()),
            day,
            day.plusDays(1),
            day.plusDays(1).atTime(3, 0).plusSeconds(runs).toInstant(ZoneOffset.UTC));
    long started = System.nanoTime();
    try (Engine engine = new SparkEngine(setup)) {
      Engine.RunOutcome outcome = engine.run(request, seconds(steps));
      if (outcome.status() != Engine.RunStatus.SUCCESS) {
        throw new IllegalStateException(
            "the night of %s ended with %s: %s"
                .formatted(day, outcome.status(), outcome.message()));
      }
    }
    double took = (System.nanoTime() - started) / 1e9;
    return new Night(took, steps, scans.take(lake), CommittedFiles.since(versions, lake));
  }

  /** Counts no more; the session stays. */
  @Override
  public void close() {
    scans.close();
  }

  private static StepListener seconds(Map<String, Double> steps) {
    return new StepListener() {
      @Override
      public void planned(int count) {}

      @Override
      public void started(String step) {}

      @Override
      public void ended(StepResult result) {
        steps.merge(result.name(), result.seconds(), Double::sum);
      }
    };
  }
}
