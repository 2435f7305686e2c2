package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFolderTest {
  @TempDir Path folder;

  @Test
  void theWorldSaysItsSeedProfileAndLastDay() throws IOException {
    world("seed,7\nfirst_day,2026-03-02\ndays,30\nprofile,CLEAN\ncustomers,12\n");
    TruthWorld world = TruthWorld.of(TruthFolder.at(folder));
    assertThat(world).isEqualTo(new TruthWorld("7", "clean", LocalDate.of(2026, 3, 31)));
    assertThat(world.isClean()).isTrue();
  }

  @Test
  void aWorldThatSaysTooLittleIsAMistake() throws IOException {
    world("seed,7\n");
    assertThatThrownBy(() -> TruthWorld.of(TruthFolder.at(folder)))
        .hasMessageContaining("does not say 'profile'");
  }

  @Test
  void aFolderWithoutAWorldIsNoTruth() {
    assertThatThrownBy(() -> TruthFolder.at(folder))
        .hasMessageContaining("there is no world.csv")
        .hasMessageContaining("simulate");
  }

  @Test
  void columnsAreFoundByNameAndAMissingOneNamesTheNearest() throws IOException {
    world("seed,7\n");
    Files.writeString(folder.resolve("churn.csv"), "churned,p_ops\ntrue,0.25\n");
    TruthFolder truth = TruthFolder.at(folder);
    truth.read("churn.csv", line -> assertThat(line.flag("churned")).isTrue());
    assertThatThrownBy(() -> truth.read("churn.csv", line -> line.real("p_obs")))
        .hasMessageContaining("no column 'p_obs': did you mean 'p_ops'?");
    assertThatThrownBy(() -> TruthFolder.requireColumns("churn.csv", List.of("a"), List.of("b")))
        .hasMessageContaining("no column 'b'");
  }

  @Test
  void aRowOfAnotherLengthIsAMistake() throws IOException {
    world("seed\n");
    assertThatThrownBy(() -> TruthWorld.of(TruthFolder.at(folder)))
        .hasMessageContaining("a row has 1 cells, the header 2");
  }

  private void world(String rows) throws IOException {
    Files.writeString(folder.resolve("world.csv"), "key,value\n" + rows);
  }
}
