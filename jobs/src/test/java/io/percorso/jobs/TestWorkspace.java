package io.percorso.jobs;

import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.RunLock;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.Workspace;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A workspace in a temporary folder, with the shipped configuration, on the tests' Spark session.
 */
final class TestWorkspace {
  static final StepListener SILENT =
      new StepListener() {
        @Override
        public void planned(int steps) {}

        @Override
        public void started(String step) {}

        @Override
        public void ended(StepResult result) {}
      };

  final Workspace folders;
  final Lake lake;
  private final Settings settings;

  TestWorkspace(Path root) {
    this(root, BaseSettings.inUtc());
  }

  TestWorkspace(Path root, Settings settings) {
    this.folders = Workspace.at(root);
    this.lake = new Lake(SparkExtension.session(), folders.lake());
    this.settings = settings;
    writeKey(folders.keys());
  }

  /** One in which nights make no analyses, for what is told by the tables before them. */
  static TestWorkspace withoutAnalyses(Path root) {
    return new TestWorkspace(root, withoutAnalyses(BaseSettings.inUtc()));
  }

  static Settings withoutAnalyses(Settings settings) {
    Settings off = settings;
    for (Analysis each : Analysis.values()) {
      off = off.with(each.key(), "false", "test");
    }
    return off;
  }

  /**
   * One key for all test workspaces: tokens, and so ids, differ between lakes with different keys.
   */
  private static void writeKey(Path keys) {
    try {
      Files.createDirectories(keys);
      Path file = keys.resolve("layer-1.key");
      if (!Files.exists(file)) {
        Files.writeString(file, java.util.Base64.getEncoder().encodeToString(new byte[32]));
        Files.setPosixFilePermissions(
            file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Setup setup() {
    return new Setup(folders, Path.of("..", "conf"), settings, Map.of());
  }

  /** One night, seen from a clock that stands at four in the morning of the next day. */
  RunOutcome night(LocalDate day) {
    return night(day, SILENT);
  }

  RunOutcome night(LocalDate day, StepListener listener) {
    return night(day, listener, (setup, request) -> new Night(setup, lake, request, listener));
  }

  RunOutcome night(
      LocalDate day, StepListener listener, BiFunction<Setup, RunRequest, Night> nights) {
    RunRequest request =
        new RunRequest(
            "test", "nightly", Arrays.asList(Step.values()), day, day.plusDays(1), at(day));
    try (RunLock lock = RunLock.take(folders.lock(), "test")) {
      return nights.apply(setup(), request).run(lock);
    }
  }

  private static Instant at(LocalDate day) {
    return Instant.parse(day.plusDays(1) + "T04:00:00Z");
  }

  /** Digests of the tables of data by name: all but the books of runs. */
  Map<String, Digest> digests(Function<Table, java.util.List<Field>> columns) {
    Map<String, Digest> digests = new TreeMap<>();
    for (Table table : Catalogue.tables()) {
      if (!table.layer().equals("ops") && lake.version(table) >= 0) {
        digests.put(table.name(), Digest.of(lake.read(table), columns.apply(table)));
      }
    }
    return digests;
  }

  Map<String, Digest> facts() {
    Map<String, Digest> facts = digests(Digest::factsOf);
    facts.keySet().removeIf(name -> name.startsWith("bronze."));
    Catalogue.recordingBeliefs().forEach(table -> facts.remove(table.name()));
    return facts;
  }

  /** Those that no analysis makes. */
  Map<String, Digest> factsBeforeAnalyses() {
    Map<String, Digest> facts = facts();
    for (Analysis each : Analysis.values()) {
      each.tables().forEach(table -> facts.remove(table.name()));
    }
    return facts;
  }

  /** Copies a file into the landing folder of a source. */
  void land(String source, Path file) {
    try {
      Path folder = Files.createDirectories(folders.landing().resolve(source));
      Files.copy(file, folder.resolve(file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a folder. */
  static java.util.List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
