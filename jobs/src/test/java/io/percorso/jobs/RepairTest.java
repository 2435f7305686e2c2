package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.jobs.Engine.ReloadRequest;
import io.percorso.jobs.Engine.Restoring;
import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.Engine.Setup;
import io.percorso.journeys.JourneyPaths;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Ledger;
import io.percorso.lake.RunLock;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.simulator.SampleLogs;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nights, then what people do to a lake by hand. Every test leaves the facts as it found them,
 * but the last.
 */
@ExtendWith({SparkExtension.class, LightNights.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(
    named = "percorso.nights",
    matches = "all",
    disabledReason = "a long suite: ./mvnw -Pnights -pl jobs -am test")
class RepairTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 20);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 22);
  private static final LocalDate LATER = LAST.plusDays(1);
  private static final LocalDate END = LAST.plusDays(3);
  private static final Instant NOW = Instant.parse("2026-03-25T09:00:00Z");
  private static final Path CONF = Path.of("..", "conf");

  @TempDir private Path temporary;
  private TestWorkspace workspace;
  private Map<String, Digest> facts;
  private String secondRun;

  @BeforeAll
  void runTwoNights(@TempDir Path folder) throws IOException {
    workspace = TestWorkspace.withoutAnalyses(folder.resolve("workspace"));
    Path held = folder.resolve("held");
    SampleLogs.write(held, new SampleLogs.Size(11, 15, FIRST, 3));
    List<Path> files = TestWorkspace.filesBelow(held);
    move(files, held, 0);
    workspace.night(LAST);
    move(files, held, 1);
    assertThat(workspace.night(LATER).status()).isEqualTo(RunStatus.SUCCESS);
    facts = workspace.facts();
    secondRun = new Ledger(workspace.lake).lastDone().orElseThrow().runId();
  }

  private void move(List<Path> files, Path held, int first) throws IOException {
    for (int i = first; i < files.size(); i += 2) {
      Path target = workspace.folders.landing().resolve(held.relativize(files.get(i)).toString());
      Files.createDirectories(target.getParent());
      Files.move(files.get(i), target);
    }
  }

  @Test
  @Order(1)
  void aLakeAfterItsNightsIsSoundToTheLastByte() {
    assertThat(fsck("--deep")).isEmpty();
  }

  @Test
  @Order(2)
  void aLinkThatNamesAnotherPublicationIsMended() throws IOException {
    Path current = workspace.folders.published().resolve("current");
    Path now = Files.readSymbolicLink(current);
    Files.delete(current);
    Files.createSymbolicLink(current, Path.of("1"));
    assertThat(fsck()).singleElement().asString().contains("bad-publication", "publication 1");
    assertThat(fsck("--repair")).singleElement().asString().startsWith("mended");
    assertThat(Files.readSymbolicLink(current)).isEqualTo(now);
    assertThat(fsck()).isEmpty();
  }

  @Test
  @Order(3)
  void otherKeysAreTold() throws IOException {
    Path key = workspace.folders.keys().resolve("layer-1.key");
    byte[] right = Files.readAllBytes(key);
    byte[] other = new byte[32];
    other[0] = 1;
    Files.writeString(key, java.util.Base64.getEncoder().encodeToString(other));
    try {
      assertThat(fsck()).singleElement().asString().contains("other-keys");
    } finally {
      Files.write(key, right);
    }
  }

  @Test
  @Order(4)
  void reloadingUnderTheSameRulesChangesNoRowOfAnyTable() {
    Map<String, Digest> before = workspace.digests(Table::fields);
    Digest files = filesDigest();
    for (String source : List.of("ecom", "access-log")) {
      assertThat(reload(source, CONF, TestWorkspace.SILENT).status())
          .as(source)
          .isEqualTo(RunStatus.SUCCESS);
      assertThat(workspace.digests(Table::fields)).as(source).isEqualTo(before);
    }
    assertThat(filesDigest()).isEqualTo(files);
    assertThat(fsck()).isEmpty();
  }

  @Test
  @Order(5)
  void aReloadThatDiesIsPutBackByTheNextNight() {
    StepListener dies =
        new StepListener() {
          @Override
          public void planned(int steps) {}

          @Override
          public void started(String step) {}

          @Override
          public void ended(StepResult result) {
            if (result.name().equals("silver.sessions")) {
              throw new IllegalStateException("died");
            }
          }
        };
    assertThatThrownBy(() -> reload("ecom", CONF, dies)).hasMessage("died");
    assertThat(fsck()).singleElement().asString().contains("unfinished-run", "reload-ecom");
    workspace.night(END);
    assertThat(new Ledger(workspace.lake).last().orElseThrow().status())
        .isEqualTo(Ledger.Status.DONE);
    facts = workspace.facts();
    assertThat(fsck()).isEmpty();
  }

  @Test
  @Order(6)
  void aBuiltTableThatIsPutBackIsBuiltAnewByTheNextNight() {
    String paths = JourneyPaths.TABLE.name();
    String done = restore().table(lock(), paths, 0);
    assertThat(done).contains("gold.journey_paths is what it was at version 0");
    assertThat(workspace.lake.read(JourneyPaths.TABLE).isEmpty()).isTrue();
    assertThat(workspace.facts()).isNotEqualTo(facts);

    assertThat(workspace.night(END).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(workspace.facts()).isEqualTo(facts);
    assertThat(fsck()).isEmpty();
  }

  @Test
  @Order(7)
  void aTableThatIsFilledFromFilesCannotGoBackAlone() {
    assertThatThrownBy(() -> restore().table(lock(), Interactions.TABLE.name(), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("./percorso restore --run");
    assertThatThrownBy(() -> restore().table(lock(), "ops.runs", 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it never goes back");
    assertThatThrownBy(() -> restore().table(lock(), "silver.sessions", 1_000))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("silver.sessions has no version 1000");
  }

  @Test
  @Order(8)
  void takingBackARunAndRunningAgainGivesTheSameFacts() {
    assertThat(restore().run(lock(), secondRun)).contains("taken back with all later runs");
    assertThat(workspace.facts()).isNotEqualTo(facts);
    assertThatThrownBy(() -> restore().run(lock(), secondRun))
        .hasMessageContaining("was taken back already");
    assertThat(fsck()).singleElement().asString().contains("waiting-files");

    assertThat(workspace.night(END).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(workspace.facts()).isEqualTo(facts);
    assertThat(fsck()).isEmpty();
  }

  @Test
  @Order(9)
  void whatIsPastItsRetentionIsNotReloadedAndTheFirstDayThatIsIsNamed() {
    assertThatThrownBy(
            () ->
                reload(
                    new ReloadRequest("ecom", FIRST.minusDays(200), END),
                    CONF,
                    TestWorkspace.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the first day that can be reloaded is 2025-12-26");
  }

  @Test
  @Order(10)
  void aMappingWithOneMoreColumnChangesThatColumnAlone() throws IOException {
    Path changed = temporary.resolve("conf");
    try (Stream<Path> all = Files.walk(CONF)) {
      for (Path file : all.toList()) {
        Files.copy(file, changed.resolve(CONF.relativize(file).toString()));
      }
    }
    Path mapping = changed.resolve("sources/access-log.yaml");
    String text = Files.readString(mapping);
    Files.writeString(
        mapping, text.replace("attributes:\n", "  business_unit: method\nattributes:\n"));
    Map<String, Digest> before = columns(true);
    Map<String, Digest> others = columns(false);

    assertThat(reload("access-log", changed, TestWorkspace.SILENT).status())
        .isEqualTo(RunStatus.SUCCESS);

    Map<String, Digest> after = columns(true);
    List<String> different =
        before.keySet().stream().filter(c -> !before.get(c).equals(after.get(c))).toList();
    assertThat(different)
        .containsExactlyInAnyOrder(
            Interactions.BUSINESS_UNIT.name(), Interactions.MAPPING_VERSION.name());
    assertThat(columns(false)).isEqualTo(others);
    assertThat(fsck()).isEmpty();
  }

  /** Each column of the interactions, with the id beside it. */
  private Map<String, Digest> columns(boolean ofAccessLog) {
    Column isIt = Interactions.SOURCE.col().equalTo("access-log");
    Dataset<Row> rows =
        workspace
            .lake
            .read(Interactions.TABLE)
            .where(ofAccessLog ? isIt : org.apache.spark.sql.functions.not(isIt));
    Map<String, Digest> digests = new java.util.TreeMap<>();
    for (Field field : Interactions.TABLE.fields()) {
      digests.put(field.name(), Digest.of(rows, List.of(Interactions.INTERACTION_ID, field)));
    }
    return digests;
  }

  private Digest filesDigest() {
    return Digest.of(workspace.lake.read(InputFiles.TABLE), InputFiles.TABLE.fields());
  }

  private RunOutcome reload(String source, Path conf, StepListener listener) {
    return reload(new ReloadRequest(source, LAST, END.plusDays(2)), conf, listener);
  }

  private RunOutcome reload(ReloadRequest reload, Path conf, StepListener listener) {
    Setup setup = new Setup(workspace.folders, conf, BaseSettings.inUtc(), Map.of());
    RunRequest request =
        new RunRequest("test", "reload", List.of(), reload.from(), reload.to(), NOW);
    try (RunLock lock = lock()) {
      return new Reload(setup, workspace.lake, reload, request, listener).run(lock);
    }
  }

  private Restore restore() {
    return new Restore(workspace.setup(), workspace.lake, new Restoring(NOW, "./percorso restore"));
  }

  private RunLock lock() {
    return RunLock.take(temporary.resolve("lock-" + System.nanoTime()), "test");
  }

  /** What the command prints to stdout. */
  private List<String> fsck(String... options) {
    List<String> arguments = new ArrayList<>(List.of("fsck"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--workspace", workspace.folders.root().toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(ByteArrayOutputStream.nullOutputStream());
    int code =
        Main.run(
            new Invocation(
                arguments,
                Map.of(),
                Map.of(),
                Path.of(".."),
                Clock.fixed(NOW, ZoneOffset.UTC),
                false,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                nowhere,
                setup -> FakeEngine.ending(RunStatus.SUCCESS).with(setup)));
    // What a run that died had written and not committed stays until a clean-up; it harms nobody.
    List<String> lines =
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.startsWith("note    orphan-files"))
            .toList();
    boolean isFaulty = lines.stream().anyMatch(l -> l.startsWith("fault"));
    assertThat(code).isEqualTo(isFaulty ? ExitCode.FAILED : ExitCode.DONE);
    return lines;
  }
}
