package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeavyLogTest {
  private static final int RECORDS = 4_000;

  @TempDir private Path folder;

  @Test
  void bothLogsHoldTheSameRecordsButForWhoseTheyAre() throws IOException {
    List<String> one = lines("one", HeavyLog.one());
    List<String> many = lines("many", HeavyLog.spread(RECORDS));

    assertThat(withoutCustomers(one)).isEqualTo(withoutCustomers(many));
    assertThat(customers(one)).hasSize(1);
    assertThat(customers(many)).hasSize(RECORDS / 40);
    assertThat(new HashSet<>(many)).as("no two are one event").hasSize(RECORDS);
  }

  private List<String> lines(String name, HeavyLog.Visitor visitor) throws IOException {
    Path landing = folder.resolve(name);
    HeavyLog.write(landing, LocalDate.of(2025, 1, 1), 7, RECORDS, visitor);
    try (Stream<Path> files = Files.list(landing)) {
      return files.sorted().flatMap(HeavyLogTest::records).toList();
    }
  }

  private static Stream<String> records(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> withoutCustomers(List<String> lines) {
    return lines.stream().map(line -> line.substring(line.indexOf(','))).toList();
  }

  private static Set<String> customers(List<String> lines) {
    Set<String> customers = new HashSet<>();
    lines.forEach(line -> customers.add(line.substring(0, line.indexOf(','))));
    return customers;
  }
}
