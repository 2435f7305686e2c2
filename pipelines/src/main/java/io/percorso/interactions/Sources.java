package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.UserError;
import io.percorso.lake.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the declarations of sources: one YAML file each, named after its landing folder. */
public final class Sources {
  private Sources() {}

  /**
   * The sources of a folder, by name.
   *
   * @throws UserError naming file, line and key when a declaration is wrong
   */
  public static List<Source> read(Path folder) {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw UserError.usage(
          "the sources in %s cannot be read: %s. Give the folder conf/sources"
              .formatted(folder, e.getMessage()));
    }
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      try {
        sources.add(parse(file.getFileName().toString(), Files.readString(file)));
      } catch (IOException e) {
        throw UserError.usage("%s cannot be read: %s".formatted(file, e.getMessage()));
      }
    }
    return sources;
  }

  /** One declaration. */
  static Source parse(String fileName, String yaml) {
    YamlTree tree = YamlTree.parse(fileName, yaml);
    Mapping mapping = Mapping.read(tree);
    JsonNode node = tree.root();
    Keys keys = new Keys(tree);
    String name = keys.needed(node, "source", "name it like its landing folder");
    if (!fileName.equals(name + ".yaml")) {
      throw keys.wrong(
          "source", "the file declares source '%s': call it %s.yaml".formatted(name, name));
    }
    boolean orderInFile = keys.flag(node, "order-in-file");
    if (orderInFile && mapping.naturalId.isPresent()) {
      throw keys.wrong(
          "order-in-file",
          "'order-in-file' is for records without an id: map columns.sequence instead");
    }
    Framing framing = keys.word(node, "framing", Framing.class, Framing.LINES);
    if (mapping.unpivot.isPresent() && framing != Framing.CSV) {
      throw keys.wrong("unpivot", "'unpivot' goes with framing: csv only");
    }
    if (mapping.pattern.isPresent() && framing != Framing.LINES) {
      throw keys.wrong("pattern", "'pattern' goes with framing: lines only");
    }
    String delimiter = keys.text(node, "delimiter", ",");
    if (delimiter.length() != 1 || delimiter.charAt(0) > 127 || delimiter.equals("\"")) {
      throw keys.wrong("delimiter", "'delimiter' must be one ASCII letter other than a quote");
    }
    List<String> files = keys.texts(node, "files");
    String definition = node.toString();
    return new Source(
        name,
        mapping.target,
        files.isEmpty() ? List.of("*") : files,
        framing,
        delimiter.charAt(0),
        mapping.requiredColumns(),
        keys.flag(node, "history"),
        orderInFile,
        keys.word(node, "repeats", Source.Repeats.class, Source.Repeats.COLLAPSE),
        mapping.naturalId.isPresent(),
        keys.flag(node, "trust-session-hint"),
        keys.texts(node, "reports"),
        new ContentHash(name.getBytes(UTF_8)).add(mapped(node)).done(),
        definition);
  }

  /** The declaration without what says nothing of values: how old the data may be. */
  private static String mapped(JsonNode node) {
    com.fasterxml.jackson.databind.node.ObjectNode mapped = node.deepCopy();
    mapped.remove("freshness");
    return mapped.toString();
  }
}
