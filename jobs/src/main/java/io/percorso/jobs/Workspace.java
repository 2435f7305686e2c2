package io.percorso.jobs;

import java.nio.file.Path;

/**
 * The folder that holds everything one installation makes: {@code landing/} (raw files as
 * delivered), {@code lake/} (tables), {@code published/} (what BI tools read), {@code site/}
 * (scorecards) and {@code runs/} (artifacts of each run).
 */
public record Workspace(Path folder) {
  public Workspace {
    folder = folder.toAbsolutePath().normalize();
  }

  public Path landing() {
    return folder.resolve("landing");
  }

  public Path lake() {
    return folder.resolve("lake");
  }

  public Path published() {
    return folder.resolve("published");
  }

  public Path site() {
    return folder.resolve("site");
  }

  public Path runs() {
    return folder.resolve("runs");
  }
}
