package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void aDurationIsANumberWithItsUnit() {
    Settings settings = Settings.of("a", "30m", "b", "500ms", "c", "7d", "d", "30");
    assertThat(settings.duration("a")).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.duration("b")).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.duration("c")).isEqualTo(Duration.ofDays(7));
    assertThatThrownBy(() -> settings.duration("d"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "setting 'd' is '30' (from test), which is not a whole number with ms, s, m, h or d,"
                + " such as 30m");
  }

  @Test
  void whatLiesBelowAPrefixIsGivenByTheRestOfItsKey() {
    Settings settings =
        Settings.of("sessions.gap.web", "30m", "sessions.gap.app", "30m", "sessions.cap", "24h");
    assertThat(settings.under("sessions.gap")).containsOnlyKeys("web", "app");
  }
}
