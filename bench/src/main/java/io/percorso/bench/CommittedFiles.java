package io.percorso.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What commits of a Delta table wrote, from its log. A file that is only marked with deleted rows
 * counts as its mark, not as itself.
 *
 * @param rows in the files added
 * @param files added
 * @param bytes of them and of the marks
 * @param marks deletion vectors added
 * @param removed files taken out, those that were marked left out
 */
public record CommittedFiles(long rows, long files, long bytes, long marks, long removed) {
  public static final CommittedFiles NONE = new CommittedFiles(0, 0, 0, 0, 0);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The newest version of each table of a lake, by name.
   *
   * @param lake a local folder
   */
  public static Map<String, Long> versions(Path lake) throws IOException {
    Map<String, Long> versions = new TreeMap<>();
    for (Path log : logs(lake)) {
      try (Stream<Path> files = Files.list(log)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("\\d{20}\\.json"))
            .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
            .max()
            .ifPresent(version -> versions.put(table(lake, log.getParent()), version));
      }
    }
    return versions;
  }

  /**
   * What was committed since, by table; tables without a commit are left out.
   *
   * @param before as {@link #versions} said
   */
  public static Map<String, CommittedFiles> since(Map<String, Long> before, Path lake)
      throws IOException {
    Map<String, CommittedFiles> written = new TreeMap<>();
    for (Map.Entry<String, Long> now : versions(lake).entrySet()) {
      Path log = lake.resolve(now.getKey().replace('.', '/')).resolve("_delta_log");
      for (long v = before.getOrDefault(now.getKey(), -1L) + 1; v <= now.getValue(); v++) {
        written.merge(
            now.getKey(),
            of(Files.readAllLines(log.resolve("%020d.json".formatted(v)))),
            CommittedFiles::plus);
      }
    }
    return written;
  }

  /** What one commit did, line by line of its file. */
  static CommittedFiles of(List<String> lines) {
    Map<String, JsonNode> added = new HashMap<>();
    Set<String> removed = new HashSet<>();
    for (String line : lines) {
      JsonNode action = json(line);
      if (action.has("add")) {
        added.put(action.path("add").path("path").asText(), action.path("add"));
      } else if (action.has("remove")) {
        removed.add(action.path("remove").path("path").asText());
      }
    }
    CommittedFiles all = NONE;
    for (Map.Entry<String, JsonNode> file : added.entrySet()) {
      boolean isMarked = removed.remove(file.getKey());
      all = all.plus(isMarked ? mark(file.getValue()) : whole(file.getValue()));
    }
    return all.plus(new CommittedFiles(0, 0, 0, 0, removed.size()));
  }

  private static CommittedFiles mark(JsonNode add) {
    return new CommittedFiles(0, 0, add.path("deletionVector").path("sizeInBytes").asLong(), 1, 0);
  }

  private static CommittedFiles whole(JsonNode add) {
    long rows = json(add.path("stats").asText("{}")).path("numRecords").asLong();
    return new CommittedFiles(rows, 1, add.path("size").asLong(), 0, 0);
  }

  public CommittedFiles plus(CommittedFiles other) {
    return new CommittedFiles(
        rows + other.rows,
        files + other.files,
        bytes + other.bytes,
        marks + other.marks,
        removed + other.removed);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a line of a commit is no JSON", e);
    }
  }

  /** Folders of the logs of all tables: {@code lake/layer/table/_delta_log}. */
  private static List<Path> logs(Path lake) throws IOException {
    if (Files.notExists(lake)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.walk(lake, 3)) {
      return folders.filter(path -> path.endsWith("_delta_log")).sorted().toList();
    }
  }

  /** layer.table of a table's folder. */
  static String table(Path lake, Path folder) {
    return lake.relativize(folder).toString().replace('/', '.');
  }
}
