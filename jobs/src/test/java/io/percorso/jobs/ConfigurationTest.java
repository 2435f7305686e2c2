package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path conf;

  @BeforeEach
  void baseFile() throws IOException {
    write(
        "base.yaml",
        """
        # a comment
        sessions:
          gap:
            web: 30m
            app: 20m
          pointer-sources: [a, b]
        spark:
          sql.shuffle.partitions: 4
        """);
  }

  @Test
  void baseGivesTheValueWithFileAndLine() {
    assertThat(value(settings(List.of(), Map.of(), List.of()), "sessions.gap.web"))
        .isEqualTo(new Settings.Value("30m", "base.yaml:4"));
  }

  @Test
  void anOverlayBeatsBase() throws IOException {
    Path overlay = write("prod.yaml", "sessions:\n  gap:\n    web: 31m\n");
    assertThat(value(settings(List.of(overlay), Map.of(), List.of()), "sessions.gap.web"))
        .isEqualTo(new Settings.Value("31m", "prod.yaml:3"));
  }

  @Test
  void aVariableBeatsAnOverlay() throws IOException {
    Path overlay = write("prod.yaml", "sessions.gap.web: 31m\n");
    assertThat(
            value(
                settings(List.of(overlay), Map.of("PERCORSO_SESSIONS_GAP_WEB", "32m"), List.of()),
                "sessions.gap.web"))
        .isEqualTo(new Settings.Value("32m", "PERCORSO_SESSIONS_GAP_WEB"));
  }

  @Test
  void anOptionBeatsAVariable() {
    assertThat(
            value(
                settings(
                    List.of(),
                    Map.of("PERCORSO_SESSIONS_GAP_WEB", "32m"),
                    List.of("sessions.gap.web=33m", "sessions.gap.web=34m")),
                "sessions.gap.web"))
        .isEqualTo(new Settings.Value("34m", "--set"));
  }

  @Test
  void aListOfPlainValuesIsOneText() {
    assertThat(settings(List.of(), Map.of(), List.of()).text("sessions.pointer-sources"))
        .isEqualTo("a,b");
  }

  @Test
  void anUnknownKeyOfAnOverlayNamesFileLineAndNearest() throws IOException {
    Path overlay = write("prod.yaml", "\nsessions:\n  gap:\n    wep: 31m\n");
    refused(
        () -> settings(List.of(overlay), Map.of(), List.of()), "prod.yaml:4", "'sessions.gap.web'");
  }

  @Test
  void anUnknownVariableNamesTheNearest() {
    refused(
        () -> settings(List.of(), Map.of("PERCORSO_SESSIONS_GAP_WEP", "1m"), List.of()),
        "PERCORSO_SESSIONS_GAP_WEB");
  }

  @Test
  void variablesOfTheLauncherAndOfTestsAreNoSettings() {
    settings(List.of(), Map.of("PERCORSO_HEAP", "2g", "PERCORSO_REAL_DATA", "x"), List.of());
  }

  @Test
  void aKeySaidTwiceIsRefusedWithBothLines() throws IOException {
    Path overlay = write("prod.yaml", "sessions.gap.web: 1m\nsessions:\n  gap:\n    web: 2m\n");
    refused(() -> settings(List.of(overlay), Map.of(), List.of()), "prod.yaml:4", "line 1");
  }

  @Test
  void theSameKeyTwiceInOneMappingIsRefused() throws IOException {
    Path overlay = write("prod.yaml", "sessions.gap.web: 1m\nsessions.gap.web: 2m\n");
    refused(() -> settings(List.of(overlay), Map.of(), List.of()), "sessions.gap.web", "twice");
  }

  @Test
  void aKeyWithoutAValueIsRefused() throws IOException {
    Path overlay = write("prod.yaml", "sessions.gap.web:\n");
    refused(() -> settings(List.of(overlay), Map.of(), List.of()), "without a value");
  }

  @Test
  void anAnchorIsRefused() throws IOException {
    Path overlay = write("prod.yaml", "sessions.gap.web: &x 1m\nsessions.gap.app: *x\n");
    refused(() -> settings(List.of(overlay), Map.of(), List.of()), "anchor");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsLine() throws IOException {
    Path overlay = write("prod.yaml", "sessions: 1\n  gap: [\n");
    refused(() -> settings(List.of(overlay), Map.of(), List.of()), "prod.yaml:2");
  }

  @Test
  void aMissingEnvironmentNamesTheFileItWouldBe() {
    refused(() -> Configuration.environment(conf, "staging"), "staging.yaml");
  }

  @Test
  void anEnvironmentIsNoPath() {
    refused(() -> Configuration.environment(conf, "../base"), "../base");
  }

  @Test
  void whatSparkSubmitWasToldBeatsBaseButNotAnOption() {
    Map<String, String> submitted = Map.of("spark.sql.shuffle.partitions", "200");
    assertThat(Configuration.spark(settings(List.of(), Map.of(), List.of()), submitted, List.of()))
        .doesNotContainKey("spark.sql.shuffle.partitions");
    assertThat(
            Configuration.spark(
                settings(List.of(), Map.of(), List.of("spark.sql.shuffle.partitions=9")),
                submitted,
                List.of()))
        .containsEntry("spark.sql.shuffle.partitions", "9");
  }

  @Test
  void aSecretIsShownAsStars() {
    assertThat(Configuration.shown("spark.hadoop.fs.s3a.secret.key", "abc")).isEqualTo("****");
    assertThat(Configuration.shown("spark.hadoop.fs.s3a.access.key", "abc")).isEqualTo("****");
    assertThat(Configuration.shown("export.password", "abc")).isEqualTo("****");
    assertThat(Configuration.shown("business.zone", "abc")).isEqualTo("abc");
  }

  @Test
  void aSecretOnTheCommandLineIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () ->
                Configuration.spark(
                    Settings.of(), Map.of(), List.of("spark.hadoop.fs.s3a.secret.key=hush")))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> settings(List.of(), Map.of(), List.of("spark.ssl.password=hush")))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("hush");
  }

  private Settings settings(
      List<Path> overlays, Map<String, String> variables, List<String> assignments) {
    return Configuration.settings(conf, overlays, variables, assignments);
  }

  private static Settings.Value value(Settings settings, String key) {
    return settings.all().get(key);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(conf.resolve(name), text);
  }

  private static void refused(Runnable task, String... words) {
    assertThatThrownBy(task::run)
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.USAGE))
        .message()
        .contains(words);
  }
}
