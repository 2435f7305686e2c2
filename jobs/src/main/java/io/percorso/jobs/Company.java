package io.percorso.jobs;

import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/** Writes the raw files of a simulated company, and beside them the truth. */
interface Company {
  /**
   * Writes all of it.
   *
   * @param landing gets one folder per source
   * @param truth gets the truth files
   * @param threads that write at the same time
   * @param progress hears how many customers and bots are written so far
   * @return what was written, as a sentence
   * @throws java.io.UncheckedIOException when a file cannot be written; names the file
   */
  String write(WorldSize size, Path landing, Path truth, int threads, LongConsumer progress);

  /** The one that the simulator draws. */
  static Company simulated() {
    return (size, landing, truth, threads, progress) -> {
      World.Summary written = World.write(size, landing, truth, threads, progress);
      StringJoiner sources = new StringJoiner(", ");
      written.records().forEach((source, n) -> sources.add("%s %,d".formatted(source, n)));
      return "%,d records of %,d customers and %,d bots, %,d bytes: %s"
          .formatted(written.total(), size.customers(), written.bots(), written.bytes(), sources);
    };
  }
}
