package io.percorso.lake.fsck;

import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether a table can go back to an older version. */
public final class OldVersion {
  private final Path lake;

  /**
   * @param lake the lake's root on a local disk
   */
  public OldVersion(Path lake) {
    this.lake = lake;
  }

  /**
   * @param version −1 for a table that was not there yet, to which every table can go back
   * @throws UserError when the log has no such version any more, or a data file of it is gone
   */
  public void require(String table, long version) throws IOException {
    if (version < 0) {
      return;
    }
    Path folder = lake.resolve(table.replace('.', '/'));
    TableLog log = TableLog.read(table, folder);
    Optional<Map<String, DataFile>> files = log.filesAt(version);
    if (files.isEmpty()) {
      throw UserError.usage(
          "%s has no version %d: its log begins at %d and ends at %d. Look at the versions that runs began with: ./percorso sql \"select run_id, start_versions from ops.runs\""
              .formatted(table, version, oldest(log), log.head()));
    }
    DataFiles data = new DataFiles(folder);
    int gone = 0;
    for (DataFile file : files.get().values()) {
      gone += data.look(file).isPresent() ? 1 : 0;
    }
    if (gone > 0) {
      throw UserError.usage(
          "%s cannot go back to version %d: %d of its %d data files are gone, by vacuum or by damage. Take a later version, or a backup"
              .formatted(table, version, gone, files.get().size()));
    }
  }

  private static long oldest(TableLog log) {
    for (long version = 0; version <= log.head(); version++) {
      if (log.filesAt(version).isPresent()) {
        return version;
      }
    }
    return -1;
  }
}
