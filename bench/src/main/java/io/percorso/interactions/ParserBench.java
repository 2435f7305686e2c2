package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The strict parser against DuckDB's reader of JSON on one file: frames to outcomes here, a table
 * in memory with the same columns there; in turn, so that both meet the same machine. DuckDB
 * neither refuses duplicate keys, nor makes pseudonyms, nor redacts. What these cost is measured
 * alone, over the same lines.
 *
 * <p>Arguments: folder for the file, folder for results, lines, rounds.
 */
public final class ParserBench {
  private static final LoadRules RULES =
      new LoadRules(
          Instant.parse("2000-01-01T00:00:00Z"),
          Duration.ofMinutes(5),
          Duration.ofHours(72),
          Duration.ofDays(400),
          3,
          8 << 20,
          1 << 20,
          4_096,
          64,
          1L << 34,
          200,
          100,
          50_000);
  private static final Source SOURCE =
      Sources.parse(
          "events.yaml",
          """
          source: events
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
          """);
  private static final String TABLE =
      """
      create or replace table events as select * from read_json('%s', format = 'newline_delimited', columns = {
        "id": 'VARCHAR', "cookie": 'VARCHAR', "user": 'VARCHAR', "at": 'TIMESTAMPTZ', "received": 'TIMESTAMPTZ',
        "path": 'VARCHAR', "event": 'VARCHAR', "session": 'VARCHAR', "text": 'VARCHAR', "ms": 'BIGINT',
        "x": 'INTEGER', "y": 'INTEGER', "amount": 'DECIMAL(18,4)', "currency": 'VARCHAR', "language": 'VARCHAR',
        "referrer": 'VARCHAR', "context": 'STRUCT(device VARCHAR, screen VARCHAR)'})
      """;

  private final Path file;
  private final KeyRing keys = KeyRing.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
  private final Map<String, List<Double>> seconds = new TreeMap<>();

  private ParserBench(Path file) {
    this.file = file;
  }

