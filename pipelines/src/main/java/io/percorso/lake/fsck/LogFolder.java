package io.percorso.lake.fsck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a table's log, by kind and version.
 *
 * @param commits by version
 * @param checkpoints by version, one file or several parts
 * @param sums Delta's summary of a version, by version
 * @param lastCheckpoint the hint at the newest checkpoint
 * @param leftovers what a writer that died left
 */
record LogFolder(
    Path folder,
    NavigableMap<Long, Path> commits,
    NavigableMap<Long, List<Path>> checkpoints,
    NavigableMap<Long, Path> sums,
    Optional<Path> lastCheckpoint,
    List<Path> leftovers) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<version>\\d{20})\\.(?<kind>json|crc|checkpoint\\.parquet|checkpoint\\.\\d{10}\\.\\d{10}\\.parquet)");

  static LogFolder of(Path table) throws IOException {
    Path folder = table.resolve("_delta_log");
    NavigableMap<Long, Path> commits = new TreeMap<>();
    NavigableMap<Long, List<Path>> checkpoints = new TreeMap<>();
    NavigableMap<Long, Path> sums = new TreeMap<>();
    List<Path> leftovers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
          long version = Long.parseLong(matcher.group("version"));
          switch (matcher.group("kind")) {
            case "json" -> commits.put(version, file);
            case "crc" -> sums.put(version, file);
            default -> checkpoints.computeIfAbsent(version, v -> new ArrayList<>()).add(file);
          }
        } else if (name.endsWith(".tmp")) {
          leftovers.add(file);
        }
      }
    }
    Path hint = folder.resolve("_last_checkpoint");
    return new LogFolder(
        folder,
        commits,
        checkpoints,
        sums,
        Files.exists(hint) ? Optional.of(hint) : Optional.empty(),
        leftovers);
  }

  /** The greatest version that any file speaks of; −1 for an empty log. */
  long newest() {
    long newest = commits.isEmpty() ? -1 : commits.lastKey();
    newest = checkpoints.isEmpty() ? newest : Math.max(newest, checkpoints.lastKey());
    return sums.isEmpty() ? newest : Math.max(newest, sums.lastKey());
  }

  /** Every file of a version or a later one, with the checksums beside it. */
  List<Path> from(long version) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name.replaceFirst("^\\.(.*)\\.crc$", "$1"));
        if (matcher.matches() && Long.parseLong(matcher.group("version")) >= version) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
