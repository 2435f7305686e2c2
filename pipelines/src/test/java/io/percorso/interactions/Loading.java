package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.percorso.testing.RealData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of this package share: rules, keys, a small source, and parsing of text. */
final class Loading {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final LoadRules RULES =
      new LoadRules(
          Instant.parse("2000-01-01T00:00:00Z"),
          Duration.ofMinutes(5),
          Duration.ofHours(72),
          Duration.ofDays(400),
          3,
          1 << 25,
          1 << 16,
          64,
          64,
          1L << 30,
          200,
          100,
          50_000,
          320);
  static final KeyRing KEYS = KeyRing.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  static final Source SHOP =
      Sources.parse(
          "shop.yaml",
          """
          source: shop
          channel: web
          natural-id: id
          time:
            created: {from: at, format: iso}
            sent: {from: sent, format: iso}
            received: {from: received, format: iso}
          identifiers: [{kind: customer, value: user}]
          columns: {place: {from: path, then: [path-template]}, text: text, duration_ms: ms, x: x}
          """);

  private Loading() {}

  /** A source whose records have a field per column of this list, and one further field, note. */
  static Source mapping(Collection<String> columns) {
    String mapped = columns.stream().map(c -> c + ": " + c).collect(Collectors.joining(", "));
    return Sources.parse(
        "wide.yaml",
        """
        source: wide
        channel: web
        natural-id: id
        time: {created: {from: at, format: iso}}
        identifiers: [{kind: email, value: user}]
        columns: {%s}
        attributes: {note: note}
        """
            .formatted(mapped));
  }

  /** A record of {@link #mapping} whose every field but its time is this text. */
  static String everyColumnGiven(String text) {
    Stream<String> names =
        Stream.concat(Stream.of("id", "user", "note"), Mapping.COLUMNS.keySet().stream());
    return names
        .map(name -> "\"%s\":\"%s\",".formatted(name, text))
        .collect(Collectors.joining("", "{", "\"at\":\"2026-03-01T10:00:00Z\"}"));
  }

  static List<Source> shipped() {
    return Sources.read(RealData.checkout().resolve("conf/sources"));
  }

  static Source shipped(String name) {
    return shipped().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  static RecordParser parser(Source source, List<String> header) {
    return new RecordParser(
        source, Mapping.of(source), RULES, KEYS, header, "f", NOW.toEpochMilli() * 1_000, "run");
  }

  /** The outcomes of a file's content. */
  static List<Outcome> parse(Source source, byte[] content) {
    try {
      FrameReader frames = frames(content, source.framing(), 0);
      frames.skipByteOrderMark();
      List<String> header = List.of();
      if (source.framing() == Framing.CSV && frames.next()) {
        header = CsvCells.of(frames.buffer(), frames.start(), frames.end(), source.delimiter());
      }
      FrameParser parser =
          FrameParser.of(
              source,
              Mapping.of(source),
              RULES,
              KEYS,
              header,
              "f",
              NOW.toEpochMilli() * 1_000,
              "run");
      List<Outcome> outcomes = new ArrayList<>();
      for (long number = 1; frames.next(); number++) {
        outcomes.addAll(
            parser.parse(
                new Frame(frames.buffer(), frames.start(), frames.end(), number, frames.fault())));
      }
      return outcomes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }

  static FrameReader frames(byte[] content, Framing framing, long base) {
    return new FrameReader(
        new ByteArrayInputStream(content),
        framing,
        ',',
        base,
        RULES.frameBytes(),
        RULES.keptBytes());
  }

  /** LOADED or the reason, of the only record. */
  static String verdict(Source source, byte[] content) {
    List<Outcome> outcomes = parse(source, content);
    return outcomes.size() == 1 && outcomes.get(0) instanceof Refused refused
        ? refused.reason().name()
        : outcomes.size() == 1 ? "LOADED" : outcomes.size() + " records";
  }
}
