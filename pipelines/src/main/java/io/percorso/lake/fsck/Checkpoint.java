package io.percorso.lake.fsck;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint of a table's log: everything up to a version in one file or several.
 *
 * @param files the data files of that version, by their keys
 * @param actions how many it holds
 */
record Checkpoint(Map<String, DataFile> files, long actions) {
  private static final Pattern PART =
      Pattern.compile(".*\\.checkpoint\\.(\\d{10})\\.(\\d{10})\\..*");

  /**
   * @throws IOException when it is not whole or cannot be read
   */
  static Checkpoint read(List<Path> parts) throws IOException {
    Matcher part = PART.matcher(parts.get(0).getFileName().toString());
    if (part.matches() && parts.size() != Integer.parseInt(part.group(2))) {
      throw new IOException("%d of its %s parts are there".formatted(parts.size(), part.group(2)));
    }
    Map<String, DataFile> files = new HashMap<>();
    long[] actions = {0};
    boolean[] isWhole = {false};
    for (Path file : parts) {
      ParquetRows.forEach(
          file,
          row -> {
            actions[0]++;
            isWhole[0] |= DataFile.has(row, "protocol");
            if (DataFile.has(row, "add")) {
              try {
                DataFile added = DataFile.of(row.getGroup("add", 0));
                files.put(added.key(), added);
              } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("statistics that are no JSON", e);
              }
            }
          });
    }
    if (!isWhole[0]) {
      throw new IOException("it names no protocol");
    }
    return new Checkpoint(files, actions[0]);
  }
}
