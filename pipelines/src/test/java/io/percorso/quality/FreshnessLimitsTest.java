package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.Source;
import io.percorso.interactions.Sources;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.testing.BaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessLimitsTest {
  private static final Settings SETTINGS = BaseSettings.inUtc();
  @TempDir Path folder;

  private Source source(String line) throws IOException {
    Files.writeString(
        folder.resolve("crm.yaml"),
        """
        source: crm
        channel: crm
        time: {created: {from: at, format: iso}}
        identifiers: [{kind: customer, value: user}]
        columns: {place: at}
        %s
        """
            .formatted(line));
    return Sources.read(folder).get(0);
  }

  @Test
  void aSourceWithoutLimitsHasThoseOfTheSettings() throws IOException {
    FreshnessLimits limits = FreshnessLimits.of(source(""), SETTINGS);
    assertThat(limits).isEqualTo(FreshnessLimits.from(SETTINGS));
    assertThat(limits.warn()).contains(Duration.ofHours(26));
    assertThat(limits.error()).contains(Duration.ofHours(50));
  }

  @Test
  void aSourcesOwnLimitsWin() throws IOException {
    FreshnessLimits limits =
        FreshnessLimits.of(source("freshness: {warn: 3d, error: never, days-behind: 1}"), SETTINGS);
    assertThat(limits.warn()).contains(Duration.ofDays(3));
    assertThat(limits.error()).isEmpty();
    assertThat(limits.daysBehind()).isEqualTo(1);
  }

  @Test
  void otherLimitsAreNoOtherMapping() throws IOException {
    String before = source("").mappingVersion();
    assertThat(source("freshness: {warn: 1h}").mappingVersion()).isEqualTo(before);
    assertThat(source("repeats: keep").mappingVersion()).isNotEqualTo(before);
  }

  @Test
  void anUnknownKeyIsToldWithTheNearest() {
    assertThatThrownBy(() -> source("freshness: {warm: 3d}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown key 'warm'")
        .hasMessageContaining("warn");
  }

  @Test
  void aWrongDurationNamesTheFile() throws IOException {
    Source source = source("freshness: {warn: soon}");
    assertThatThrownBy(() -> FreshnessLimits.of(source, SETTINGS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'soon' (from conf/sources/crm.yaml)");
  }

  @Test
  void aWarningAfterTheErrorIsAMistake() throws IOException {
    Source source = source("freshness: {warn: 3d}");
    assertThatThrownBy(() -> FreshnessLimits.of(source, SETTINGS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("freshness.warn is 72 h and freshness.error 50 h");
  }
}
