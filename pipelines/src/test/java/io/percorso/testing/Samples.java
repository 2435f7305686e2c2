package io.percorso.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The samples of sources, written for this project: docs/sources/samples/SOURCE/*. */
public final class Samples {
  private Samples() {}

  /** The sample files of a source, by name; none where there is no folder. */
  public static List<Path> of(String source) throws IOException {
    Path folder = RealData.checkout().resolve("docs/sources/samples").resolve(source);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
