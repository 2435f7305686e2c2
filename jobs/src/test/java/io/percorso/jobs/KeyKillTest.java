package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.KeyRing;
import io.percorso.lake.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a lake under kills: half of a key would lock its lake for ever. */
class KeyKillTest {
  @TempDir private Path folder;

  @Test
  void aKeyWhoseMakerWasKilledBeforeItHadItsNameIsMadeAnew() throws Exception {
    assertThat(makeAndDieAt(CrashPoint.KEY_BEFORE_RENAME)).isEqualTo(137);
    assertThat(folder.resolve("layer-1.key")).doesNotExist();
    assertThat(KeyRing.openOrCreate(folder).fingerprints()).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing is left of the half").hasSize(1);
    }
  }

  @Test
  void aKeyWhoseMakerWasKilledAfterItHadItsNameStays() throws Exception {
    assertThat(makeAndDieAt(CrashPoint.KEY_AFTER_RENAME)).isEqualTo(137);
    String key = Files.readString(folder.resolve("layer-1.key"));
    KeyRing.openOrCreate(folder);
    assertThat(folder.resolve("layer-1.key")).hasContent(key);
  }

  private int makeAndDieAt(CrashPoint point) throws IOException, InterruptedException {
    return NightProcess.java(
            List.of("-D" + CrashPoint.PROPERTY + "=" + point.word()),
            KeyKillTest.class.getName(),
            folder.toString())
        .start()
        .waitFor();
  }

  /** The maker. */
  public static void main(String[] arguments) {
    KeyRing.openOrCreate(Path.of(arguments[0]));
  }
}
