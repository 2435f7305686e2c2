package io.percorso.lake;

import static io.percorso.lake.IdempotentWrite.Decision.SKIP;
import static io.percorso.lake.IdempotentWrite.Decision.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdempotentWriteTest {
  private static final CommitNote SEVEN =
      new CommitNote(
          "nightly-7",
          7,
          "same",
          "rules",
          Map.of("silver.a", 3L),
          List.of(LocalDate.EPOCH.toString()),
          5,
          1,
          List.of(
              new ChangeCount(
                  ChangeCount.Change.DELETE,
                  "past",
                  Optional.of(LocalDate.EPOCH),
                  1,
                  Optional.empty(),
                  Optional.of(LocalDate.EPOCH))),
          List.of(
              new BrokenPromises.Broken("silver.x", "a promise", Expectation.Severity.WARN, 2)));

  @Test
  void aTableThatNoRunWroteIsWritten() {
    assertThat(IdempotentWrite.decide("silver.x", Optional.empty(), 1, "same")).isEqualTo(WRITE);
  }

  @Test
  void aLaterRunWrites() {
    assertThat(IdempotentWrite.decide("silver.x", Optional.of(SEVEN), 8, "same")).isEqualTo(WRITE);
  }

  @Test
  void theSameRunFromTheSameInputsSkips() {
    assertThat(IdempotentWrite.decide("silver.x", Optional.of(SEVEN), 7, "same")).isEqualTo(SKIP);
  }

  @Test
  void theSameRunFromOtherInputsFails() {
    assertThatThrownBy(() -> IdempotentWrite.decide("silver.x", Optional.of(SEVEN), 7, "other"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("digest same, now other");
  }

  @Test
  void anEarlierRunFails() {
    assertThatThrownBy(() -> IdempotentWrite.decide("silver.x", Optional.of(SEVEN), 6, "same"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("run number 7 already wrote it and this is 6");
  }

  @Test
  void aNoteSurvivesItsWayThroughTheCommit() {
    assertThat(CommitNote.fromJson(SEVEN.toJson())).contains(SEVEN);
    assertThat(CommitNote.fromJson("{\"tool\":\"other\"}")).isEmpty();
    assertThat(CommitNote.fromJson("not json")).isEmpty();
  }
}
