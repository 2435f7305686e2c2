package io.percorso.jobs;

import io.percorso.interactions.InputFiles;
import io.percorso.lake.Workspace;
import io.percorso.lake.fsck.Fault;
import io.percorso.lake.fsck.Finding;
import io.percorso.lake.fsck.Fsck;
import io.percorso.lake.fsck.ParquetRows;
import io.percorso.lake.fsck.Remedies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of the landing folder that no run has looked at. */
final class LandingCheck {
  private final Fsck fsck;
  private final Workspace workspace;
  private final Remedies remedies;

  LandingCheck(Fsck fsck, Workspace workspace, Remedies remedies) {
    this.fsck = fsck;
    this.workspace = workspace;
    this.remedies = remedies;
  }

  List<Finding> findings() throws IOException {
    Path landing = workspace.landing();
    if (!Files.isDirectory(landing)) {
      return List.of();
    }
    Set<String> known = new HashSet<>();
    try {
      for (Path file : fsck.filesOf(InputFiles.TABLE.name())) {
        ParquetRows.forEach(
            file,
            row ->
                known.add(
                    row.getString(InputFiles.PATH.name(), 0)
                        + "|"
                        + row.getLong(InputFiles.BYTE_COUNT.name(), 0)));
      }
    } catch (IOException e) {
      // Told by the look at the table itself.
      return List.of();
    }
    long waiting = 0;
    try (Stream<Path> files = Files.walk(landing)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = landing.relativize(file).toString().replace('\\', '/');
        boolean isHidden = path.startsWith(".") || path.contains("/.");
        if (!isHidden && !known.contains(path + "|" + Files.size(file))) {
          waiting++;
        }
      }
    }
    return waiting == 0
        ? List.of()
        : List.of(
            Finding.of(
                Fault.WAITING_FILES,
                "landing",
                "%d files that no run has looked at".formatted(waiting),
                remedies.nightly()));
  }
}
