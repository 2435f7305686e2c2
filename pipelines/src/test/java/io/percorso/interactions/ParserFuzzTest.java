package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.SampleLogs;
import io.percorso.simulator.badinput.BadInput;
import io.percorso.simulator.badinput.BadInput.Packing;
import io.percorso.testing.BaseSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes changed at random, for every declared source. {@code -Pfuzz} tries a million instead of
 * some ten thousand.
 */
class ParserFuzzTest {
  private static final int FRAMES = Integer.getInteger("percorso.fuzz.frames", 60_000);
  private static final LoadRules RULES = LoadRules.from(BaseSettings.inUtc());
  private static final int LARGEST_SEED = 4_000;

  @TempDir Path folder;

  /** What is changed: the header of a file, and its frames. */
  private record Seeds(List<String> header, List<byte[]> frames) {}

  @Test
  void anyBytesGiveOutcomesAndTheSameOnesTwice() throws IOException {
    BadInput.write(folder, Loading.NOW, Packing.AS_MADE);
    SampleLogs.write(
        folder.resolve("sample"), new SampleLogs.Size(1, 20, LocalDate.of(2026, 2, 2), 1));
    List<Source> sources = new ArrayList<>(Loading.shipped());
    sources.addAll(Sources.read(folder.resolve("sources")));
    Map<String, Long> histogram = new TreeMap<>();
    long seed = 1;
    for (Source source : sources) {
      fuzz(source, seeds(source), FRAMES / sources.size(), seed++, histogram);
    }
    System.out.println("fuzz: " + histogram);
    assertThat(histogram).containsKeys("loaded", "BAD_JSON", "TYPE", "RAGGED", "TS_FORMAT");
  }

