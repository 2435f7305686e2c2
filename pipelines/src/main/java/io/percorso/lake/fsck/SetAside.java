package io.percorso.lake.fsck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes files of a table's log out of Delta's sight without deleting them: into {@code
 * lake/.set-aside/<table>/<n>/}. The caller holds the run lock.
 */
public final class SetAside {
  private final Path lake;

  /**
   * @param lake the lake's root
   */
  public SetAside(Path lake) {
    this.lake = lake;
  }

  /**
   * The newest first, so that a log which is cut half-way ends where a version ends.
   *
   * @return the folder that they went to
   */
  Path move(String table, List<Path> files) throws IOException {
    Path all = lake.resolve(".set-aside").resolve(table);
    int number = 1;
    while (Files.exists(all.resolve(Integer.toString(number)))) {
      number++;
    }
    Path folder = Files.createDirectories(all.resolve(Integer.toString(number)));
    for (int i = files.size() - 1; i >= 0; i--) {
      Path file = files.get(i);
      Files.move(file, folder.resolve(file.getFileName()));
    }
    return folder;
  }

  /**
   * Cuts off the end of a table's log where it cannot be read, so that the table can be opened
   * again.
   *
   * @param before the versions that must stay; a log that is sound up to there loses later ones
   *     only
   * @return what was done; empty when the log is sound
   * @throws IllegalStateException when a version that must stay cannot be had
   */
  public java.util.Optional<String> damagedEnd(String table, long before) throws IOException {
    TableLog log = TableLog.read(table, lake.resolve(table.replace('.', '/')));
    if (log.firstBad().isEmpty()) {
      return java.util.Optional.empty();
    }
    long bad = log.firstBad().getAsLong();
    if (bad <= before) {
      throw new IllegalStateException(
          "%s has no version %d: commit %d is damaged".formatted(table, before, bad));
    }
    Path folder = move(table, log.files().from(bad));
    return java.util.Optional.of(
        "%s ends at version %d now; what came after lies in %s".formatted(table, bad - 1, folder));
  }
}
