package io.percorso.jobs;

import io.percorso.jobs.LawsCounters.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page that has a line for each order tried; kept by {@code -Plaws} alone. */
final class LawsLog {
  /** An order and what came of it. */
  record Line(
      int seed,
      LawsOrder order,
      Map<Event, Integer> counts,
      double seconds,
      double cpuSeconds,
      String result) {}

  private final long world;
  private final Optional<Path> page;

  private LawsLog(long world, Optional<Path> page) {
    this.world = world;
    this.page = page;
  }

  static LawsLog open(long world) {
    return new LawsLog(
        world, Optional.ofNullable(System.getProperty("percorso.laws.log")).map(Path::of));
  }

  void add(Line line) {
    String row =
        "| %d | %d | %s | %d | %s | %.0f | %.0f | %s |"
            .formatted(
                world,
                line.seed(),
                line.order().cuts(),
                line.order().recordCount(),
                Arrays.stream(Event.values())
                    .map(event -> Integer.toString(line.counts().get(event)))
                    .collect(Collectors.joining(" | ")),
                line.seconds(),
                line.cpuSeconds(),
                line.result());
    System.out.println("laws: " + header() + "\nlaws: " + row);
    page.ifPresent(file -> append(file, row));
  }

  private static String header() {
    return "| world | order | nights | records | %s | seconds | of CPU | facts |"
        .formatted(
            Arrays.stream(Event.values()).map(Event::words).collect(Collectors.joining(" | ")));
  }

  private static void append(Path file, String row) {
    try {
      Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "%s cannot be written", file), e);
    }
  }
}
