package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Settings;
import io.percorso.lake.Workspace;
import io.percorso.testing.BaseSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedCommandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private final Settings shipped = BaseSettings.inUtc();

  @Test
  void aSettingThatIsNotThatOfBaseYamlIsSaidAndComesBack() {
    Settings settings =
        shipped
            .with("business.currency", "two words", "PERCORSO_BUSINESS_CURRENCY")
            .with("demo.seed", "it's", "--set");
    String command = command("nightly", settings);
    assertThat(command)
        .startsWith("./percorso run nightly --date 2026-03-01 --workspace w ")
        .contains("--set 'business.currency=two words'")
        .contains("--set 'demo.seed=it'\\''s'");
    assertThat(RecordedCommand.assignments(command))
        .containsExactly("business.currency=two words", "business.zone=UTC", "demo.seed=it's");
  }

  @Test
  void aSecretIsNotRecorded() {
    Settings settings = shipped.with("spark.hadoop.fs.s3a.secret.key", "hush", "--set");
    assertThat(command("nightly", settings)).doesNotContain("hush").doesNotContain("secret");
  }

  @Test
  void aDemoIsTypedAsADemo() {
    assertThat(command("demo", shipped)).startsWith("./percorso demo --workspace w");
  }

  private static String command(String pipeline, Settings settings) {
    RunRequest request =
        new RunRequest("id", pipeline, List.of(), DAY, DAY.plusDays(1), Instant.EPOCH);
    return RecordedCommand.of(
        request, new Setup(Workspace.at(Path.of("w")), Path.of("conf"), settings, Map.of()));
  }
}
