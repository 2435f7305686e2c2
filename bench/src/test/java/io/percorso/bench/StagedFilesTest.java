package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
  @TempDir Path folder;

  @Test
  void filesOfTheDaysAreDeliveredAndOthersWait() throws IOException {
    Path staged = folder.resolve("staged");
    Files.createDirectories(staged.resolve("shop"));
    Files.writeString(staged.resolve("shop/events-2026-03-01.csv"), "12345");
    Files.writeString(staged.resolve("shop/events-2026-03-02-again.csv.gz"), "123");
    LocalDate first = LocalDate.of(2026, 3, 1);
    long bytes =
        new StagedFiles(staged, folder.resolve("landing")).deliver(first, first.plusDays(1));
    assertThat(bytes).isEqualTo(5);
    assertThat(folder.resolve("landing/shop/events-2026-03-01.csv")).exists();
    assertThat(staged.resolve("shop/events-2026-03-02-again.csv.gz")).exists();
  }

  @Test
  void aNameWithoutADayIsRefused() {
    assertThatThrownBy(() -> StagedFiles.day("events.csv")).hasMessageContaining("events.csv");
  }
}
