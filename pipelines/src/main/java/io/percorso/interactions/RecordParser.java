package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.lake.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes interactions of the frames of one file: one outcome per record, whatever the bytes. Knows
 * no Spark session; for one thread.
 */
final class RecordParser {
  private static final long MICROS = 1_000_000L;
  private static final java.util.regex.Pattern CURRENCY =
      java.util.regex.Pattern.compile("[A-Z]{3}");
  private static final java.util.regex.Pattern WORD =
      java.util.regex.Pattern.compile("[\\p{L}][\\p{L}0-9_.-]{0,63}");
  private static final Set<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::word).collect(Collectors.toSet());
  private static final Set<String> CHANNELS =
      Arrays.stream(Channel.values()).map(Channel::word).collect(Collectors.toSet());
  private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");

  private final Source source;
  private final Mapping mapping;
  private final LoadRules rules;
  private final StrictJson json;
  private final KeyRing.Tokens tokens;
  private final ContentHash hash;
  private final Header header;
  private final String fileSha256;
  private final long firstSeenMicros;
  private final String runId;
  private final List<Slot> slots;
  private final boolean isCells;

  /** A mapped column with its place in the row. */
  private record Slot(Field field, int place, Expression expression, boolean isNumber) {}

  /**
   * @param columns names of a CSV file's columns; empty for other formats
   * @param firstSeenMicros when the file was first seen, microseconds since 1970
   */
  RecordParser(
      Source source,
      Mapping mapping,
      LoadRules rules,
      KeyRing keyRing,
      List<String> columns,
      String fileSha256,
      long firstSeenMicros,
      String runId) {
    this.source = source;
    this.mapping = mapping;
    this.rules = rules;
    this.json = new StrictJson(rules);
    this.tokens = keyRing.tokens();
    this.hash = new ContentHash(keyRing.contentSalt());
    this.isCells = source.framing() == Framing.CSV || mapping.pattern.isPresent();
    this.header =
        new Header(mapping.pattern.isPresent() ? mapping.groups : columns, mapping.transport);
    this.fileSha256 = fileSha256;
    this.firstSeenMicros = firstSeenMicros;
    this.runId = runId;
    this.slots = new ArrayList<>();
    mapping.columns.forEach(
        (field, expression) ->
            slots.add(
                new Slot(
                    field,
                    Interactions.TABLE.indexOf(field),
                    expression,
                    NUMBERS.contains(field.name()))));
  }

  private static final Set<String> NUMBERS =
      Set.of(
          Interactions.X.name(),
          Interactions.Y.name(),
          Interactions.DURATION_MS.name(),
          Interactions.VALUE_AMOUNT.name(),
          Interactions.SEQUENCE.name());

  /** One outcome per record of the frame, at least one. */
  List<Outcome> parse(Frame frame) {
    List<Raw> records;
    try {
      records = records(frame);
    } catch (Refusal refusal) {
      return List.of(refused(0, refusal));
    }
    List<Outcome> outcomes = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      try {
        outcomes.add(interaction(records.get(i), frame.number(), i));
      } catch (Refusal refusal) {
        outcomes.add(refused(i, refusal));
      }
    }
    return outcomes;
  }

  private static Refused refused(int element, Refusal refusal) {
    Verdict verdict = refusal.reason() == Reason.LATE ? Verdict.LATE : Verdict.REJECTED;
    return new Refused(element, verdict, refusal.reason(), refusal.detail());
  }

  private List<Raw> records(Frame frame) throws Refusal {
    if (frame.fault().isPresent()) {
      throw new Refusal(frame.fault().get(), "the frame as such");
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

  private Outcome interaction(Raw raw, long frameNumber, int element) throws Refusal {
    if (raw instanceof JsonRaw one && !one.element().isObject()) {
      throw new Refusal(Reason.NOT_OBJECT, "an element that is no object");
    }
    if (mapping.ignore.isPresent() && mapping.ignore.get().of(raw).equals("true")) {
      throw new Refusal(Reason.IGNORED, "named by the mapping");
    }
    for (String field : source.required()) {
      if (raw.text(FieldPath.of(field)).isEmpty()) {
        throw new Refusal(Reason.MISSING_FIELD, field);
      }
    }
    Row[] identifiers = identifiers(raw);
    Times times = times(raw);
    Object[] values = new Object[Candidate.WIDTH];
    boolean isRedacted = fill(raw, values);
    raw.content(hash.add(source.name()));
    String contentHash = hash.done();
    String id = contentHash;
    if (mapping.naturalId.isPresent()) {
      String natural = mapping.naturalId.get().of(raw);
      if (natural.isEmpty()) {
        throw new Refusal(Reason.MISSING_FIELD, "natural-id");
      }
      id = hash.add(source.name()).add("id").add(natural).done();
    }
    set(values, Interactions.INTERACTION_ID, id);
    set(values, Interactions.SOURCE, source.name());
    set(values, Interactions.CHANNEL, word(mapping.channel.of(raw), CHANNELS, "channel"));
    set(values, Interactions.OCCURRED_AT, instant(times.occurred));
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(times.occurred, 86_400 * MICROS));
    set(values, Interactions.OCCURRED_DAY, day);
    set(values, Interactions.OCCURRED_MONTH, day.withDayOfMonth(1));
    set(values, Interactions.AVAILABLE_AT, instant(times.available));
    set(values, Interactions.IDENTIFIERS, identifiers);
    set(values, Interactions.ATTRIBUTES, attributes(raw, values, isRedacted, times.isClamped));
    set(values, Interactions.VERSION, version(raw));
    set(values, Interactions.CONTENT_HASH, contentHash);
    set(values, Interactions.MAPPING_VERSION, source.mappingVersion());
    set(values, Interactions.IS_LATE, times.available - times.occurred > micros(rules.lateLimit()));
    set(values, Interactions.FILE_SHA256, fileSha256);
    set(values, Interactions.FRAME_NUMBER, frameNumber);
    set(values, Interactions.ELEMENT_INDEX, element);
    set(values, Interactions.RUN_ID, runId);
    setDefault(values, Interactions.ACTION, Action.OTHER.word());
    setDefault(values, Interactions.DIRECTION, "inbound");
    setDefault(values, Interactions.SEQUENCE, 0L);
    setDefault(values, Interactions.IS_ERROR, false);
    setDefault(values, Interactions.IS_BOT_AGENT, false);
    String group =
        mapping.naturalId.isPresent()
            ? id
            : groupKey(source.name(), identifiers[0], times.occurred);
    return Candidate.of(group, values);
  }

  /** Group of records without an id: those of one identifier at one time. */
  private static String groupKey(String source, Row identifier, long occurredMicros) {
    return source + "|" + identifier.getString(1) + "|" + occurredMicros;
  }

  private Row[] identifiers(Raw raw) throws Refusal {
    List<Row> found = new ArrayList<>(2);
    for (Mapping.Identifier identifier : mapping.identifiers) {
      String value = identifier.value().of(raw);
      String token = value.isEmpty() ? "" : tokens.of(identifier.kind(), value);
      if (!token.isEmpty()) {
        found.add(RowFactory.create(identifier.kind(), token));
      }
    }
    if (found.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "no identifier has a value");
    }
    return found.toArray(Row[]::new);
  }

  private record Times(long occurred, long available, boolean isClamped) {}

  private Times times(Raw raw) throws Refusal {
    String created = mapping.created.value().of(raw);
    if (created.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "time.created");
    }
    long occurred = mapping.created.format().micros(created, "created");
    Optional<Long> sent = time(mapping.sent, raw);
    Optional<Long> received = time(mapping.received, raw);
    if (sent.isPresent() && received.isPresent()) {
      occurred += received.get() - sent.get();
    }
    if (occurred < rules.earliest().getEpochSecond() * MICROS) {
      throw new Refusal(Reason.TS_RANGE, "created is before interactions.earliest");
    }
    long skew = micros(rules.clockSkew());
    boolean isClamped = false;
    if (received.isPresent() && occurred > received.get()) {
      if (occurred - received.get() > skew) {
        throw new Refusal(Reason.CLOCK_SKEW, "created is ahead of received");
      }
      occurred = received.get();
      isClamped = true;
    }
    if (occurred - firstSeenMicros > skew) {
      throw new Refusal(Reason.CLOCK_SKEW, "created is ahead of the file's arrival");
    }
    long available = received.orElse(firstSeenMicros);
    if (!source.history() && available - occurred > micros(rules.lateReject())) {
      throw new Refusal(Reason.LATE, "later than late.reject");
    }
    return new Times(occurred, available, isClamped);
  }

  private static Optional<Long> time(Optional<Mapping.TimeField> field, Raw raw) throws Refusal {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    String text = field.get().value().of(raw);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(field.get().format().micros(text, field.get().name()));
  }

  /** Fills the mapped columns; true when a text was redacted. */
  private boolean fill(Raw raw, Object[] values) throws Refusal {
    boolean isRedacted = false;
    for (Slot slot : slots) {
      String text = slot.isNumber ? slot.expression.number(raw) : slot.expression.of(raw);
      if (text.isEmpty()) {
        continue;
      }
      Field field = slot.field;
      Object value =
          switch (field.content()) {
            case TOKEN -> tokens.of(field.name(), text);
            case ENUM -> enumerated(field, text);
            case TEXT -> Redactor.redact(text);
            case VALUE -> number(field, text);
            case ID -> throw new IllegalStateException(field + " cannot be mapped");
          };
      isRedacted |= field.content() == Field.Content.TEXT && !value.equals(text);
      values[slot.place] = value;
    }
    return isRedacted;
  }

  private static String enumerated(Field field, String text) throws Refusal {
    if (field == Interactions.ACTION) {
      return word(text, ACTIONS, "action");
    }
    if (field == Interactions.DIRECTION) {
      return word(text, DIRECTIONS, "direction");
    }
    if (field == Interactions.CURRENCY) {
      requireShape(CURRENCY, text, field);
      return text;
    }
    requireShape(WORD, text, field);
    return field == Interactions.LANGUAGE ? text.toLowerCase(java.util.Locale.ROOT) : text;
  }

  private static void requireShape(java.util.regex.Pattern shape, String text, Field field)
      throws Refusal {
    if (!shape.matcher(text).matches()) {
      throw new Refusal(Reason.TYPE, field + " does not have the form " + shape);
    }
  }

  private static String word(String text, Set<String> known, String field) throws Refusal {
    if (!known.contains(text)) {
      throw new Refusal(Reason.TYPE, field + " is none of its list");
    }
    return text;
  }

  private static Object number(Field field, String text) throws Refusal {
    try {
      if (field == Interactions.IS_ERROR || field == Interactions.IS_BOT_AGENT) {
        return flag(text);
      }
      if (field == Interactions.VALUE_AMOUNT) {
        BigDecimal amount = new BigDecimal(text).setScale(4, RoundingMode.HALF_UP);
        if (amount.precision() > 18) {
          throw new NumberFormatException("too many digits");
        }
        return amount;
      }
      long value = Long.parseLong(text);
      if (field == Interactions.DURATION_MS && value < 0) {
        throw new NumberFormatException("negative");
      }
      return field == Interactions.X || field == Interactions.Y
          ? (Object) Math.toIntExact(value)
          : (Object) value;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Refusal(Reason.TYPE, field + " is not " + field.type().simpleString());
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true", "TRUE" -> true;
      case "false", "FALSE" -> false;
      default -> throw new NumberFormatException("no truth value");
    };
  }

  private long version(Raw raw) throws Refusal {
    if (mapping.version.isEmpty()) {
      return 0;
    }
    String text = mapping.version.get().number(raw);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Refusal(Reason.TYPE, "version is not bigint");
    }
  }

  private Row[] attributes(Raw raw, Object[] values, boolean wasRedacted, boolean isClamped)
      throws Refusal {
    List<Row> attributes = new ArrayList<>(mapping.attributes.size());
    boolean isRedacted = wasRedacted;
    for (Map.Entry<String, Expression> entry : mapping.attributes.entrySet()) {
      String text = entry.getValue().of(raw);
      if (!text.isEmpty()) {
        String clean = Redactor.redact(text);
        isRedacted |= !clean.equals(text);
        attributes.add(RowFactory.create(entry.getKey(), clean));
      }
    }
    List<String> flags = new ArrayList<>(2);
    if (isClamped) {
      flags.add("clamped");
    }
    if (isRedacted) {
      flags.add("redacted");
    }
    set(values, Interactions.QUALITY_FLAGS, flags.toArray(String[]::new));
    return attributes.toArray(Row[]::new);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static long micros(java.time.Duration duration) {
    return duration.toMillis() * 1_000;
  }

  private static void set(Object[] values, Field field, Object value) {
    values[PLACES.get(field)] = value;
  }

  private static void setDefault(Object[] values, Field field, Object value) {
    int place = PLACES.get(field);
    if (values[place] == null) {
      values[place] = value;
    }
  }

  private static final Map<Field, Integer> PLACES =
      Interactions.TABLE.fields().stream()
          .collect(
              Collectors.toMap(
                  f -> f,
                  Interactions.TABLE::indexOf,
                  (a, b) -> a,
                  java.util.IdentityHashMap::new));
}
