package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityCommandTest {
  private static final String NAME = "anna.prova@example.org";

  @TempDir private Path folder;
  private final CommandCase said = new CommandCase();

  @Test
  void aVetoIsOneLineInTheLandingFolderOfItsSource() {
    assertThat(
            identity(
                "veto",
                "email:" + NAME,
                "login:zendesk:815",
                "--reason",
                "her mother's",
                "--by",
                "CARE-17"))
        .isZero();

    assertThat(landed())
        .containsExactly(
            "{\"decided_at\":\"2026-03-05T10:00:00Z\",\"decided_by\":\"CARE-17\",\"verdict\":\"veto\","
                + "\"identifier\":{\"kind\":\"email\",\"value\":\"anna.prova@example.org\"},"
                + "\"other\":{\"kind\":\"login\",\"value\":\"zendesk:815\"},\"reason\":\"her"
                + " mother's\"}");
    assertThat(said.out()).contains("2026-03-05T10-00-00-000000-veto.json");
    assertThat(said.err())
        .contains("never one customer")
        .contains("./percorso run nightly --workspace " + folder);
  }

  @Test
  void twoDecisionsOfOneMomentAreTwoFiles() {
    identity("force", "email:a", "login:b");
    identity("force", "email:c", "login:d");
    identity("withdraw", "email:c", "login:d");

    assertThat(landed())
        .hasSize(3)
        .anyMatch(line -> line.contains("withdraw") && !line.contains("reason"));
  }

  @Test
  void whatIsTypedNextRunsTheDayThatTheFiguresAreOf() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/20260304T040000"));
    Files.writeString(
        run.resolve("run_results.json"),
        "{\"status\":\"success\",\"args\":{\"to\":\"2026-03-04\"}}");
    identity("veto", "email:a", "login:b");

    assertThat(said.err()).contains("./percorso run nightly --date 2026-03-03 --workspace");
  }

  @Test
  void aWeakIdentifierCannotBeCorrectedAndTheErrorSaysWhy() {
    assertThat(identity("veto", "cookie:k", "email:" + NAME)).isEqualTo(2);
    assertThat(said.err()).contains("cookie names no person").contains("identity explain cookie:…");
    assertThat(landed()).isEmpty();
  }

  @Test
  void aMistypedIdentifierIsRefusedAndAValueIsNeverRepeated() {
    assertThat(identity("veto", NAME, "login:b")).isEqualTo(2);
    assertThat(identity("veto", "emial:" + NAME, "login:b")).isEqualTo(2);
    assertThat(identity("veto", "email: ", "login:b")).isEqualTo(2);
    assertThat(identity("veto", "email:" + NAME, "email:" + NAME)).isEqualTo(2);
    assertThat(said.err())
        .contains("has a kind and a value")
        .contains("did you mean 'email'?")
        .contains("email: has no value")
        .contains("both are the same identifier")
        .doesNotContain("anna");
    assertThat(landed()).isEmpty();
  }

  @Test
  void withoutItsSourceACorrectionIsNotWrittenWhereNobodyReadsIt() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf/sources")).getParent();
    Files.copy(MainTest.checkout().resolve("conf/base.yaml"), conf.resolve("base.yaml"));
    assertThat(identity("veto", "email:a", "login:b", "--conf", conf.toString())).isEqualTo(2);
    assertThat(said.err()).contains("declares no source identity-corrections");
    assertThat(landed()).isEmpty();
  }

  @Test
  void explainAsksTheEngine() {
    assertThat(identity("explain", "login:zendesk:815")).isZero();
    assertThat(said.engine.explained)
        .containsExactly(new NamedIdentifier(IdentifierKind.LOGIN, "zendesk:815"));
    assertThat(said.engine.isClosed).isTrue();
  }

  @Test
  void identityAloneSaysWhatThereIs() {
    assertThat(Main.run(said.invocation("identity"))).isEqualTo(2);
    assertThat(said.err()).contains("identity explain, veto, force or withdraw");
  }

  private int identity(String... arguments) {
    List<String> all = new ArrayList<>(List.of("identity"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--workspace", folder.toString()));
    return Main.run(said.invocation(all.toArray(String[]::new)));
  }

  private List<String> landed() {
    Path landing = folder.resolve("landing").resolve(CorrectionFile.SOURCE);
    if (!Files.exists(landing)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : TestWorkspace.filesBelow(landing)) {
      assertThat(file.toString()).endsWith(".json");
      try {
        lines.addAll(Files.readAllLines(file));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return lines;
  }
}
