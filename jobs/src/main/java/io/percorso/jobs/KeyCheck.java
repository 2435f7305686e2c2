package io.percorso.jobs;

import io.percorso.interactions.KeyRing;
import io.percorso.interactions.KeyRingEntries;
import io.percorso.lake.UserError;
import io.percorso.lake.Workspace;
import io.percorso.lake.fsck.Fault;
import io.percorso.lake.fsck.Finding;
import io.percorso.lake.fsck.Fsck;
import io.percorso.lake.fsck.ParquetRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the keys of the workspace are those that made the lake's tokens. */
final class KeyCheck {
  private final Fsck fsck;
  private final Workspace workspace;

  KeyCheck(Fsck fsck, Workspace workspace) {
    this.fsck = fsck;
    this.workspace = workspace;
  }

  List<Finding> findings() throws IOException {
    List<KeyRingEntries.Entry> stored = new ArrayList<>();
    try {
      for (Path file : fsck.filesOf(KeyRingEntries.TABLE.name())) {
        ParquetRows.forEach(
            file,
            row ->
                stored.add(
                    new KeyRingEntries.Entry(
                        row.getInteger(KeyRingEntries.LAYER.name(), 0),
                        row.getString(KeyRingEntries.FINGERPRINT.name(), 0),
                        row.getInteger(KeyRingEntries.NORMALISATION_VERSION.name(), 0))));
      }
    } catch (IOException e) {
      return List.of(wrong("the book of keys cannot be read: " + e.getMessage()));
    }
    if (stored.isEmpty()) {
      return List.of();
    }
    try {
      KeyRingEntries.requireSame(stored, KeyRing.open(workspace.keys()));
      return List.of();
    } catch (UserError e) {
      return List.of(wrong(e.getMessage().lines().findFirst().orElse("")));
    }
  }

  private Finding wrong(String problem) {
    return Finding.of(
        Fault.OTHER_KEYS,
        KeyRingEntries.TABLE.name(),
        problem,
        "put %s back from its backup".formatted(workspace.keys()));
  }
}
