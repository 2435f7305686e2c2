package io.percorso.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Data that nobody on this project made. The folder is named by PERCORSO_REAL_DATA, else it lies
 * beside the checkout; a test that needs it is skipped where it is missing, and fails with
 * PERCORSO_REAL_DATA_REQUIRED=1.
 */
public final class RealData {
  private RealData() {}

  /** A file below the folder. */
  public static Path file(String name) {
    String folder = System.getenv().getOrDefault("PERCORSO_REAL_DATA", "../../shared/data");
    Path file = Path.of(folder).resolve(name);
    if (!Files.exists(file)) {
      String message = "real data is missing: no " + file.toAbsolutePath().normalize();
      if ("1".equals(System.getenv("PERCORSO_REAL_DATA_REQUIRED"))) {
        fail(message);
      }
      abort(message);
    }
    return file;
  }
}
