package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import io.percorso.simulator.company.WorldSize.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped sources make of a small world of the simulated company. */
class SimulatedWorldTest {
  @TempDir private Path folder;

  private void write(Profile profile) {
    WorldSize size = new WorldSize(7, 150, LocalDate.of(2025, 12, 1), 45, profile, false);
    World.write(size, folder.resolve("landing"), folder.resolve("truth"), 1, done -> {});
  }

  /** How many records of each source are refused, of sources with any. */
  private Map<String, Long> refused() throws IOException {
    Map<String, Long> refused = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("landing"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String source = file.getParent().getFileName().toString();
        for (Outcome outcome : Loading.parse(Loading.shipped(source), Files.readAllBytes(file))) {
          if (outcome instanceof Refused) {
            refused.merge(source, 1L, Long::sum);
          }
        }
      }
    }
    return refused;
  }

  /** The same as the truth has it. */
  private Map<String, Long> garbled() throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("truth/record.csv"));
    int expected = List.of(rows.get(0).split(",", -1)).indexOf("expected");
    Map<String, Long> garbled = new TreeMap<>();
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      if (cells[expected].equals("rejected")) {
        garbled.merge(cells[0], 1L, Long::sum);
      }
    }
    return garbled;
  }

  @Test
  void ofACleanWorldNoRecordIsRefused() throws IOException {
    write(Profile.CLEAN);
    assertThat(garbled()).isEmpty();
    assertThat(refused()).isEmpty();
  }

  @Test
  void ofAHostileWorldOnlyGarbledRecordsAreRefused() throws IOException {
    write(Profile.HOSTILE);
    assertThat(garbled()).isNotEmpty();
    assertThat(refused()).isEqualTo(garbled());
  }
}
