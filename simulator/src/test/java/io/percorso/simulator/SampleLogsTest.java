package io.percorso.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.simulator.SampleLogs.Delivered;
import io.percorso.simulator.SampleLogs.Delivery;
import io.percorso.simulator.SampleLogs.Size;
import io.percorso.simulator.SampleLogs.State;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogsTest {
  private static final Pattern COMBINED =
      Pattern.compile(
          "\\S+ - - \\[\\d{2}/\\w{3}/\\d{4}(:\\d{2}){3} \\+0000] \"GET \\S+ HTTP/1.1\" \\d{3}"
              + " (\\d+|-) \"[^\"]*\" \"[^\"]*\"");

  @TempDir static Path landing;
  @TempDir static Path again;
  private static Delivery delivery;

  @BeforeAll
  static void writeTheDemo() {
    delivery = SampleLogs.write(landing, Size.demo());
  }

  @Test
  void theSameSizeGivesTheSameBytes() throws IOException {
    SampleLogs.write(again, Size.demo());
    List<Path> files = files(landing);
    assertThat(files).hasSizeGreaterThan(120);
    for (Path file : files) {
      Path twin = again.resolve(landing.relativize(file));
      assertThat(Files.mismatch(file, twin)).as(file.toString()).isEqualTo(-1);
    }
  }

  @Test
  void anotherSeedGivesAnotherWorld(@TempDir Path other) throws IOException {
    LocalDate day = LocalDate.of(2026, 3, 2);
    SampleLogs.writeShop(other, new Size(2, 20, day, 1));
    SampleLogs.writeShop(again.resolve("small"), new Size(1, 20, day, 1));
    String name = "ecom/events-2026-03-02.csv";
    assertThat(other.resolve(name))
        .content()
        .isNotEqualTo(Files.readString(again.resolve("small").resolve(name)));
  }

  @Test
  void moreCustomersLeaveTheOthersAsTheyWere(@TempDir Path small, @TempDir Path large) {
    LocalDate day = LocalDate.of(2026, 3, 2);
    SampleLogs.writeShop(small, new Size(1, 20, day, 3));
    SampleLogs.writeShop(large, new Size(1, 40, day, 3));
    String name = "ecom/events-2026-03-03.csv";
    List<String> few = lines(small.resolve(name));
    assertThat(lines(large.resolve(name)))
        .hasSizeGreaterThan(few.size())
        .startsWith(few.toArray(String[]::new));
  }

  @Test
  void theDemoHasAboutTwentyThousandRecordsOfFourSources() {
    assertThat(delivery.records()).isBetween(15_000L, 25_000L);
    assertThat(delivery.records("ecom")).isBetween(12_000L, 18_000L);
    assertThat(delivery.records("access-log")).isGreaterThan(2_000);
    assertThat(delivery.records("snowplow-web")).isGreaterThan(1_000);
    assertThat(delivery.records("social-care")).isGreaterThan(300);
  }

  @Test
  void theCountsAreThoseOfTheFiles() {
    for (Delivered file : delivery.files()) {
      Path path = landing.resolve(file.source()).resolve(file.name());
      if (file.state() == State.WHOLE) {
        assertThat(recordsIn(file.source(), path)).as(file.name()).isEqualTo(file.records());
      }
    }
  }

  @Test
  void aShopFileHasTheHeaderAndSevenCellsButForACutLineNowAndThen() {
    List<String> lines = new ArrayList<>();
    for (Path file : files(landing.resolve("ecom"))) {
      if (!file.toString().endsWith("-resent.csv.gz")) {
        List<String> all = lines(file);
        assertThat(all.get(0) + "\n").isEqualTo(ShopLog.HEADER);
        lines.addAll(all.subList(1, all.size()));
      }
    }
    long cut = lines.stream().filter(line -> line.split(",", -1).length == 2).count();
    long good = lines.stream().filter(SampleLogsTest::isShopLine).count();
    assertThat(cut).isBetween(1L, 40L);
    assertThat(good + cut).isEqualTo(lines.size());
  }

  @Test
  void everyPageOfTheShopOccurs() {
    List<String> events = new ArrayList<>();
    for (Path file : files(landing.resolve("ecom"))) {
      if (!file.toString().endsWith("-resent.csv.gz")) {
        lines(file).stream().skip(1).map(line -> line.split(",", -1)[1]).forEach(events::add);
      }
    }
    assertThat(events.stream().distinct().map(e -> e.toUpperCase(java.util.Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ShopWalk.Page.values()).map(Enum::name).toList());
  }

  @Test
  void paymentFailsMoreOftenOnMobile() {
    assertThat(failuresPerPayment("mobile")).isGreaterThan(2 * failuresPerPayment("desktop"));
  }

  @Test
  void theShippingBugBeginsInTheThirdWeek() {
    List<String> days = new ArrayList<>();
    for (Path file : files(landing.resolve("ecom"))) {
      if (!file.toString().endsWith("-resent.csv.gz")) {
        lines(file).stream()
            .filter(line -> line.contains(",checkout_bug,"))
            .map(line -> line.split(",", -1)[2].substring(0, 10))
            .forEach(days::add);
      }
    }
    assertThat(days).hasSizeGreaterThan(10).allMatch(day -> day.compareTo("2026-03-20") >= 0);
  }

  @Test
  void theAccessLogIsCombinedFormatInOrderOfTimeButForACutLine() {
    List<String> bad = new ArrayList<>();
    for (Path file : files(landing.resolve("access-log"))) {
      List<String> good = new ArrayList<>();
      lines(file).forEach(line -> (COMBINED.matcher(line).matches() ? good : bad).add(line));
      List<String> times =
          good.stream().map(l -> l.replaceFirst("^[^\\[]*\\[", "").substring(0, 20)).toList();
      assertThat(times).isSorted();
    }
    assertThat(bad).hasSizeBetween(1, 20);
  }

  @Test
  void robotsAndFailuresAreInTheAccessLog() {
    String all =
        String.join(
            "\n",
            files(landing.resolve("access-log")).stream().flatMap(f -> lines(f).stream()).toList());
    assertThat(all).contains("SampleBot", "\" 404 ", "\" 500 ");
  }

  @Test
  void aTrackerRowHasAsManyCellsAsTheHeader() {
    List<String> lines = lines(landing.resolve("snowplow-web/events-2026-03-05.csv"));
    assertThat(lines.get(0).split(",", -1)).hasSize(135);
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.split(",", -1).length == 135);
  }

  @Test
  void someTrackerEventsAreCollectedTwice() {
    List<String> ids = new ArrayList<>();
    for (Path file : files(landing.resolve("snowplow-web"))) {
      lines(file).stream().skip(1).map(line -> line.split(",", -1)[6]).forEach(ids::add);
    }
    assertThat(ids.size() - ids.stream().distinct().count()).isBetween(5L, 100L);
  }

  @Test
  void oneDeliveryIsCutAndOneIsEmpty() {
    List<Delivered> cut =
        delivery.files().stream().filter(f -> f.state() == State.TRUNCATED).toList();
    List<Delivered> empty =
        delivery.files().stream().filter(f -> f.state() == State.EMPTY).toList();
    assertThat(cut).hasSize(1);
    assertThat(empty).hasSize(1);
    Path path = landing.resolve("ecom").resolve(cut.get(0).name());
    assertThatThrownBy(
            () -> {
              try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(EOFException.class);
    assertThat(landing.resolve("access-log").resolve(empty.get(0).name())).isEmptyFile();
  }

  @Test
  void aDayIsDeliveredAgainInPart() {
    List<String> again = lines(landing.resolve("ecom/events-2026-03-17-again.csv"));
    List<String> first = lines(landing.resolve("ecom/events-2026-03-17.csv"));
    assertThat(again).hasSizeGreaterThan(50);
    assertThat(first).hasSizeGreaterThan(again.size());
    assertThat(again.stream().filter(first::contains).count())
        .isGreaterThanOrEqualTo(again.size() - 2);
  }

  @Test
  void nothingLooksLikeARealPerson() {
    StringBuilder all = new StringBuilder();
    for (Path file : files(landing)) {
      if (!file.toString().endsWith("-resent.csv.gz")) {
        all.append(String.join("\n", lines(file))).append('\n');
      }
    }
    assertThat(found("[\\w.]+@[\\w-]+\\.[\\w.]+", all))
        .isNotEmpty()
        .allMatch(a -> a.endsWith("@example.org"));
    assertThat(found("\\+\\d[\\d ]{8,}\\d", all))
        .isNotEmpty()
        .allMatch(n -> n.startsWith("+39 055 555 "));
    assertThat(found("(?m)^\\d+\\.\\d+\\.\\d+\\.\\d+", all))
        .isNotEmpty()
        .allMatch(
            a ->
                a.startsWith("192.0.2.")
                    || a.startsWith("198.51.100.")
                    || a.startsWith("203.0.113."));
  }

  @Test
  void aWorldWithoutCustomersIsRefused() {
    assertThatThrownBy(() -> new Size(1, 0, LocalDate.of(2026, 3, 2), 30))
        .hasMessageContaining("at least 1 customer and 1 day, not 0 and 30");
  }

  private double failuresPerPayment(String platform) {
    long payments = 0;
    long failures = 0;
    for (Path file : files(landing.resolve("ecom"))) {
      if (!file.toString().endsWith("-resent.csv.gz")) {
        for (String line : lines(file)) {
          payments +=
              line.contains(",payment_details,") && line.contains("," + platform + ",") ? 1 : 0;
          failures +=
              line.contains(",payment_error,") && line.contains("," + platform + ",") ? 1 : 0;
        }
      }
    }
    return (double) failures / payments;
  }

  private static boolean isShopLine(String line) {
    String[] cells = line.split(",", -1);
    return cells.length == 7 && cells[2].matches("2026-03-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  private static long recordsIn(String source, Path path) {
    List<String> lines = lines(path);
    return switch (source) {
      case "access-log" -> lines.size();
      case "social-care" -> found("\"tweet_ID\": \"\\d+\"}", String.join("\n", lines)).size();
      default -> lines.size() - 1L;
    };
  }

  private static List<String> found(String pattern, CharSequence text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream open = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(open.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
