package io.percorso.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Data that nobody on this project made. Looked for in PERCORSO_REAL_DATA, else in ../shared/data
 * beside the checkout. Where it is missing a test is skipped, or fails with
 * PERCORSO_REAL_DATA_REQUIRED=1.
 */
public final class RealData {
  private RealData() {}

  /** A file or folder of the real data. */
  public static Path path(String below) {
    Path folder =
        Optional.ofNullable(System.getenv("PERCORSO_REAL_DATA"))
            .map(Path::of)
            .orElse(checkout().resolve("../shared/data"));
    Path path = folder.resolve(below).normalize();
    boolean isThere = Files.exists(path);
    if ("1".equals(System.getenv("PERCORSO_REAL_DATA_REQUIRED"))) {
      assertThat(isThere).as("real data at %s", path).isTrue();
    }
    assumeTrue(isThere, "skipped: no real data at " + path + "; set PERCORSO_REAL_DATA");
    return path;
  }

  /** The top folder of the checkout. */
  public static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
