package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Engine.Format;
import io.percorso.jobs.Engine.RescoreRequest;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A night, then its signals under other thresholds. */
@ExtendWith({SparkExtension.class, LightNights.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RescoreTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final String LOGS =
      """
      {"at":"2026-03-01T09:00:00Z","place":"home","login":"anna-1","load_ms":4500}
      {"at":"2026-03-01T09:05:00Z","place":"cart","login":"anna-1","load_ms":3250}
      {"at":"2026-03-01T09:10:00Z","place":"home","login":"anna-1"}
      {"at":"2026-03-02T10:00:00Z","place":"cart","login":"bruno-2","is_error":true}
      """;

  private TestWorkspace company;

  @BeforeAll
  void runNight(@TempDir Path folder) throws IOException {
    company = TestWorkspace.withoutAnalyses(folder.resolve("company"));
    Path logs = Files.writeString(folder.resolve("logs.json"), LOGS);
    company.land("generic-json", logs);
    company.night(FIRST.plusDays(1));
  }

  @Test
  void underTheSameThresholdsNothingChanges() {
    assertThat(rescored("signals.loop.visits=3", FIRST, FIRST.plusDays(2)))
        .containsExactly(
            "touchpoint,signal,before_visit_count,after_visit_count,change,before_strength,after_strength",
            "cart,api_error,1,1,0,1.0,1.0",
            "cart,slow,1,1,0,0.5,0.5",
            "home,loop,1,1,0,0.3333333333333333,0.3333333333333333",
            "home,slow,1,1,0,1.0,1.0");
  }

  @Test
  void anotherThresholdSaysWhatItChanges() {
    assertThat(rescored("signals.slow.from=3500ms", FIRST, FIRST.plusDays(2)))
        .contains("cart,slow,1,0,-1,0.5,0.0", "home,slow,1,1,0,1.0,1.0");
  }

  @Test
  void visitsOfOtherDaysAreLeftOut() {
    assertThat(rescored("signals.loop.visits=3", FIRST.plusDays(1), FIRST.plusDays(2)))
        .contains("cart,api_error,1,1,0,1.0,1.0")
        .hasSize(2);
  }

  private List<String> rescored(String setting, LocalDate from, LocalDate to) {
    String[] pair = setting.split("=", 2);
    ConfFiles conf =
        ConfFiles.read(company.setup().conf(), BaseSettings.inUtc().with(pair[0], pair[1], "test"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Rescore(company.lake, conf)
        .tell(
            new RescoreRequest(from, to, Format.CSV),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