  /**
   * What is done with one frame; gives something that depends on it, so that nothing is left out.
   */
  private interface Work {
    long of(byte[] buffer, int from, int to, long number) throws IOException;
  }

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]).resolve("events.json");
    int lines = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    write(file, lines);
    ParserBench bench = new ParserBench(file);
    bench.measure(lines, rounds);
    bench.report(Path.of(arguments[1]), lines, rounds);
  }

  private void measure(int lines, int rounds) throws Exception {
    for (int round = 0; round <= rounds; round++) {
      boolean isWarm = round > 0;
      for (int threads = 1; threads <= 2; threads++) {
        int count = threads;
        time(isWarm, "percorso, " + threads, () -> parse(count), lines);
        time(isWarm, "duckdb, " + threads, () -> duckdb(count), lines);
      }
      parts(isWarm, lines);
    }
  }

  private long parse(int threads) throws IOException {
    return frames(threads, this::parser);
  }

  private Work parser() {
    RecordParser parser =
        new RecordParser(
            SOURCE, Mapping.of(SOURCE), RULES, keys, List.of(), "f", 1_772_000_000_000_000L, "run");
    return (buffer, from, to, number) -> {
      List<Outcome> outcomes =
          parser.parse(new Frame(buffer, from, to, number, java.util.Optional.empty()));
      if (!(outcomes.get(0) instanceof Candidate)) {
        throw new IllegalStateException(outcomes.toString());
      }
      return outcomes.size();
    };
  }

  /** What one part of the work costs alone, on one thread. */
  private void parts(boolean isWarm, int lines) throws Exception {
    time(isWarm, "framing", () -> frames(1, () -> (b, from, to, n) -> 1), lines);
    time(
        isWarm,
        "UTF-8 check",
        () -> frames(1, () -> (b, from, to, n) -> Utf8.isValid(b, from, to) ? 1 : 0),
        lines);
    StrictJson strict = new StrictJson(RULES);
    time(
        isWarm,
        "strict JSON",
        () -> frames(1, () -> (b, from, to, n) -> size(strict, b, from, to)),
        lines);
    ObjectMapper plain = new ObjectMapper();
    ObjectMapper twice =
        new ObjectMapper(
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    time(isWarm, "JSON, nothing strict", () -> frames(1, () -> tree(plain)), lines);
    time(isWarm, "JSON, duplicate keys refused", () -> frames(1, () -> tree(twice)), lines);
    KeyRing.Tokens tokens = keys.tokens();
    time(
        isWarm,
        "three pseudonyms",
        () ->
            frames(
                1,
                () ->
                    (b, from, to, n) -> {
                      String name = Long.toString(n);
                      return tokens.of("cookie", "c" + name).length() / 22
                          + tokens.of("customer", "u" + name).length() / 44
                          + tokens.of("session_hint", "s" + name).length() / 44;
                    }),
        lines);
    time(
        isWarm,
        "redaction",
        () ->
            frames(
                1,
                () ->
                    (b, from, to, n) ->
                        Redactor.redact(new String(b, to - 160, 100, UTF_8)).isEmpty() ? 0 : 1),
        lines);
    ContentHash hash = new ContentHash(keys.contentSalt());
    time(
        isWarm,
        "hash of content",
        () ->
            frames(
                1,
                () ->
                    (b, from, to, n) ->
                        hash.add(new String(b, from, to - from, UTF_8)).done().length() / 32),
        lines);
  }

  private static Work tree(ObjectMapper mapper) {
    return (b, from, to, n) -> mapper.readTree(b, from, to - from).size() > 5 ? 1 : 0;
  }

  private static long size(StrictJson json, byte[] b, int from, int to) {
    try {
      return json.object(b, from, to).size() > 5 ? 1 : 0;
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes through the file, a thread for each part of it, and adds up what the work gives. */
  private long frames(int threads, java.util.function.Supplier<Work> works) throws IOException {
    long size = Files.size(file);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long start = size * i / threads;
        long end = size * (i + 1) / threads;
        parts.add(pool.submit(() -> part(start, end, works.get())));
      }
      long sum = 0;
      for (Future<Long> part : parts) {
        sum += part.get();
      }
      return sum;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  /** The lines that begin in a part of the file. */
  private long part(long start, long end, Work work) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      in.skipNBytes(Math.max(0, start - 1));
      FrameReader frames =
          new FrameReader(
              in,
              Framing.LINES,
              ',',
              Math.max(0, start - 1),
              RULES.frameBytes(),
              RULES.keptBytes());
      if (start > 0) {
        frames.next();
      }
      long sum = 0;
      long number = 0;
      while (frames.nextOffset() < end && frames.next()) {
        sum += work.of(frames.buffer(), frames.start(), frames.end(), ++number);
      }
      return sum;
    }
  }

  private long duckdb(int threads) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set threads = " + threads);
      statement.execute("set timezone = 'UTC'");
      statement.execute(TABLE.formatted(file));
      try (var rows = statement.executeQuery("select count(*) from events")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private void time(boolean isWarm, String name, Callable<Long> work, int lines) throws Exception {
    long started = System.nanoTime();
    long found = work.call();
    if (found != lines) {
      throw new IllegalStateException("%s gave %d of %d lines".formatted(name, found, lines));
    }
    if (isWarm) {
      seconds
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add((System.nanoTime() - started) / 1e9);
    }
  }

  private static void write(Path file, int lines) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
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

  private void report(Path folder, int lines, int rounds) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = json.createObjectNode();
    document.put("what", "strict parser against DuckDB's read_json, one file of JSON lines");
    document.put("lines", lines).put("bytes", Files.size(file)).put("rounds", rounds);
    document.put("cores", Runtime.getRuntime().availableProcessors());
    StringBuilder page = new StringBuilder();
    page.append(
        "# Parser, %,d JSON lines of %d bytes, %d cores, %d rounds%n%n"
            .formatted(
                lines,
                Files.size(file) / lines,
                Runtime.getRuntime().availableProcessors(),
                rounds));
    page.append("| seconds per million lines | minimum | median | maximum |\n|---|---|---|---|\n");
    for (Map.Entry<String, List<Double>> one : seconds.entrySet()) {
      List<Double> each = one.getValue().stream().map(s -> s * 1e6 / lines).toList();
      row(document, page, one.getKey(), each);
    }
    page.append(
        "\n| ratio of one round's times | minimum | median | maximum |\n|---|---|---|---|\n");
    for (int threads = 1; threads <= 2; threads++) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        ratios.add(
            seconds.get("percorso, " + threads).get(i) / seconds.get("duckdb, " + threads).get(i));
      }
      row(document, page, "percorso over duckdb, threads: " + threads, ratios);
    }
    Files.createDirectories(folder);
    json.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("parser.json").toFile(), document);
    Files.writeString(folder.resolve("parser.md"), page);
    System.out.println(page);
  }

  private static void row(
      ObjectNode document, StringBuilder page, String name, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    Arrays.stream(sorted).forEach(document.withArray(name)::add);
    page.append(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f | %.2f |%n",
            name,
            sorted[0],
            sorted[sorted.length / 2],
            sorted[sorted.length - 1]));
  }
}
