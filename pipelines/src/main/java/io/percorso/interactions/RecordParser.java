package io.percorso.interactions;

import io.percorso.lake.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes interactions of the frames of one file: one outcome per record, whatever the bytes. Knows
 * no Spark session; for one thread.
 */
final class RecordParser implements FrameParser {
  private static final long MICROS = 1_000_000L;

  private final Source source;
  private final Mapping mapping;
  private final LoadRules rules;
  private final FrameRecords frameRecords;
  private final KeyRing.Tokens tokens;
  private final ContentHash hash;
  private final String fileSha256;
  private final long firstSeenMicros;
  private final String runId;
  private final List<Slot> slots;
  private final OwnNames ownNames = new OwnNames();

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
    this.frameRecords = new FrameRecords(source, mapping, rules, columns);
    this.tokens = keyRing.tokens();
    this.hash = new ContentHash(keyRing.contentSalt());
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

  @Override
  public List<Outcome> parse(Frame frame) {
    return FrameParser.each(frameRecords, frame, this::interaction);
  }

  private Outcome interaction(Raw raw, long frameNumber, int element) throws Refusal {
    mapping.requireWanted(raw);
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
    set(
        values,
        Interactions.CHANNEL,
        ColumnValues.word(mapping.channel.of(raw), ColumnValues.CHANNELS, "channel"));
    set(values, Interactions.OCCURRED_AT, instant(times.occurred));
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(times.occurred, 86_400 * MICROS));
    set(values, Interactions.OCCURRED_DAY, day);
    set(values, Interactions.OCCURRED_MONTH, day.withDayOfMonth(1));
    set(values, Interactions.AVAILABLE_AT, instant(times.available));
    set(values, Interactions.IDENTIFIERS, identifiers);
    set(values, Interactions.ATTRIBUTES, attributes(raw, values, isRedacted, times.isClamped));
    set(values, Interactions.VERSION, mapping.versionOf(raw));
    set(values, Interactions.CONTENT_HASH, contentHash);
    set(values, Interactions.MAPPING_VERSION, source.mappingVersion());
    set(
        values,
        Interactions.IS_LATE,
        !source.history() && times.available - times.occurred > micros(rules.lateLimit()));
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
    ownNames.clear();
    for (Mapping.Identifier identifier : mapping.identifiers) {
      String value = identifier.value().of(raw);
      String token =
          value.isEmpty() || namesNobody(identifier.kind(), value)
              ? ""
              : tokens.of(identifier.kind(), value);
      if (!token.isEmpty()) {
        found.add(RowFactory.create(identifier.kind(), token));
        ownNames.add(identifier.kind(), value);
      }
    }
    if (found.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "no identifier has a value");
    }
    return found.toArray(Row[]::new);
  }

  private boolean namesNobody(String kind, String value) {
    return Placeholders.isOne(value)
        || Placeholders.isGarbage(kind, value, rules.identifierLength());
  }

  private record Times(long occurred, long available, boolean isClamped) {}

  private Times times(Raw raw) throws Refusal {
    String created = mapping.created.value().of(raw);
    if (created.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "time.created");
    }
    long occurred = mapping.created.formats().micros(created, "created");
    Optional<Long> sent = time(mapping.sent, raw);
    Optional<Long> received = time(mapping.received, raw);
    if (sent.isPresent() && received.isPresent()) {
      occurred += received.get() - sent.get();
    }
    if (occurred < rules.earliest().getEpochSecond() * MICROS) {
      throw new Refusal(Reason.TS_RANGE, "created is before interactions.earliest");
    }
    long skew = micros(rules.clockSkew());
    if (received.isPresent() && received.get() - firstSeenMicros > skew) {
      throw new Refusal(Reason.CLOCK_SKEW, "received is ahead of the file's arrival");
    }
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
        : Optional.of(field.get().formats().micros(text, field.get().name()));
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
            case ENUM -> ColumnValues.enumerated(field, text);
            case TEXT -> ownNames.redact(Redactor.redact(text));
            case VALUE -> number(field, text);
            case ID -> throw new IllegalStateException(field + " cannot be mapped");
          };
      isRedacted |= field.content() == Field.Content.TEXT && !value.equals(text);
      values[slot.place] = value;
    }
    return isRedacted;
  }

  private Object number(Field field, String text) throws Refusal {
    if (text.length() > rules.numberLength()) {
      throw new Refusal(Reason.TYPE, field + " is longer than load.number-length");
    }
    return ColumnValues.number(field, text);
  }

  private Row[] attributes(Raw raw, Object[] values, boolean wasRedacted, boolean isClamped)
      throws Refusal {
    List<Row> attributes = new ArrayList<>(mapping.attributes.size());
    boolean isRedacted = wasRedacted;
    for (Map.Entry<String, Expression> entry : mapping.attributes.entrySet()) {
      String text = entry.getValue().of(raw);
      if (!text.isEmpty()) {
        String clean = ownNames.redact(Redactor.redact(text));
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
