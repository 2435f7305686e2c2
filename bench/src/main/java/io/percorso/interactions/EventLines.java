package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;

/** A file of invented events, one JSON object a line, and how either side reads it. */
public final class EventLines {
  /** The folder below landing, and the source's name. */
  public static final String SOURCE = "events";

  /** The source as conf/sources would declare it. */
  public static final String DECLARATION =
      """
      source: events
      about: Invented events for a measurement, one JSON object a line.
      files: ["*.json"]
      framing: lines
      # Old data: nothing in it is too late.
      history: true
      channel: web
      natural-id: id
      time:
        created: {from: at, format: iso}
        received: {from: received, format: iso}
      identifiers: [{kind: cookie, value: cookie}, {kind: customer, value: user}]
      columns:
        place: {from: path, then: [path-template]}
        action: {from: event, then: [{map: {page: view, click: click}, default: other}]}
        session_hint: session
        text: text
        duration_ms: ms
        x: x
        y: y
        value_amount: amount
        currency: currency
        language: language
        device: context/device
        referrer: {from: referrer, then: [url-template]}
      """;

  private static final String COLUMNS =
      """
      columns = {
        "id": 'VARCHAR', "cookie": 'VARCHAR', "user": 'VARCHAR', "at": 'TIMESTAMPTZ', "received": 'TIMESTAMPTZ',
        "path": 'VARCHAR', "event": 'VARCHAR', "session": 'VARCHAR', "text": 'VARCHAR', "ms": 'BIGINT',
        "x": 'INTEGER', "y": 'INTEGER', "amount": 'DECIMAL(18,4)', "currency": 'VARCHAR', "language": 'VARCHAR',
        "referrer": 'VARCHAR', "context": 'STRUCT(device VARCHAR, screen VARCHAR)'}
      """;

  private EventLines() {}

  /** The lines as DuckDB reads them, told what the columns are. */
  public static String duckDbColumnsGiven(Path file) {
    return "read_json('%s', format = 'newline_delimited', %s)".formatted(file, COLUMNS);
  }

  /** The lines as DuckDB reads them when it has to find out. */
  public static String duckDbTypesInferred(Path file) {
    return "read_json_auto('%s', format = 'newline_delimited')".formatted(file);
  }

  /** Writes so many lines, the same ones every time. */
  public static void write(Path file, int lines) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      StringBuilder page = new StringBuilder();
      for (int i = 0; i < lines; i++) {
        Instant at = Instant.ofEpochSecond(1_771_000_000L + i / 20);
        page.append(
            "{\"id\":\"%016x\",\"cookie\":\"c%08x\",\"user\":\"u%d\",\"at\":\"%s\",\"received\":\"%s\",\"path\":\"/shop/%d/%d\",\"event\":\"%s\",\"session\":\"s%08x\",\"ms\":%d,\"x\":%d,\"y\":%d,\"amount\":%d.%02d,\"currency\":\"EUR\",\"language\":\"it\",\"referrer\":\"https://www.example.org/find?q=%d\",\"context\":{\"device\":\"mobile\",\"screen\":\"%dx900\"},\"text\":\"nothing in this text names a person, order %d came late and the box was open, please send it again today, thanks\"}\n"
                .formatted(
                    random.nextLong(),
                    random.nextInt(),
                    random.nextInt(100_000),
                    at,
                    at.plusSeconds(1),
                    random.nextInt(40),
                    random.nextInt(10_000_000),
                    random.nextBoolean() ? "page" : "click",
                    random.nextInt(),
                    random.nextInt(60_000),
                    random.nextInt(1_000),
                    random.nextInt(4_000),
                    random.nextInt(500),
                    random.nextInt(100),
                    random.nextInt(1_000),
                    random.nextInt(2_000),
                    random.nextInt(100_000)));
        if (page.length() > 1 << 16) {
          out.write(page.toString().getBytes(UTF_8));
          page.setLength(0);
        }
      }
      out.write(page.toString().getBytes(UTF_8));
    }
  }
}