  private static void fuzz(
      Source source, Seeds seeds, int frames, long seed, Map<String, Long> histogram) {
    Mutations mutations = new Mutations(seed);
    FrameParser parser = parser(source, seeds.header);
    FrameParser again = parser(source, seeds.header);
    for (int i = 0; i < frames; i++) {
      byte[] bytes = mutations.of(seeds.frames);
      Frame frame = new Frame(bytes, 0, bytes.length, i, Optional.empty());
      List<Outcome> outcomes;
      try {
        outcomes = parser.parse(frame);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "%s cannot take %s".formatted(source.name(), Arrays.toString(bytes)), e);
      }
      assertThat(outcomes).isNotEmpty().doesNotContainNull();
      if (i % 50 == 0) {
        assertThat(facts(again.parse(frame))).isEqualTo(facts(outcomes));
      }
      outcomes.forEach(
          o ->
              histogram.merge(
                  o instanceof Refused r ? r.reason().name() : "loaded", 1L, Long::sum));
    }
  }

  private static String facts(List<Outcome> outcomes) {
    StringBuilder facts = new StringBuilder();
    for (Outcome outcome : outcomes) {
      facts.append(
          outcome instanceof Candidate candidate
              ? Arrays.deepToString(candidate.values().toArray())
              : outcome.toString());
    }
    return facts.toString();
  }

  private static FrameParser parser(Source source, List<String> header) {
    return FrameParser.of(
        source,
        Mapping.of(source),
        RULES,
        Loading.KEYS,
        header,
        "f",
        Loading.NOW.toEpochMilli() * 1_000,
        "run");
  }

  /** Frames of the corpus, of the sample logs, and one made of the names that the mapping reads. */
  private Seeds seeds(Source source) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    List<String> header = List.of();
    for (String place : List.of("sample", "landing")) {
      for (Path file : files(folder.resolve(place).resolve(source.name()))) {
        FrameReader reader = reader(source, Files.newInputStream(file));
        reader.skipByteOrderMark();
        if (source.framing() == Framing.CSV && reader.next()) {
          List<String> found = cells(reader, source);
          header = header.isEmpty() ? found : header;
        }
        while (frames.size() < 5_000 && reader.next()) {
          if (reader.end() - reader.start() < LARGEST_SEED) {
            frames.add(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()));
          }
        }
      }
    }
    if (header.isEmpty() && source.framing() == Framing.CSV) {
      header = names(source);
    }
    frames.add(made(source, header).getBytes(UTF_8));
    return new Seeds(header, frames);
  }

  private static List<String> cells(FrameReader reader, Source source) {
    try {
      return CsvCells.of(reader.buffer(), reader.start(), reader.end(), source.delimiter());
    } catch (Refusal e) {
      return List.of();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().matches(".*\\.(json|csv|log)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static List<String> names(Source source) {
    Mapping mapping = Mapping.of(source);
    Set<String> names = new LinkedHashSet<>(source.required());
    mapping.created.value().paths().forEach(p -> names.add(p.firstName()));
    mapping.naturalId.ifPresent(e -> e.paths().forEach(p -> names.add(p.firstName())));
    mapping.identifiers.forEach(i -> i.value().paths().forEach(p -> names.add(p.firstName())));
    mapping.columns.values().forEach(e -> e.paths().forEach(p -> names.add(p.firstName())));
    return List.copyOf(names);
  }

  private static String made(Source source, List<String> header) {
    StringBuilder made = new StringBuilder();
    for (String name : header.isEmpty() ? names(source) : header) {
      boolean isTime = name.endsWith("tstamp") || name.contains("time") || name.endsWith("at");
      String value = isTime ? "2026-01-01 10:00:00" : "12";
      made.append(made.isEmpty() ? "" : String.valueOf(source.delimiter()))
          .append(header.isEmpty() ? "\"" + name + "\":\"" + value + "\"" : value);
    }
    return header.isEmpty() ? "{" + made + "}" : made.toString();
  }

  private static FrameReader reader(Source source, InputStream in) {
    return new FrameReader(
        in, source.framing(), source.delimiter(), 0, RULES.frameBytes(), RULES.keptBytes());
  }

  @Test
  void framesDoNotDependOnHowMuchIsReadAtOnce() throws IOException {
    List<byte[]> seeds =
        Stream.of(
                "{\"a\":\"x\"}\n{\"b\":[1,\"]}\"]}\r\n\n",
                "a,\"b\nc\",d\r\n\"e\",\"f\"\"g\"\nh,\"open\ni,j\n\"k\",l\n",
                "[{\"a\":\"x\\\"\"},{\"b\":[{}]} , 7, \"text\"]\n",
                "word".repeat(30) + "\n" + "\"" + "q\n".repeat(40) + "\",x\n")
            .map(s -> s.getBytes(UTF_8))
            .toList();
    Mutations mutations = new Mutations(3);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < FRAMES / 4; i++) {
      byte[] content = mutations.of(seeds);
      Framing framing = Framing.values()[i % 3];
      List<String> atOnce = frames(framing, new ByteArrayInputStream(content));
      assertThat(frames(framing, new Trickle(content, random)))
          .as("%s of %s", framing, Arrays.toString(content))
          .isEqualTo(atOnce);
      assertThat(atOnce).hasSizeLessThanOrEqualTo(content.length + 1);
    }
  }

  private static List<String> frames(Framing framing, InputStream in) throws IOException {
    FrameReader reader = new FrameReader(in, framing, ',', 0, 50, 10);
    List<String> frames = new ArrayList<>();
    while (reader.next() && frames.size() < 10_000) {
      frames.add(
          "%d %s %s %s"
              .formatted(
                  reader.offset(),
                  reader.fault(),
                  framing == Framing.JSON_DOCUMENT ? "" : reader.nextOffset(),
                  Arrays.toString(
                      Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()))));
    }
    return frames;
  }

  /** A stream that gives a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    private final SplittableRandom random;

    private Trickle(byte[] content, SplittableRandom random) {
      super(content);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
      return super.read(to, offset, Math.min(length, 1 + random.nextInt(9)));
    }
  }
}
