package io.percorso.lake.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.delta.LastCheckpointInfo;

/** A table's log, read whole: which versions can be had, and what is damaged. */
final class TableLog {
  private final String name;
  private final LogFolder files;
  private final NavigableMap<Long, CommitFile> commits = new TreeMap<>();
  private final NavigableMap<Long, Checkpoint> checkpoints = new TreeMap<>();
  private final List<Damage> damages = new ArrayList<>();
  private final Set<Long> damagedCommits = new HashSet<>();
  private int withoutChecksums;

  private TableLog(String name, LogFolder files) {
    this.name = name;
    this.files = files;
  }

  /**
   * @param name of the table
   * @param folder of the table
   */
  static TableLog read(String name, Path folder) throws IOException {
    TableLog log = new TableLog(name, LogFolder.of(folder));
    log.readCheckpoints();
    log.readCommits();
    log.findMissing();
    log.compareCheckpoints();
    log.readLastCheckpoint();
    log.readSums();
    return log;
  }

  String name() {
    return name;
  }

  LogFolder files() {
    return files;
  }

  List<Damage> damages() {
    return List.copyOf(damages);
  }

  /** Commits and checkpoints in which a flipped bit would not be found. */
  int withoutChecksums() {
    return withoutChecksums;
  }

  /** The newest version; −1 when there is none. */
  long head() {
    long commit = files.commits().isEmpty() ? -1 : files.commits().lastKey();
    return files.checkpoints().isEmpty() ? commit : Math.max(commit, files.checkpoints().lastKey());
  }

  /** The newest checkpoint that is whole; −1 when there is none, which is where a log begins. */
  long base() {
    return checkpoints.isEmpty() ? -1 : checkpoints.lastKey();
  }

  /** The first version that cannot be had, or not be trusted, although later ones are there. */
  OptionalLong firstBad() {
    return damages.stream()
        .filter(d -> d.isOfCommit() && d.version() > base())
        .mapToLong(Damage::version)
        .min();
  }

  /** What our commit of a version says of itself. */
  Optional<io.percorso.lake.CommitNote> note(long version) {
    return Optional.ofNullable(commits.get(version)).flatMap(CommitFile::note);
  }

  /** True when a commit of a version can be read. */
  boolean holds(long version) {
    return commits.containsKey(version);
  }

  /** The data files of a version, by their keys; empty when the log cannot tell. */
  Optional<Map<String, DataFile>> filesAt(long version) {
    Map.Entry<Long, Checkpoint> from = checkpoints.floorEntry(version);
    Map<String, DataFile> found =
        from == null ? new HashMap<>() : new HashMap<>(from.getValue().files());
    for (long v = from == null ? 0 : from.getKey() + 1; v <= version; v++) {
      CommitFile commit = commits.get(v);
      if (commit == null) {
        return Optional.empty();
      }
      commit.removed().forEach(found::remove);
      commit.added().forEach(f -> found.put(f.key(), f));
    }
    return version < 0 ? Optional.empty() : Optional.of(found);
  }

  /** Paths of every data file and deletion vector that the log names, whether live or not. */
  Set<String> named() {
    Set<String> paths = new HashSet<>();
    for (CommitFile commit : commits.values()) {
      commit.added().forEach(f -> addPaths(paths, f));
      commit.removed().forEach(key -> paths.add(key.replaceFirst("\\|.*", "")));
    }
    checkpoints.values().forEach(c -> c.files().values().forEach(f -> addPaths(paths, f)));
    return paths;
  }

  private static void addPaths(Set<String> paths, DataFile file) {
    paths.add(file.path());
    file.vector().filter(v -> !v.isInLog()).ifPresent(v -> paths.add(v.file()));
  }

