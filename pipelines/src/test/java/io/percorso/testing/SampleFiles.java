package io.percorso.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The samples of sources, written for this project: src/test/resources/samples/SOURCE.*. */
public final class SampleFiles {
  private SampleFiles() {}

  /** The sample files of a source, by name; none where there are none. */
  public static List<Path> of(String source) throws IOException {
    Path folder = RealData.checkout().resolve("pipelines/src/test/resources/samples");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(source + "."))
          .sorted()
          .toList();
    }
  }
}
