package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedFilesTest {
  private static final String INFO = "{\"commitInfo\":{\"operation\":\"MERGE\"}}";
  private static final String NEW_FILE =
      "{\"add\":{\"path\":\"b\",\"size\":700,\"stats\":\"{\\\"numRecords\\\":7}\"}}";
  private static final String MARKED_FILE =
      "{\"add\":{\"path\":\"a\",\"size\":9000,\"stats\":\"{\\\"numRecords\\\":90}\",\"deletionVector\":{\"sizeInBytes\":40}}}";
  private static final String REMOVED_FILE = "{\"remove\":{\"path\":\"a\"}}";

  @TempDir Path lake;

  @Test
  void aFileAddedCountsWithItsRowsAndBytes() {
    assertThat(CommittedFiles.of(List.of(INFO, NEW_FILE)))
        .isEqualTo(new CommittedFiles(7, 1, 700, 0, 0));
  }

  @Test
  void aFileThatIsOnlyMarkedCountsAsItsMark() {
    assertThat(CommittedFiles.of(List.of(REMOVED_FILE, MARKED_FILE, NEW_FILE)))
        .isEqualTo(new CommittedFiles(7, 1, 740, 1, 0));
  }

  @Test
  void aFileTakenOutCounts() {
    assertThat(CommittedFiles.of(List.of(REMOVED_FILE)))
        .isEqualTo(new CommittedFiles(0, 0, 0, 0, 1));
  }

  @Test
  void onlyCommitsAfterTheGivenVersionCount() throws IOException {
    commit(0, NEW_FILE);
    Map<String, Long> before = CommittedFiles.versions(lake);
    commit(1, REMOVED_FILE);
    assertThat(before).containsExactly(Map.entry("silver.sessions", 0L));
    assertThat(CommittedFiles.since(before, lake))
        .containsExactly(Map.entry("silver.sessions", new CommittedFiles(0, 0, 0, 0, 1)));
  }

  private void commit(long version, String line) throws IOException {
    Path log = Files.createDirectories(lake.resolve("silver/sessions/_delta_log"));
    Files.writeString(log.resolve("%020d.json".formatted(version)), line);
  }
}
