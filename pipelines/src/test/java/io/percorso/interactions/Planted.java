package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.testing.Canaries;
import io.percorso.testing.Canaries.Canary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source's sample with canaries in it: each text of each frame is replaced by a canary, one at a
 * time, so that every field has held every canary.
 */
public final class Planted {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Parts of a natural id that only tell records apart: another one is another record. */
  private static final Pattern ID = Pattern.compile("(?i)(id|token|number)$");

  private final Source source;
  private final Set<String> ids = new HashSet<>();
  private final List<String> frames = new ArrayList<>();
  private String header = "";
  private int fields;

  private Planted(Source source) {
    this.source = source;
    Mapping.of(source)
        .naturalId
        .ifPresent(
            id ->
                id.paths().stream()
                    .map(path -> path.text().substring(path.text().lastIndexOf('/') + 1))
                    .filter(name -> ID.matcher(name).find())
                    .forEach(ids::add));
  }

  /**
   * @param sample a file of the source
   */
  public static Planted in(Source source, byte[] sample) {
    Planted planted = new Planted(source);
    try {
      planted.read(sample);
    } catch (IOException | Refusal e) {
      throw new IllegalStateException("the sample of " + source.name() + " cannot be read", e);
    }
    return planted;
  }

  /** How many frames there are. */
  public int size() {
    return frames.size();
  }

  /** How many fields of the sample were planted. */
  public int fields() {
    return fields;
  }

  /** All frames as one file. */
  public byte[] file() {
    String body =
        source.framing() == Framing.JSON_DOCUMENT
            ? "[" + String.join(",", frames) + "]"
            : String.join("\n", frames) + "\n";
    return (header.isEmpty() ? body : header + "\n" + body).getBytes(UTF_8);
  }

  private void read(byte[] sample) throws IOException, Refusal {
    FrameReader reader = Loading.frames(sample, source.framing(), 0);
    reader.skipByteOrderMark();
    if (source.framing() == Framing.CSV && reader.next()) {
      header = text(reader);
    }
    Mapping mapping = Mapping.of(source);
    while (reader.next()) {
      String frame = text(reader);
      if (frame.isBlank()) {
        continue;
      }
      if (mapping.pattern.isPresent()) {
        plantGroups(frame, mapping.pattern.get(), mapping.groups);
      } else if (source.framing() == Framing.CSV) {
        plantCells(
            CsvCells.of(
                frame.getBytes(UTF_8), 0, frame.getBytes(UTF_8).length, source.delimiter()));
      } else {
        JsonNode root = JSON.readTree(frame);
        plantJson(root, root);
      }
    }
  }

  private static String text(FrameReader reader) {
    return new String(reader.buffer(), reader.start(), reader.end() - reader.start(), UTF_8);
  }

  private void plantGroups(String line, Pattern pattern, List<String> groups) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    for (String group : groups) {
      fields++;
      for (Canary canary : Canaries.ALL) {
        if (matcher.start(group) >= 0) {
          frames.add(
              line.substring(0, matcher.start(group))
                  + canary.planted()
                  + line.substring(matcher.end(group)));
        }
      }
    }
  }

  private void plantCells(List<String> cells) {
    List<String> names = List.of(header.split(String.valueOf(source.delimiter()), -1));
    for (int i = 0; i < cells.size(); i++) {
      fields++;
      for (Canary canary : Canaries.ALL) {
        List<String> planted = new ArrayList<>(cells);
        for (int j = 0; j < planted.size(); j++) {
          if (j < names.size() && ids.contains(names.get(j).replace("\"", ""))) {
            planted.set(j, planted.get(j) + frames.size());
          }
        }
        planted.set(i, canary.planted());
        frames.add(
            String.join(
                String.valueOf(source.delimiter()),
                planted.stream().map(Planted::quoted).toList()));
      }
    }
  }

  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private void plantJson(JsonNode root, JsonNode at) {
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode held = at.get(name);
      plantJson(root, held);
      if (held.isTextual()) {
        fields++;
        for (Canary canary : Canaries.ALL) {
          ((ObjectNode) at).put(name, canary.planted());
          add(root);
        }
        ((ObjectNode) at).set(name, held);
      }
    }
    if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode held = array.get(i);
        plantJson(root, held);
        if (held.isTextual()) {
          fields++;
          for (Canary canary : Canaries.ALL) {
            array.set(i, canary.planted());
            add(root);
          }
          array.set(i, held);
        }
      }
    }
  }

  private void add(JsonNode root) {
    JsonNode copy = root.deepCopy();
    renumber(copy);
    try {
      frames.add(JSON.writeValueAsString(copy));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other ids than those of the other frames: else all but one were duplicates. */
  private void renumber(JsonNode node) {
    node.forEach(this::renumber);
    if (node instanceof ObjectNode object) {
      for (String id : ids) {
        JsonNode held = object.path(id);
        if (held.isTextual() && Canaries.in(held.textValue()).isEmpty()) {
          object.put(id, held.textValue() + "-" + frames.size());
        } else if (held.isIntegralNumber() && id.endsWith("id")) {
          object.put(id, held.longValue() * 100_000 + frames.size());
        }
      }
    }
  }

  /** The bytes with a canary in the name of a column or field, which no mapping names. */
  public byte[] withANameOfAField(Canary canary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String first = frames.get(0);
    String changed =
        source.framing() == Framing.CSV
            ? header + "," + quoted(canary.planted()) + "\n" + first + ",\"x\""
            : first.replaceFirst(
                "\\{",
                Matcher.quoteReplacement("{\"" + canary.planted().replace("\"", "") + "\":1,"));
    out.writeBytes(changed.getBytes(UTF_8));
    return out.toByteArray();
  }
}
