package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Conservation;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.RejectedRecords;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Field;
import io.percorso.simulator.badinput.BadInput;
import io.percorso.simulator.badinput.BadInput.Expected;
import io.percorso.simulator.badinput.BadInput.Packing;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole corpus of bad deliveries, loaded by one night. */
@ExtendWith(SparkExtension.class)
@EnabledIfSystemProperty(
    named = "percorso.nights",
    matches = "all",
    disabledReason = "a long suite: ./mvnw -Pnights -pl jobs -am test")
class BadInputTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 28);

  /** When a night of that day looks at the landing folder. */
  private static final Instant ARRIVAL = Instant.parse("2026-03-01T04:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Packing.class)
  void everyRecordOfEveryBadFileHasItsVerdictAndReason(Packing packing) throws IOException {
    TestWorkspace workspace = TestWorkspace.withoutAnalyses(folder.resolve("workspace"));
    List<Expected> expected = BadInput.write(workspace.folders.root(), ARRIVAL, packing);
    Path conf = conf(workspace.folders.root().resolve("sources"));
    workspace.night(
        DAY,
        TestWorkspace.SILENT,
        (setup, request) ->
            new Night(
                new Setup(setup.workspace(), conf, setup.settings(), setup.spark()),
                workspace.lake,
                loadOnly(request),
                TestWorkspace.SILENT));
    List<Row> files = workspace.lake.read(InputFiles.TABLE).collectAsList();
    assertThat(Conservation.broken(files.stream().map(Conservation::of).toList())).isEmpty();
    // Of a name that is a saved address, what was asked is not kept.
    Set<String> wanted =
        expected.stream()
            .map(e -> e.line().replaceFirst("#[?]\\S*", "[query]"))
            .collect(Collectors.toSet());
    assertThat(Expected.differences(wanted, found(workspace, files))).isEmpty();
  }

  private static RunRequest loadOnly(RunRequest request) {
    return new RunRequest(
        request.runId(),
        request.pipeline(),
        List.of(Step.LOAD_INTERACTIONS, Step.AUDIT),
        request.from(),
        request.to(),
        request.invokedAt());
  }

  /** The shipped configuration and the corpus's own sources. */
  private Path conf(Path ownSources) throws IOException {
    Path conf = folder.resolve("conf");
    try (Stream<Path> shipped = Files.walk(Path.of("..", "conf"));
        Stream<Path> own = Files.list(ownSources)) {
      for (Path from : shipped.toList()) {
        Files.copy(from, conf.resolve(Path.of("..", "conf").relativize(from).toString()));
      }
      for (Path from : own.toList()) {
        Files.copy(from, conf.resolve("sources").resolve(from.getFileName()));
      }
    }
    return conf;
  }

  private static Set<String> found(TestWorkspace workspace, List<Row> files) {
    Map<String, String> paths = new HashMap<>();
    Set<String> found = new HashSet<>();
    for (Row file : files) {
      String path = text(file, InputFiles.PATH);
      String verdict = text(file, InputFiles.VERDICT);
      if (verdict.equals("accepted")) {
        paths.put(text(file, InputFiles.SOURCE) + text(file, InputFiles.CONTENT_SHA256), path);
      }
      found.add(new Expected(path, 0, 0, verdict, text(file, InputFiles.REASON)).line());
    }
    for (Row row : placed(workspace.lake.read(Interactions.TABLE), List.of())) {
      found.add(line(paths, row, "loaded", ""));
    }
    Dataset<Row> rejected = workspace.lake.read(RejectedRecords.TABLE);
    for (Row row : placed(rejected, List.of(RejectedRecords.VERDICT, RejectedRecords.REASON))) {
      found.add(
          line(paths, row, text(row, RejectedRecords.VERDICT), text(row, RejectedRecords.REASON)));
    }
    return found;
  }

  private static List<Row> placed(Dataset<Row> rows, List<Field> more) {
    List<Field> place =
        List.of(
            Interactions.SOURCE,
            Interactions.FILE_SHA256,
            Interactions.FRAME_NUMBER,
            Interactions.ELEMENT_INDEX);
    return rows.select(
            Stream.concat(place.stream(), more.stream()).map(Field::col).toArray(Column[]::new))
        .collectAsList();
  }

  private static String line(Map<String, String> paths, Row row, String verdict, String reason) {
    String file = paths.get(text(row, Interactions.SOURCE) + text(row, Interactions.FILE_SHA256));
    return new Expected(file, row.getLong(2), row.getInt(3), verdict, reason).line();
  }

  private static String text(Row row, Field field) {
    return row.getAs(field.name());
  }
}
