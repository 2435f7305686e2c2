package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 2);

  @TempDir private Path folder;

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreadsAndAnotherSeedOthers() {
    Map<String, String> one = write("one", size(1, WorldSize.Profile.REALISTIC), 1);
    Map<String, String> two = write("two", size(1, WorldSize.Profile.REALISTIC), 2);
    Map<String, String> other = write("other", size(2, WorldSize.Profile.REALISTIC), 2);
    assertThat(two).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
    assertThat(one.keySet()).contains("truth/record.csv", "truth/visit.csv", "truth/churn.csv");
  }

  @Test
  void aCustomerMoreChangesNothingOfTheOthers() throws IOException {
    write("few", size(1, WorldSize.Profile.CLEAN), 1);
    WorldSize more = new WorldSize(1, 301, FIRST, 40, WorldSize.Profile.CLEAN, false);
    write("more", more, 1);
    List<String> few = Files.readAllLines(folder.resolve("few/truth/visit.csv"));
    assertThat(Files.readAllLines(folder.resolve("more/truth/visit.csv")))
        .startsWith(few.toArray(String[]::new));
  }

  @Test
  void theTruthHasARowForEveryRecordInTheOrderOfTheFiles() throws IOException {
    World.Summary summary = world("w", size(3, WorldSize.Profile.REALISTIC), 1);
    List<String[]> rows = truth("w", Truth.RECORD);
    assertThat(rows).hasSize((int) summary.total());
    Map<String, Long> lines =
        rows.stream()
            .filter(r -> r[0].equals("generic-json"))
            .collect(Collectors.groupingBy(r -> r[1], TreeMap::new, Collectors.counting()));
    for (Map.Entry<String, Long> file : lines.entrySet()) {
      Path raw = folder.resolve("w/landing/generic-json").resolve(file.getKey());
      try (Stream<String> all = Files.lines(raw)) {
        assertThat(all.count()).as(file.getKey()).isEqualTo(file.getValue());
      }
    }
  }

  @Test
  void aCleanWorldHasNoBlemishAndNoBot() throws IOException {
    world("clean", size(4, WorldSize.Profile.CLEAN), 1);
    assertThat(truth("clean", Truth.RECORD))
        .allSatisfy(
            row -> {
              assertThat(row[9]).isEqualTo("false");
              assertThat(row[10]).isIn("", "test");
              assertThat(row[11]).isEqualTo("loaded");
            });
  }

  @Test
  void everyBlemishOfTheProfileOccursAndIsFlagged() throws IOException {
    WorldSize size = new WorldSize(5, 600, FIRST, 100, WorldSize.Profile.REALISTIC, false);
    world("real", size, 2);
    assertThat(
            truth("real", Truth.RECORD).stream()
                .flatMap(r -> Stream.of(r[10].split(" ")))
                .filter(f -> !f.isEmpty())
                .collect(Collectors.toSet()))
        .contains(
            "late",
            "too-late",
            "duplicate",
            "copy",
            "out-of-order",
            "skewed",
            "anonymous",
            "garbled",
            "drifted");
  }

  @Test
  void whatFrictionTakesIsLargestWherePlantedAndNothingElsewhere() throws IOException {
    WorldSize size = new WorldSize(6, 1_500, FIRST, 60, WorldSize.Profile.CLEAN, false);
    world("lost", size, 2);
    for (String[] page : truth("lost", Truth.TOUCHPOINT)) {
      double lost = Double.parseDouble(page[6]);
      boolean isCause =
          Touchpoint.Kind.valueOf(page[1].toUpperCase(java.util.Locale.ROOT)).isTrueCause();
      assertThat(lost > 0).as(page[0]).isEqualTo(isCause && Long.parseLong(page[5]) > 0);
    }
  }

  @Test
  void theShareWhoLeavesIsTheOneThatTheTruthSays() throws IOException {
    WorldSize size = new WorldSize(7, 4_000, FIRST, 61, WorldSize.Profile.CLEAN, false);
    world("leave", size, 2);
    List<String[]> rows = truth("leave", Truth.CHURN);
    double expected = rows.stream().mapToDouble(r -> Double.parseDouble(r[2])).sum();
    double variance =
        rows.stream().mapToDouble(r -> Double.parseDouble(r[2])).map(p -> p * (1 - p)).sum();
    long left = rows.stream().filter(r -> r[5].equals("1")).count();
    assertThat(Math.abs(left - expected)).isLessThan(4 * Math.sqrt(variance));
    double observed = rows.stream().mapToDouble(r -> Double.parseDouble(r[3])).sum();
    assertThat(observed / expected).isBetween(0.9, 1.1);
  }

  @Test
  void aWorldThatCannotBeWrittenLeavesNothing() throws IOException {
    Path landing = folder.resolve("full/landing");
    Files.createDirectories(folder.resolve("full"));
    Files.writeString(folder.resolve("full/truth"), "a file where a folder should be");
    assertThatThrownBy(
            () ->
                World.write(
                    size(8, WorldSize.Profile.CLEAN),
                    folder.resolve("full/truth/landing"),
                    folder.resolve("full/truth/truth"),
                    1,
                    done -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("full");
    assertThat(landing).doesNotExist();
  }

  private static WorldSize size(long seed, WorldSize.Profile profile) {
    return new WorldSize(seed, 300, FIRST, 40, profile, false);
  }

  private World.Summary world(String name, WorldSize size, int threads) {
    return World.write(
        size,
        folder.resolve(name).resolve("landing"),
        folder.resolve(name).resolve("truth"),
        threads,
        done -> {});
  }

  private Map<String, String> write(String name, WorldSize size, int threads) {
    world(name, size, threads);
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sums.put(
            folder.resolve(name).relativize(file).toString(),
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
      }
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return sums;
  }

  private List<String[]> truth(String name, Truth table) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve(name).resolve("truth").resolve(table.fileName()))) {
      rows.add(line.split(",", -1));
    }
    rows.remove(0);
    return rows;
  }
}
