package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @Test
  void aSecondRunIsToldAtOnceWhoHoldsTheLake(@TempDir Path folder) {
    Path file = folder.resolve("lake.lock");
    try (RunLock held = RunLock.take(file, "run 12, since noon")) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> RunLock.take(file, "another"))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LOCKED))
          .hasMessageContaining("run 12, since noon, process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aLockThatWasReleasedOrLeftBehindDoesNotBlock(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lake.lock");
    RunLock.take(file, "first").close();
    Files.writeString(folder.resolve("lake.lock.owner"), "a process that died");
    RunLock.take(file, "second").close();
    assertThat(folder.resolve("lake.lock.owner")).content().startsWith("second, process ");
  }
}
