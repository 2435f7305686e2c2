package io.percorso.lake.fsck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the tables of a lake on a local disk lie. */
final class LakeFolder {
  private static final List<String> LAYERS = List.of("bronze", "silver", "gold", "ops");

  private LakeFolder() {}

  /** Folder of each table, by its name. */
  static Map<String, Path> tables(Path lake) throws IOException {
    Map<String, Path> tables = new TreeMap<>();
    for (String layer : LAYERS) {
      for (Path folder : folders(lake.resolve(layer))) {
        if (Files.isDirectory(folder.resolve("_delta_log"))) {
          tables.put(layer + "." + folder.getFileName(), folder);
        }
      }
    }
    return tables;
  }

  private static List<Path> folders(Path layer) throws IOException {
    if (!Files.isDirectory(layer)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(layer)) {
      return new ArrayList<>(children.filter(Files::isDirectory).sorted().toList());
    }
  }
}
