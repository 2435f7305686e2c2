package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  private static final String SOUND =
      """
      pipelines:
        nightly:
          description: every night
          cron: "30 2 * * *"
          timezone: Europe/Rome
          steps: [load-interactions, publish]
      """;

  @TempDir Path folder;

  @Test
  void aPipelineHasItsStepsInOrder() throws IOException {
    assertThat(read(SOUND).pipeline("nightly"))
        .isEqualTo(
            new Schedule.Pipeline(
                "nightly",
                "every night",
                java.util.List.of(Step.LOAD_INTERACTIONS, Step.PUBLISH),
                new Schedule.Cron(30, 2),
                ZoneId.of("Europe/Rome")));
  }

  @Test
  void anUnknownStepNamesTheNearest() {
    refused(SOUND.replace("publish", "publich"), "did you mean 'publish'?");
  }

  @Test
  void anUnknownKeyNamesLineAndNearest() {
    refused(SOUND.replace("cron:", "corn:"), "schedule.yaml:4", "did you mean 'cron'?");
  }

  @Test
  void aMissingKeyIsNamed() {
    refused(SOUND.replace("    timezone: Europe/Rome\n", ""), "has no 'timezone'");
  }

  @Test
  void aTimeThatIsNotDailyIsRefused() {
    refused(SOUND.replace("30 2 * * *", "30 2 * * 1"), "not a daily time");
    refused(SOUND.replace("30 2 * * *", "60 2 * * *"), "not a daily time");
    refused(SOUND.replace("30 2 * * *", "30 24 * * *"), "not a daily time");
  }

  @Test
  void anUnknownZoneIsRefused() {
    refused(SOUND.replace("Europe/Rome", "Mars/Base"), "Mars/Base");
  }

  private Schedule read(String text) throws IOException {
    return Schedule.read(Files.writeString(folder.resolve("schedule.yaml"), text));
  }

  private void refused(String text, String... words) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UserError.class).message().contains(words);
  }
}
