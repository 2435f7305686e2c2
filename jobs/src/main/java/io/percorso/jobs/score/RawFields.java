package io.percorso.jobs.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.interactions.Framing;
import io.percorso.interactions.Source;
import io.percorso.lake.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The raw fields of a source's records, by the path of each leaf: names joined by /, {@code *} for
 * the elements of an array; in CSV the name of the column. What a frame says outside its exploded
 * arrays belongs to each of its records.
 */
final class RawFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FRAME = ".";

  /** Hears of one record after another. */
  interface Listener {
    /**
     * @param frame from 1
     * @param element from 0
     * @param fields value by path
     */
    void record(long frame, int element, Map<String, String> fields);
  }

  private final Framing framing;
  private final List<String> explode = new ArrayList<>();
  private long broken;

  /**
   * @throws UserError for a source whose lines are cut by a pattern
   */
  RawFields(Source source) {
    this.framing = source.framing();
    JsonNode definition = definition(source);
    if (definition.has("pattern")) {
      throw UserError.usage(
          "source %s cuts its lines by a pattern, which --leaks does not read"
              .formatted(source.name()));
    }
    JsonNode paths = definition.path("explode");
    if (paths.isTextual()) {
      explode.add(normal(paths.asText()));
    }
    paths.forEach(path -> explode.add(normal(path.asText())));
  }

  static JsonNode definition(Source source) {
    try {
      return JSON.readTree(source.definition());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source " + source.name() + " holds a broken definition", e);
    }
  }

  /** A path of conf/sources as leaves are written here: without climbs, numbers as {@code *}. */
  static String normal(String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.replaceFirst("^(\\^/)+", "").split("/", -1)) {
      boolean isElement = step.endsWith("]");
      String name = isElement ? step.replaceFirst("\\[.*", "") : step;
      if (!name.isEmpty()) {
        steps.add(name.matches("\\d+") ? "*" : name);
      }
      if (isElement) {
        steps.add("*");
      }
    }
    return String.join("/", steps);
  }

  /** Frames that could not be read, which are passed over. */
  long broken() {
    return broken;
  }

  /** Reads a file; one whose name ends in .gz is unpacked. */
  void read(Path file, Listener reader) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes =
            file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      switch (framing) {
        case CSV -> csv(file, text, reader);
        case LINES -> lines(text, reader);
        case JSON_DOCUMENT -> document(text, reader);
      }
    } catch (IOException e) {
      throw UserError.failed("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void csv(Path file, Reader text, Listener reader) {
    CsvRows rows = new CsvRows(file.toString(), text);
    List<String> header = rows.next().orElse(List.of());
    long frame = 0;
    for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
      frame++;
      List<String> cells = row.get();
      if (cells.size() != header.size()) {
        broken++;
        continue;
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        fields.put(header.get(i), cells.get(i));
      }
      reader.record(frame, 0, fields);
    }
  }

  private void lines(Reader text, Listener reader) throws IOException {
    BufferedReader lines = new BufferedReader(text);
    long frame = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      frame++;
      try {
        tell(frame, JSON.readTree(line), reader);
      } catch (JsonProcessingException e) {
        broken++;
      }
    }
  }

  /** A document that breaks is read up to there. */
  private void document(Reader text, Listener reader) throws IOException {
    long frame = 0;
    try (MappingIterator<JsonNode> frames = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (frames.hasNextValue()) {
        frame++;
        tell(frame, frames.nextValue(), reader);
      }
    } catch (JsonProcessingException | UncheckedIOException e) {
      broken++;
    }
  }

  private void tell(long frame, JsonNode node, Listener reader) {
    List<Map<String, String>> records = records(node);
    for (int element = 0; element < records.size(); element++) {
      reader.record(frame, element, records.get(element));
    }
  }

  private List<Map<String, String>> records(JsonNode frame) {
    Map<String, List<Map<String, String>>> elements = new LinkedHashMap<>();
    explode.forEach(path -> elements.put(path, new ArrayList<>()));
    Map<String, String> around = new TreeMap<>();
    walk(frame, frame.isArray() ? FRAME : "", around, elements);
    List<Map<String, String>> records = new ArrayList<>();
    elements.values().forEach(records::addAll);
    if (records.isEmpty()) {
      return List.of(around);
    }
    records.forEach(record -> around.forEach(record::putIfAbsent));
    return records;
  }

  private void walk(
      JsonNode node,
      String path,
      Map<String, String> record,
      Map<String, List<Map<String, String>>> elements) {
    boolean isExploded = elements.containsKey(path);
    if (node.isArray()) {
      String within = path.equals(FRAME) ? "" : below(path, "*");
      for (JsonNode element : node) {
        walk(element, within, isExploded ? opened(path, elements) : record, elements);
      }
    } else if (node.isObject()) {
      Map<String, String> into = isExploded ? opened(path, elements) : record;
      node.properties().forEach(e -> walk(e.getValue(), below(path, e.getKey()), into, elements));
    } else if (!node.isNull()) {
      // Elements of an inner array are one value together.
      record.merge(path, node.asText(), (a, b) -> a + "\u001f" + b);
    }
  }

  private static Map<String, String> opened(
      String path, Map<String, List<Map<String, String>>> elements) {
    Map<String, String> record = new TreeMap<>();
    elements.get(path).add(record);
    return record;
  }

  private static String below(String path, String step) {
    return path.isEmpty() ? step : path + "/" + step;
  }
}
