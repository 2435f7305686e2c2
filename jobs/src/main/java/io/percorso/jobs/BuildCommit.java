package io.percorso.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The commit that is checked out where the product lies: the launcher builds what is there. Changes
 * that are not committed are not seen, and a packaged jar knows of none.
 */
final class BuildCommit {
  private static final String REFERENCE = "ref: ";
  private static final String FOLDER = "gitdir: ";
  private static final String ID = "[0-9a-f]{40}([0-9a-f]{24})?";

  /** Hexadecimal digits of a seed: 60 bits, never negative. */
  private static final int SEED_DIGITS = 15;

  private BuildCommit() {}

  /** Its id; empty where the folder is no checkout. */
  static Optional<String> of(Path home) {
    try {
      Path git = home.resolve(".git");
      if (Files.isRegularFile(git)) {
        git = home.resolve(Files.readString(git).strip().substring(FOLDER.length()));
      }
      if (!Files.isRegularFile(git.resolve("HEAD"))) {
        return Optional.empty();
      }
      String head = Files.readString(git.resolve("HEAD")).strip();
      return head.startsWith(REFERENCE)
          ? reference(git, head.substring(REFERENCE.length()))
          : id(head);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The seed that a commit stands for. */
  static long seed(String commit) {
    return Long.parseLong(commit.substring(0, SEED_DIGITS), 16);
  }

  private static Optional<String> reference(Path git, String name) throws IOException {
    Path shared = git;
    if (Files.isRegularFile(git.resolve("commondir"))) {
      shared = git.resolve(Files.readString(git.resolve("commondir")).strip());
    }
    for (Path folder : List.of(git, shared)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return id(Files.readString(folder.resolve(name)).strip());
      }
    }
    Path packed = shared.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    for (String line : Files.readAllLines(packed)) {
      if (line.endsWith(" " + name)) {
        return id(line.substring(0, line.indexOf(' ')));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> id(String text) {
    return text.matches(ID) ? Optional.of(text) : Optional.empty();
  }
}
