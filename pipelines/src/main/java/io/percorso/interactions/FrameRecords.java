package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
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
      return rows(bytes, frame.from(), frame.to());
    }
    if (mapping.explode.isEmpty()) {
      return List.of(whole(json.object(bytes, frame.from(), frame.to())));
    }
    JsonNode document =
        mapping.takesArrays
            ? json.objectOrArray(bytes, frame.from(), frame.to())
            : json.object(bytes, frame.from(), frame.to());
    List<Raw> records = Explode.of(document, mapping);
    if (records.isEmpty()) {
      throw new Refusal(
          mapping.ignoreEmpty.isPresent()
                  && mapping.ignoreEmpty.get().of(whole(document)).equals("true")
              ? Reason.IGNORED
              : Reason.EMPTY,
          "no element at " + mapping.explode.stream().map(FieldPath::text).toList());
    }
    return records;
  }

  private Raw whole(JsonNode document) {
    return new JsonRaw(document, Around.NOTHING, mapping.transport, List.of());
  }

  private Raw byPattern(byte[] bytes, int from, int to) throws Refusal {
    requireNoNul(bytes, from, to);
    CountedText line = new CountedText(new String(bytes, from, to - from, UTF_8));
    Matcher matcher = mapping.pattern.get().matcher(line);
    try {
      if (!matcher.matches()) {
        throw new Refusal(Reason.RAGGED, "the line does not have the shape of the pattern");
      }
    } catch (StackOverflowError | CountedText.TooManyLooks e) {
      throw new Refusal(Reason.RAGGED, "the line is too long for the pattern");
    }
    List<String> cells = new ArrayList<>(mapping.groups.size());
    for (String group : mapping.groups) {
      cells.add(matcher.start(group) < 0 ? "" : present(matcher.group(group)));
    }
    return new CellsRaw(header, cells, json);
  }

  private List<Raw> rows(byte[] bytes, int from, int to) throws Refusal {
    CellsRaw row = row(bytes, from, to);
    if (mapping.unpivot.isEmpty()) {
      return List.of(row);
    }
    List<Raw> records = mapping.unpivot.get().of(row);
    if (records.isEmpty()) {
      throw new Refusal(Reason.EMPTY, "no cell of the row holds a value");
    }
    return records;
  }

  private CellsRaw row(byte[] bytes, int from, int to) throws Refusal {
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
