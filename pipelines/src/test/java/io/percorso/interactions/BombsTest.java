package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made to fill the memory, read by a JVM with a heap of 64 MiB altogether. {@code -Pfuzz}
 * makes them of gigabytes.
 */
class BombsTest {
  private static final int MEGABYTES = Integer.getInteger("percorso.bomb.megabytes", 64);
  private static final int MEMBER = 1 << 24;
  @TempDir Path landing;

  /** A member of 16 MiB of one letter, as often as it takes. */
  private void bomb(String name, String beginning, char letter) throws IOException {
    byte[] letters = new byte[MEMBER];
    Arrays.fill(letters, (byte) letter);
    byte[] member = Reading.gzip(letters);
    Path file = landing.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(Reading.gzip(beginning.getBytes(UTF_8)));
      for (int i = 0; i < MEGABYTES / 16; i++) {
        out.write(member);
      }
    }
  }

  @Test
  void noFileTakesMoreThanTheHeapOfOneFrame() throws IOException, InterruptedException {
    String header =
        "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
    bomb("judged/ratio.json.gz", "", 'x');
    bomb("limited/inflated.json.gz", "", 'x');
    bomb("read/shop/line.json.gz", "", 'x');
    bomb("read/ecom/open-quote.csv.gz", header + "u,\"", 'x');
    bomb("read/ecom/open-quote-lines.csv.gz", header + "u,\"a\n", 'x');
    bomb("read/social-care/open-array.json.gz", "[", '[');
    bomb("read/social-care/open-text.json.gz", "[{\"a\":\"", 'x');
    byte[] none = Reading.gzip(new byte[0]);
    byte[] members = new byte[none.length * 150_000];
    for (int i = 0; i < members.length; i++) {
      members[i] = none[i % none.length];
    }
    Reading.deliver(landing, "read/shop/members.json.gz", members);
    Path printed = landing.resolve("printed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Bombs.class.getName(),
                landing.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(printed.toFile()))
            .start();
    assertThat(child.waitFor()).as(Files.readString(printed)).isZero();
    System.out.print(Files.readString(printed));
    List<Map<String, String>> rows =
        Files.readAllLines(printed).stream()
            .filter(l -> l.startsWith("read "))
            .map(l -> l.split(" "))
            .map(c -> Map.of("file", c[1], "found", c[2]))
            .toList();
    Grid.of(
            """
            file                               | found
            judged/ratio.json.gz               | FILE_LIMIT
            limited/inflated.json.gz           | FILE_LIMIT
            ecom/open-quote-lines.csv.gz       | {LINE_TOO_LONG=1,QUOTE=1}
            ecom/open-quote.csv.gz             | {LINE_TOO_LONG=1}
            shop/line.json.gz                  | {LINE_TOO_LONG=1}
            shop/members.json.gz               | EMPTY_FILE
            social-care/open-array.json.gz     | {LINE_TOO_LONG=1}
            social-care/open-text.json.gz      | {LINE_TOO_LONG=1}
            """)
        .assertShows(rows, row -> row::get);
  }
}
