package io.percorso.simulator.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A corpus of bad deliveries. Every bad record lies among good ones, which must all be loaded.
 *
 * <p>The same arguments give the same bytes. Limits are those of a product with its shipped
 * settings: frames up to 1 MiB, JSON up to 64 levels, 5 minutes of clock skew, 400 days of
 * lateness.
 */
public final class BadInput {
  private BadInput() {}

  /** In which form plain files are delivered. */
  public enum Packing {
    AS_MADE,
    /** Each plain file as gzip, under its name with .gz. */
    GZIPPED
  }

  /**
   * What must become of a record, or with frame 0 of a file.
   *
   * @param file below landing, with /
   * @param frame from 1; 0 for the file itself
   * @param element record within its frame, from 0
   * @param verdict of a record: loaded, rejected, duplicate, late; of a file: accepted, refused,
   *     same_content
   * @param reason by name, "" where there is none
   */
  public record Expected(String file, long frame, int element, String verdict, String reason) {
    /** {@code events/a.json 3.0 rejected TYPE}. */
    public String line() {
      return "%s %d.%d %s".formatted(file, frame, element, verdict)
          + (reason.isEmpty() ? "" : " " + reason);
    }

    /** The lines that only one side has, each with its side. */
    public static List<String> differences(Set<String> expected, Set<String> found) {
      return Stream.concat(
              expected.stream().filter(l -> !found.contains(l)).map(l -> l + " (expected)"),
              found.stream().filter(l -> !expected.contains(l)).map(l -> l + " (found)"))
          .sorted()
          .toList();
    }
  }

  /**
   * Writes {@code landing/}, the declarations of its own sources in {@code sources/}, and {@code
   * expected.csv}. The sources ecom, access-log and social-care are the product's.
   *
   * @param arrival when the files are going to be found; times of records lie before it
   * @throws UncheckedIOException when a file cannot be written; names the file
   */
  public static List<Expected> write(Path folder, Instant arrival, Packing packing) {
    Corpus corpus = new Corpus(folder.resolve("landing"), packing);
    BadLines.write(corpus, arrival);
    BadTimes.write(corpus, arrival);
    BadRows.write(corpus, arrival);
    BadDocuments.write(corpus, arrival);
    BadPacks.write(corpus, arrival);
    BadNames.write(corpus, arrival);
    Repeated.write(corpus, arrival);
    for (String own : List.of("events", "ticks", "sheet")) {
      declare(folder.resolve("sources"), own + ".yaml");
    }
    List<Expected> expected = corpus.expected();
    String header = "file,frame,element,verdict,reason\n";
    try {
      Files.writeString(
          folder.resolve("expected.csv"),
          expected.stream()
              .map(
                  e ->
                      "\"%s\",%d,%d,%s,%s\n"
                          .formatted(
                              e.file().replace("\"", "\"\""),
                              e.frame(),
                              e.element(),
                              e.verdict(),
                              e.reason()))
              .collect(Collectors.joining("", header, "")));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + "/expected.csv cannot be written", e);
    }
    return expected;
  }

  private static void declare(Path folder, String name) {
    try (InputStream in = BadInput.class.getResourceAsStream(name)) {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(folder.resolve(name) + " cannot be written", e);
    }
  }

  /** Lines drawn as {@code name | reason | text}, for the cases of one format. */
  static List<Map.Entry<String, String[]>> drawn(String lines) {
    return lines
        .lines()
        .map(line -> line.split("\\|", 3))
        .map(
            cells -> Map.entry(cells[0].strip(), new String[] {cells[1].strip(), cells[2].strip()}))
        .toList();
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
