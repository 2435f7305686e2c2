package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.Conservation;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.InputFiles;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.journeys.Sessions;
import io.percorso.lake.UserError;
import io.percorso.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the command to the tables and back to a person: corrections through whole nights. */
@ExtendWith({SparkExtension.class, LightNights.class})
class IdentityCorrectionsNightTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String SHARED = "family@example.org";

  /** Anna and Bruno write from one address; Clara is Bruno once more. */
  private static final String LOGS =
      """
      {"at":"2026-03-01T09:00:00Z","place":"home","login":"anna-1","email":"family@example.org"}
      {"at":"2026-03-01T09:05:00Z","place":"cart","login":"anna-1","cookie":"k1"}
      {"at":"2026-03-01T10:00:00Z","place":"home","login":"bruno-2","email":"family@example.org"}
      {"at":"2026-03-01T11:00:00Z","place":"help","login":"clara-3","cookie":"k2"}
      """;

  @TempDir private Path temporary;

  @Test
  void correctionsOfALaterNightEndAsIfTheyHadBeenThereFromTheBeginning() {
    TestWorkspace nightly = TestWorkspace.withoutAnalyses(temporary.resolve("nightly"));
    land(nightly, "generic-json", LOGS);
    assertThat(nightly.night(DAY).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(customers(nightly)).isEqualTo(2);

    TestWorkspace atOnce = TestWorkspace.withoutAnalyses(temporary.resolve("at-once"));
    land(atOnce, "generic-json", LOGS);
    for (TestWorkspace each : List.of(nightly, atOnce)) {
      correct(each, "veto", "login:anna-1", "login:bruno-2", 1);
      correct(each, "force", "login:bruno-2", "login:clara-3", 2);
      land(each, CorrectionFile.SOURCE, "{\"verdict\":\"veto\"}\n");
      assertThat(each.night(DAY).status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(each.lake.read(InputFiles.TABLE).collectAsList())
          .extracting(Conservation::of)
          .allMatch(Conservation::holds);
    }
    assertThat(nightly.facts())
        .isEqualTo(atOnce.facts())
        .containsKey(IdentityCorrections.TABLE.name());

    String bruno = explained(nightly, "login:bruno-2");
    assertThat(bruno)
        .contains("forced at ", "blocked: veto", "veto at 2026-03-01T01:00:00Z by CARE-17: why not")
        .contains("(another)", "ceased to be customer", "split")
        .doesNotContain("bruno-2", "anna-1", SHARED);
    assertThat(explained(nightly, "cookie:k1")).contains("logins", "first 2026-03-01T09:05:00Z");
    assertThatThrownBy(() -> explained(nightly, "email:nobody@example.org"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("email:… is not known")
        .hasMessageNotContaining("nobody@");
  }

  private static long customers(TestWorkspace workspace) {
    return workspace
        .lake
        .read(Sessions.TABLE)
        .select(Sessions.CUSTOMER_ID.col())
        .distinct()
        .count();
  }

  private static void correct(
      TestWorkspace workspace, String verdict, String one, String other, int hour) {
    CorrectionFile.write(
        workspace.folders.landing(),
        new CorrectionFile.Decision(
            verdict, NamedIdentifier.of(one), NamedIdentifier.of(other), "CARE-17", "why not"),
        Instant.parse("2026-03-01T0%d:00:00Z".formatted(hour)));
  }

  private static void land(TestWorkspace workspace, String source, String content) {
    try {
      Path folder = Files.createDirectories(workspace.folders.landing().resolve(source));
      Files.writeString(folder.resolve("delivered.json"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String explained(TestWorkspace workspace, String identifier) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      new ExplainIdentity(workspace.setup(), workspace.lake, out)
          .tell(NamedIdentifier.of(identifier));
    }
    return told.toString(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
  }
}