  private void readCommits() throws IOException {
    for (Map.Entry<Long, Path> entry : files.commits().entrySet()) {
      long version = entry.getKey();
      Path file = entry.getValue();
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        damageCommit(Fault.EMPTY_COMMIT, version, "commit %d is empty".formatted(version));
        continue;
      }
      try {
        CommitFile commit = CommitFile.of(bytes, version);
        Optional<String> difference = difference(file);
        commits.put(version, commit);
        difference.ifPresent(
            d -> damageCommit(Fault.FLIPPED_BITS, version, "commit %d: %s".formatted(version, d)));
      } catch (CommitFile.Torn e) {
        damageCommit(
            Fault.TORN_COMMIT,
            version,
            "commit %d is not whole: %s".formatted(version, e.getMessage()));
      }
    }
  }

  private void damageCommit(Fault fault, long version, String problem) {
    damages.add(new Damage(fault, version, problem));
    damagedCommits.add(version);
  }

  private void readCheckpoints() throws IOException {
    for (Map.Entry<Long, List<Path>> entry : files.checkpoints().entrySet()) {
      long version = entry.getKey();
      try {
        for (Path part : entry.getValue()) {
          Optional<String> difference = difference(part);
          if (difference.isPresent()) {
            throw new IOException(difference.get());
          }
        }
        checkpoints.put(version, Checkpoint.read(entry.getValue()));
      } catch (IOException e) {
        damages.add(
            new Damage(
                Fault.BAD_CHECKPOINT,
                version,
                "checkpoint %d cannot be used: %s".formatted(version, e.getMessage())));
      }
    }
  }

  private Optional<String> difference(Path file) throws IOException {
    try {
      return Checksums.difference(file);
    } catch (NoSuchFileException e) {
      withoutChecksums++;
      return Optional.empty();
    }
  }

  /** A log is cleaned from its beginning: a hole in it is no cleaning. */
  private void findMissing() {
    long oldest = files.commits().isEmpty() ? Long.MAX_VALUE : files.commits().firstKey();
    long from = checkpoints.isEmpty() ? 0 : Math.min(oldest, base() + 1);
    for (long v = from; v <= files.newest(); v++) {
      boolean isThere = files.commits().containsKey(v);
      if (!isThere && (v > oldest || !checkpoints.containsKey(v))) {
        damageCommit(
            Fault.MISSING_COMMIT, v, "commit %d of %d is missing".formatted(v, files.newest()));
      }
    }
    if (files.newest() < 0) {
      damageCommit(Fault.MISSING_COMMIT, 0, "the log is empty");
    }
  }

  /** A checkpoint must say what the commits before it say, as long as they are there. */
  private void compareCheckpoints() {
    for (long version : List.copyOf(checkpoints.keySet())) {
      Checkpoint given = checkpoints.remove(version);
      Optional<Map<String, DataFile>> replayed = filesAt(version);
      if (replayed.isPresent()
          && isSoundTo(version)
          && !replayed.get().keySet().equals(given.files().keySet())) {
        damages.add(
            new Damage(
                Fault.BAD_CHECKPOINT,
                version,
                "checkpoint %d names %d files, the commits before it %d"
                    .formatted(version, given.files().size(), replayed.get().size())));
      } else {
        checkpoints.put(version, given);
      }
    }
  }

  /** False where a damaged commit lies between the checkpoint before a version and it. */
  private boolean isSoundTo(long version) {
    long from = java.util.Optional.ofNullable(checkpoints.floorKey(version)).orElse(-1L);
    return damagedCommits.stream().noneMatch(v -> v > from && v <= version);
  }

  private void readLastCheckpoint() throws IOException {
    if (files.lastCheckpoint().isEmpty()) {
      return;
    }
    String why = "";
    long version = -1;
    try {
      String text = Files.readString(files.lastCheckpoint().get());
      JsonNode hint = CommitFile.JSON.readTree(text);
      version = hint.path("version").asLong(-1);
      // Throws where the hint's own checksum is not that of its content.
      LastCheckpointInfo.deserializeFromJson(text, true);
      Checkpoint named = checkpoints.get(version);
      if (!hint.hasNonNull("checksum")) {
        why = "it has no checksum";
      } else if (named == null) {
        why = "it names checkpoint %d, which is not there or damaged".formatted(version);
      } else if (named.actions() != hint.path("size").asLong()) {
        why =
            "it counts %d actions, checkpoint %d has %d"
                .formatted(hint.path("size").asLong(), version, named.actions());
      }
    } catch (IOException | RuntimeException e) {
      why = "it cannot be read";
    }
    if (!why.isEmpty()) {
      damages.add(
          new Damage(Fault.BAD_LAST_CHECKPOINT, version, "_last_checkpoint is no guide: " + why));
    }
  }

  private void readSums() throws IOException {
    for (Map.Entry<Long, Path> entry : files.sums().entrySet()) {
      long version = entry.getKey();
      Optional<String> why = difference(entry.getValue());
      if (why.isEmpty()) {
        why = compareSum(version, entry.getValue());
      }
      why.ifPresent(w -> damages.add(sumDamage(version, w)));
    }
  }

  /** Where commit and summary disagree, the one that has checksums is right. */
  private Damage sumDamage(long version, String why) {
    Path commit = files.commits().get(version);
    boolean isTorn = version > base() && commit != null && !Files.exists(Checksums.beside(commit));
    return isTorn
        ? new Damage(
            Fault.TORN_COMMIT,
            version,
            "commit %d and its summary disagree: %s".formatted(version, why))
        : new Damage(
            Fault.BAD_VERSION_SUM,
            version,
            "the summary of version %d is wrong: %s".formatted(version, why));
  }

  private Optional<String> compareSum(long version, Path file) throws IOException {
    JsonNode sum;
    try {
      sum = CommitFile.JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.of("it is no JSON");
    }
    Optional<Map<String, DataFile>> replayed = filesAt(version);
    if (replayed.isEmpty() || !isSoundTo(version) || damagedCommits.contains(version)) {
      return Optional.empty();
    }
    long bytes = replayed.get().values().stream().mapToLong(DataFile::byteCount).sum();
    long saidFiles = sum.path("numFiles").asLong(-1);
    long saidBytes = sum.path("tableSizeBytes").asLong(-1);
    return saidFiles == replayed.get().size() && saidBytes == bytes
        ? Optional.empty()
        : Optional.of(
            "it counts %d files of %d bytes, the commits name %d of %d"
                .formatted(saidFiles, saidBytes, replayed.get().size(), bytes));
  }
}
