package io.percorso.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a YAML file by dotted key, each with its line. A list of plain values becomes one
 * text, joined by commas. Refused with {@link UserError.Kind#USAGE}: what is not YAML, a key said
 * twice, a key without a value, an anchor, a list of anything but plain values.
 */
final class YamlFile {
  /**
   * @param line from 1
   */
  record Entry(String text, int line) {}

  private final Path path;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

  private YamlFile(Path path) {
    this.path = path;
  }

  static YamlFile read(Path path) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw UserError.usage(
          "%s does not exist: say where the configuration is with --conf".formatted(path));
    } catch (IOException e) {
      throw UserError.usage("%s cannot be read as UTF-8 text: %s".formatted(path, e.getMessage()));
    }
    YamlFile file = new YamlFile(path);
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      file.document(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw UserError.usage(
          "%s:%d is not YAML: %s"
              .formatted(path, line, e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw UserError.usage("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
    return file;
  }

  /** File name and line, as shown for the origin of a value. */
  String origin(Entry entry) {
    return path.getFileName() + ":" + entry.line();
  }

  Path path() {
    return path;
  }

  Map<String, Entry> entries() {
    return Map.copyOf(entries);
  }

  /** Keys in the order of the file. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  private void document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong(parser, "holds no 'key: value' lines at its top");
    }
    object(parser, "");
    if (parser.nextToken() != null) {
      throw wrong(parser, "holds a second document: one file, one document");
    }
  }

  private void object(YAMLParser parser, String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      JsonToken token = parser.nextToken();
      if (parser.isCurrentAlias() || parser.getObjectId() != null) {
        throw wrong(parser, "uses an anchor at '" + key + "': write the value out");
      }
      switch (token) {
        case START_OBJECT -> object(parser, key + ".");
        case START_ARRAY -> put(parser, key, list(parser, key), line);
        case VALUE_NULL ->
            throw wrong(parser, "has key '" + key + "' without a value: write one or drop the key");
        default -> put(parser, key, parser.getText(), line);
      }
    }
  }

  private String list(YAMLParser parser, String key) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue()
          || parser.currentToken() == JsonToken.VALUE_NULL
          || parser.isCurrentAlias()) {
        throw wrong(parser, "has a list at '" + key + "' that holds more than plain values");
      }
      items.add(parser.getText());
    }
    return String.join(",", items);
  }

  private void put(YAMLParser parser, String key, String text, int line) {
    Entry earlier = entries.putIfAbsent(key, new Entry(text, line));
    if (earlier != null) {
      throw wrong(
          parser, "says '%s' twice, first in line %d: keep one".formatted(key, earlier.line()));
    }
  }

  private UserError wrong(YAMLParser parser, String what) {
    return UserError.usage(
        "%s:%d %s".formatted(path, parser.currentTokenLocation().getLineNr(), what));
  }
}
