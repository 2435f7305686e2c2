package io.percorso.lake.fsck;

import io.percorso.lake.Checksums;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What every run looks at before it reads anything: of each table the commits since its newest
 * checkpoint, at most ten. Delta reads an empty commit as one that changed nothing, and would build
 * on it.
 */
public final class Preflight {
  private Preflight() {}

  /**
   * @param location the lake's root, a URI; an object store is not looked at
   * @throws UserError when a commit is missing, empty, cut or changed
   */
  public static void require(String location, Remedies remedies) {
    URI uri = URI.create(location);
    if (!"file".equals(uri.getScheme())) {
      return;
    }
    Path lake = Path.of(uri.getPath());
    try {
      for (Map.Entry<String, Path> table : LakeFolder.tables(lake).entrySet()) {
        Optional<String> problem = problem(LogFolder.of(table.getValue()));
        if (problem.isPresent()) {
          throw UserError.failed(
              "the run did not begin: %s: %s. A run on it would lose rows in silence. See what mends it: %s"
                  .formatted(table.getKey(), problem.get(), remedies.command("fsck")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the lake " + lake + " cannot be read", e);
    }
  }

  private static Optional<String> problem(LogFolder log) throws IOException {
    long base = log.checkpoints().isEmpty() ? -1 : log.checkpoints().lastKey();
    for (long version = base + 1; version <= log.newest(); version++) {
      Path commit = log.commits().get(version);
      if (commit == null) {
        return Optional.of("commit %d of %d is missing".formatted(version, log.newest()));
      }
      Optional<String> why = whyBad(commit, version);
      if (why.isPresent()) {
        return Optional.of("commit %d is damaged: %s".formatted(version, why.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> whyBad(Path commit, long version) throws IOException {
    try {
      CommitFile.of(Files.readAllBytes(commit), version);
      return Checksums.difference(commit);
    } catch (CommitFile.Torn e) {
      return Optional.of(e.getMessage());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
