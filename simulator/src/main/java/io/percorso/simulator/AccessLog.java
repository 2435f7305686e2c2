package io.percorso.simulator;

import static io.percorso.simulator.Draws.chance;

import io.percorso.simulator.SampleLogs.Delivered;
import io.percorso.simulator.SampleLogs.Size;
import io.percorso.simulator.SampleLogs.State;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The help site's web server log, combined format, one packed file a day, ordered by time; robots
 * included.
 *
 * <p>Blemishes: a line cut short now and then, and one delivery without a byte. Visits are merged
 * as they go on, so memory holds only those that are open.
 */
final class AccessLog {
  static final String SOURCE = "access-log";

  private static final int DAY_SECONDS = 86_400;
  private static final int CUSTOMERS_PER_DAILY_VISIT = 20;
  private static final int ROBOT_VISITS_A_DAY = 3;
  private static final double CUT_SHORT = 0.0012;
  private static final DateTimeFormatter LOG_DAY =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy", Locale.ROOT);
  private static final String SITE = "https://help.bottega.example.org";

  private static final List<String> PAGES =
      List.of(
          "/",
          "/delivery",
          "/delivery/track?order=%d",
          "/returns",
          "/returns/form",
          "/payments",
          "/payments/failed-card",
          "/contact",
          "/articles/%d",
          "/search?q=refund&page=%d");
  private static final List<String> ASSETS =
      List.of("/assets/site.css", "/assets/site.js", "/images/logo.png", "/favicon.ico");
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/133.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.3 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0",
          "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/133.0.0.0 Mobile Safari/537.36");
  private static final List<String> ROBOTS =
      List.of(
          "Mozilla/5.0 (compatible; SampleBot/2.1; +https://crawler.example.org/bot.html)",
          "ExampleSpider/1.0 (+https://spider.example.com)",
          "curl/8.12.1");

  /** Ranges kept for documentation by RFC 5737: they belong to nobody. */
  private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  private AccessLog() {}

  static List<Delivered> write(Path landing, Size size) {
    Path folder = landing.resolve(SOURCE);
    List<Delivered> delivered = new ArrayList<>();
    for (int day = 0; day < size.days(); day++) {
      try (RawFile file = RawFile.create(folder.resolve("access-" + size.day(day) + ".log.gz"))) {
        writeDay(file, size, day);
        delivered.add(SampleLogs.whole(SOURCE, file));
      }
    }
    Path empty = folder.resolve("access-" + size.day(size.days() / 4) + "-b.log");
    RawFile.create(empty).close();
    delivered.add(SampleLogs.delivered(SOURCE, empty, 0, State.EMPTY));
    return delivered;
  }

  private static void writeDay(RawFile file, Size size, int day) {
    LocalDate date = size.day(day);
    int people = Math.max(1, size.customers() / CUSTOMERS_PER_DAILY_VISIT);
    int visits = people + ROBOT_VISITS_A_DAY;
    PriorityQueue<Visit> open =
        new PriorityQueue<>(
            Comparator.comparingInt((Visit v) -> v.second).thenComparingInt(v -> v.number));
    int begun = 0;
    while (begun < visits || !open.isEmpty()) {
      int nextStart = begun < visits ? (int) ((long) begun * DAY_SECONDS / visits) : DAY_SECONDS;
      if (open.isEmpty() || nextStart <= open.peek().second && begun < visits) {
        open.add(new Visit(size, day, begun, visits, nextStart));
        begun++;
        continue;
      }
      Visit visit = open.poll();
      file.text(visit.line(date)).endRecord();
      if (visit.goesOn()) {
        open.add(visit);
      }
    }
  }

  /** One visit of the help site, standing at its next request. */
  private static final class Visit {
    private final SplittableRandom random;
    private final int number;
    private final boolean robot;
    private final String address;
    private final String agent;
    private int second;
    private int requestsLeft;
    private String page;
    private String referrer = "-";

    Visit(Size size, int day, int number, int visits, int second) {
      this.random = Draws.of(size.seed(), "help-visit", day, number);
      this.number = number;
      this.second = second;
      this.robot = number % Math.max(1, visits / ROBOT_VISITS_A_DAY) == 1;
      this.address = Draws.oneOf(random, NETWORKS) + (1 + random.nextInt(254));
      this.agent = Draws.oneOf(random, robot ? ROBOTS : BROWSERS);
      this.requestsLeft = robot ? 8 + random.nextInt(14) : 2 + random.nextInt(6);
      this.page = drawPage();
    }

    String line(LocalDate date) {
      int status = status();
      int length = status == 200 ? 800 + random.nextInt(40_000) : 0;
      String line =
          "%s - - [%s:%02d:%02d:%02d +0000] \"GET %s HTTP/1.1\" %d %s \"%s\" \"%s\""
              .formatted(
                  address,
                  LOG_DAY.format(date),
                  second / 3600,
                  second / 60 % 60,
                  second % 60,
                  page,
                  status,
                  length == 0 ? "-" : Integer.toString(length),
                  referrer,
                  agent);
      return (chance(random, CUT_SHORT) ? line.substring(0, 40) : line) + "\n";
    }

    private int status() {
      double drawn = random.nextDouble();
      if (page.startsWith("/payments/failed-card") && drawn < 0.08) {
        return 500;
      }
      return drawn < 0.935 ? 200 : drawn < 0.955 ? 301 : drawn < 0.992 ? 404 : 500;
    }

    /** Moves to the next request; false when the visit, or the day, is over. */
    boolean goesOn() {
      requestsLeft--;
      referrer = robot || isAsset() ? referrer : SITE + page;
      second += robot ? 2 : isAsset() ? 1 : Draws.seconds(random, 35);
      page = !robot && chance(random, 0.3) ? Draws.oneOf(random, ASSETS) : drawPage();
      return requestsLeft > 0 && second < DAY_SECONDS;
    }

    private boolean isAsset() {
      return ASSETS.contains(page);
    }

    private String drawPage() {
      return Draws.oneOf(random, PAGES).formatted(1 + random.nextInt(400));
    }
  }
}
