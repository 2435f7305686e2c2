package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.bench.Rounds;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The work of the strict parser on a file of {@link EventLines}, whole and part by part. */
public final class ParserParts {
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
          50_000,
          320);
  private static final Source SOURCE = Sources.parse("events.yaml", EventLines.DECLARATION);

  private final Path file;
  private final int lines;
  private final KeyRing keys = KeyRing.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  /**
   * @param lines that are in the file: a part that meets fewer or more fails
   */
  public ParserParts(Path file, int lines) {
    this.file = file;
    this.lines = lines;
  }

  /** What is done with one frame; gives 1 and depends on the frame, so that nothing is left out. */
  private interface Work {
    long of(byte[] buffer, int from, int to, long number) throws IOException;
  }

  /** From frames to outcomes, with all that the parser does. */
  public void parse(int threads) throws IOException {
    through(threads, this::parser);
  }

  private Work parser() {
    RecordParser parser =
        new RecordParser(
            SOURCE, Mapping.of(SOURCE), RULES, keys, List.of(), "f", 1_772_000_000_000_000L, "run");
    return (buffer, from, to, number) -> {
      List<Outcome> outcomes = parser.parse(new Frame(buffer, from, to, number, Optional.empty()));
      if (!(outcomes.get(0) instanceof Candidate)) {
        throw new IllegalStateException(outcomes.toString());
      }
      return outcomes.size();
    };
  }

  /** Adds what each part of the work costs alone, on one thread. */
  public void addTo(Rounds rounds) {
    StrictJson strict = new StrictJson(RULES);
    ObjectMapper plain = new ObjectMapper();
    ObjectMapper twice =
        new ObjectMapper(
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    KeyRing.Tokens tokens = keys.tokens();
    ContentHash hash = new ContentHash(keys.contentSalt());
    add(rounds, "framing", (b, from, to, n) -> 1);
    add(rounds, "UTF-8 check", (b, from, to, n) -> Utf8.isValid(b, from, to) ? 1 : 0);
    add(rounds, "strict JSON", (b, from, to, n) -> size(strict, b, from, to));
    add(rounds, "JSON, nothing strict", tree(plain));
    add(rounds, "JSON, duplicate keys refused", tree(twice));
    add(
        rounds,
        "three pseudonyms",
        (b, from, to, n) -> {
          String name = Long.toString(n);
          return tokens.of("cookie", "c" + name).length() / 22
              + tokens.of("customer", "u" + name).length() / 44
              + tokens.of("session_hint", "s" + name).length() / 44;
        });
    add(
        rounds,
        "redaction",
        (b, from, to, n) -> Redactor.redact(new String(b, to - 160, 100, UTF_8)).isEmpty() ? 0 : 1);
    add(
        rounds,
        "hash of content",
        (b, from, to, n) -> hash.add(new String(b, from, to - from, UTF_8)).done().length() / 32);
  }

  private void add(Rounds rounds, String name, Work work) {
    rounds.add(name, () -> through(1, () -> work));
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

  private void through(int threads, Supplier<Work> works) throws IOException {
    long found = frames(threads, works);
    if (found != lines) {
      throw new IllegalStateException("%,d of %,d lines were met".formatted(found, lines));
    }
  }

  /** Goes through the file, a thread for each part of it, and adds up what the work gives. */
  private long frames(int threads, Supplier<Work> works) throws IOException {
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
}
