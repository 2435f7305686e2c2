package io.percorso.interactions;

import io.percorso.lake.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes corrections of identity of the frames of one file: one outcome per record, whatever the
 * bytes. Identifiers become the tokens that interactions have. Refused are a verdict or a kind
 * outside its list and a weak kind (TYPE), a missing value or one that names nobody
 * (MISSING_FIELD), and a decision ahead of its arrival, which would stand against all later ones
 * (CLOCK_SKEW). Knows no Spark session; for one thread.
 */
final class CorrectionParser implements FrameParser {
  private static final long MICROS = 1_000_000L;
  private static final Set<String> VERDICTS = Set.copyOf(IdentityCorrections.VERDICTS);
  private static final Set<String> KINDS = Set.copyOf(IdentifierKind.words());

  private record Named(IdentifierKind kind, String token) {
    private boolean isSurerThan(Named other) {
      int byKind = kind.compareTo(other.kind);
      return byKind < 0 || byKind == 0 && token.compareTo(other.token) < 0;
    }

    @Override
    public String toString() {
      return kind.word() + ":" + token;
    }
  }

  private final Source source;
  private final Mapping mapping;
  private final LoadRules rules;
  private final FrameRecords frameRecords;
  private final KeyRing.Tokens tokens;
  private final String fileSha256;
  private final long firstSeenMicros;
  private final String runId;
  private final OwnNames ownNames = new OwnNames();

  /**
   * @param columns names of a CSV file's columns; empty for other formats
   * @param firstSeenMicros when the file was first seen, microseconds since 1970
   */
  CorrectionParser(
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
    this.fileSha256 = fileSha256;
    this.firstSeenMicros = firstSeenMicros;
    this.runId = runId;
  }

  @Override
  public List<Outcome> parse(Frame frame) {
    return FrameParser.each(frameRecords, frame, this::correction);
  }

  private Outcome correction(Raw raw, long frameNumber, int element) throws Refusal {
    mapping.requireWanted(raw);
    ownNames.clear();
    Named one = named(IdentityCorrections.KIND, IdentityCorrections.VALUE, raw);
    Named other = named(IdentityCorrections.OTHER_KIND, IdentityCorrections.OTHER_VALUE, raw);
    if (one.equals(other)) {
      throw new Refusal(Reason.TYPE, "value and other_value are the same identifier");
    }
    String verdict =
        ColumnValues.word(
            value(IdentityCorrections.VERDICT, raw),
            VERDICTS,
            IdentityCorrections.VERDICT.toString());
    Instant decidedAt = decidedAt(raw);
    boolean isOrdered = one.isSurerThan(other);
    return new Correction(
        Arrays.asList(
            (isOrdered ? one : other).toString(),
            (isOrdered ? other : one).toString(),
            decidedAt,
            verdict,
            text(IdentityCorrections.DECIDED_BY, raw),
            text(IdentityCorrections.REASON, raw),
            source.name(),
            fileSha256,
            frameNumber,
            element,
            runId));
  }

  private Named named(Field kindField, Field valueField, Raw raw) throws Refusal {
    String word = ColumnValues.word(value(kindField, raw), KINDS, kindField.toString());
    IdentifierKind kind = IdentifierKind.of(word);
    if (!kind.isStrong()) {
      throw new Refusal(
          Reason.TYPE, kindField + " is weak: it belongs to whoever logs in, not to one customer");
    }
    String value = value(valueField, raw);
    boolean isNobody =
        Placeholders.isOne(value) || Placeholders.isGarbage(word, value, rules.identifierLength());
    String token = isNobody ? "" : tokens.of(word, value);
    if (token.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, valueField + " names nobody");
    }
    ownNames.add(word, value);
    return new Named(kind, token);
  }

  private String value(Field field, Raw raw) throws Refusal {
    String value = mapping.columns.get(field).of(raw);
    if (value.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, field.name());
    }
    return value;
  }

  /** Redacted; null, which the column may be, where the record or the mapping has none. */
  private Object text(Field field, Raw raw) throws Refusal {
    Expression mapped = mapping.columns.get(field);
    String text = mapped == null ? "" : mapped.of(raw);
    return text.isEmpty() ? null : ownNames.redact(Redactor.redact(text));
  }

  private Instant decidedAt(Raw raw) throws Refusal {
    String created = mapping.created.value().of(raw);
    if (created.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "time.created");
    }
    long micros = mapping.created.formats().micros(created, "created");
    if (micros < rules.earliest().getEpochSecond() * MICROS) {
      throw new Refusal(Reason.TS_RANGE, "created is before interactions.earliest");
    }
    if (micros - firstSeenMicros > micros(rules.clockSkew())) {
      throw new Refusal(Reason.CLOCK_SKEW, "created is ahead of the file's arrival");
    }
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }
}
