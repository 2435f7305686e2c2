package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Makes records of one frame: by JSON, by CSV cells, or by a pattern. */
final class FrameRecords {
  /** Detail of a refusal that came with the frame and not from what is in it. */
  static final String FAULTY_FRAME = "the frame as such";

  private final Source source;
  private final Mapping mapping;
  private final StrictJson json;
  private final Header header;
  private final boolean isCells;

  /**
   * @param columns names of a CSV file's columns; empty for other formats
   */
  FrameRecords(Source source, Mapping mapping, LoadRules rules, List<String> columns) {
    this.source = source;
    this.mapping = mapping;
    this.json = new StrictJson(rules);
    this.isCells = source.framing() == Framing.CSV || mapping.pattern.isPresent();
    this.header =
        new Header(mapping.pattern.isPresent() ? mapping.groups : columns, mapping.transport);
  }

  /**
   * The records of a frame, at least one.
   *
   * @throws Refusal when the frame as a whole cannot be read
   */
  List<Raw> of(Frame frame) throws Refusal {
    if (frame.fault().isPresent()) {
      throw new Refusal(frame.fault().get(), FAULTY_FRAME);
    }
    byte[] bytes = frame.buffer();
    if (isBlank(bytes, frame.from(), frame.to())) {
      throw new Refusal(Reason.EMPTY, "blank");
    }
    if (!Utf8.isValid(bytes, frame.from(), frame.to())) {
      throw new Refusal(Reason.ENCODING, "not UTF-8");
    }
    if (mapping.pattern.isPresent()) {
      return List.of(byPattern(bytes, frame.from(), frame.to()));
    }
    if (isCells) {
      return List.of(row(bytes, frame.from(), frame.to()));
    }
    ObjectNode object = json.object(bytes, frame.from(), frame.to());
    return mapping.explode.isEmpty()
        ? List.of(new JsonRaw(object, object, mapping.transport, List.of()))
        : exploded(object);
  }

  private List<Raw> exploded(ObjectNode document) throws Refusal {
    JsonNode elements = JsonRaw.descend(document, mapping.explode, 0);
    if (!elements.isArray() && !elements.isMissingNode() && !elements.isNull()) {
      throw new Refusal(Reason.TYPE, String.join("/", mapping.explode) + " is not an array");
    }
    if (elements.isEmpty()) {
      throw new Refusal(Reason.EMPTY, String.join("/", mapping.explode) + " has no elements");
    }
    List<Raw> records = new ArrayList<>(elements.size());
    elements.forEach(
        e -> records.add(new JsonRaw(e, document, mapping.transport, mapping.climbing)));
    return records;
  }

  private Raw byPattern(byte[] bytes, int from, int to) throws Refusal {
    requireNoNul(bytes, from, to);
    Matcher matcher = mapping.pattern.get().matcher(new String(bytes, from, to - from, UTF_8));
    try {
      if (!matcher.matches()) {
        throw new Refusal(Reason.RAGGED, "the line does not have the shape of the pattern");
      }
    } catch (StackOverflowError e) {
      throw new Refusal(Reason.RAGGED, "the line is too long for the pattern");
    }
    List<String> cells = new ArrayList<>(mapping.groups.size());
    for (String group : mapping.groups) {
      cells.add(matcher.start(group) < 0 ? "" : present(matcher.group(group)));
    }
    return new CellsRaw(header, cells, json);
  }

  private Raw row(byte[] bytes, int from, int to) throws Refusal {
    requireNoNul(bytes, from, to);
    List<String> cells = CsvCells.of(bytes, from, to, source.delimiter());
    if (cells.size() != header.size()) {
      throw new Refusal(
          Reason.RAGGED, "%d cells, the header has %d".formatted(cells.size(), header.size()));
    }
    if (!mapping.absent.isEmpty()) {
      cells.replaceAll(this::present);
    }
    return new CellsRaw(header, cells, json);
  }

  private String present(String cell) {
    return mapping.absent.contains(cell) ? "" : cell;
  }

  private static void requireNoNul(byte[] bytes, int from, int to) throws Refusal {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        throw new Refusal(Reason.NUL_CHAR, "in the line");
      }
    }
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return true;
  }
}
