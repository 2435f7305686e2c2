package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void start() {
    log = folder.resolve("percorso.log");
    Logs.start(Logs.Format.JSON, Optional.of(log));
  }

  @AfterEach
  void stop() {
    Logs.start(Logs.Format.TEXT, Optional.empty());
  }

  @Test
  void aLineIsOneJsonObjectWhateverItHolds() throws IOException {
    LogManager.getLogger("io.percorso.test").info("first\nsecond \u001b[31m \u0007");
    assertThat(Files.readAllLines(log))
        .singleElement()
        .asString()
        .startsWith("{")
        .endsWith("}")
        .contains("first\\nsecond")
        .doesNotContain("\u001b")
        .doesNotContain("\u0007");
  }

  @Test
  void ofAnExceptionTheClassAndFramesAreKeptAndNotTheMessage() throws IOException {
    LogManager.getLogger("io.percorso.test")
        .error("writing failed", new IllegalStateException("value anna@example.org"));
    assertThat(Files.readString(log))
        .contains("java.lang.IllegalStateException")
        .contains("LogsTest")
        .doesNotContain("anna@example.org");
  }
}
