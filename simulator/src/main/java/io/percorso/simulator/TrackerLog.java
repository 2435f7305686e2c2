package io.percorso.simulator;

import static io.percorso.simulator.Draws.chance;

import io.percorso.simulator.SampleLogs.Delivered;
import io.percorso.simulator.SampleLogs.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The magazine's tracker export, one CSV a day with the vendor's warehouse columns: page views,
 * pings while reading, clicks on links.
 *
 * <p>Blemishes: an event collected twice under one id, a device whose clock is ahead, an event
 * without the cookie.
 */
final class TrackerLog {
  static final String SOURCE = "snowplow-web";

  private static final int CUSTOMERS_PER_DAILY_VISIT = 80;
  private static final double COLLECTED_TWICE = 0.02;
  private static final double WITHOUT_COOKIE = 0.004;
  private static final double SIGNED_IN = 0.3;
  private static final int PING_SECONDS = 10;
  private static final List<String> ARTICLES =
      List.of("/", "/care-guides", "/care-guides/wool", "/sizes", "/stories/spring", "/shop-now");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String HOST = "magazine.bottega.example.org";

  private final String header;
  private final Map<String, Integer> columns = new HashMap<>();

  private TrackerLog() {
    try (InputStream in = TrackerLog.class.getResourceAsStream("tracker-columns.csv")) {
      header = new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read tracker-columns.csv from the jar", e);
    }
    for (String column : header.split(",", -1)) {
      columns.put(column, columns.size());
    }
  }

  static List<Delivered> write(Path landing, Size size) {
    TrackerLog log = new TrackerLog();
    List<Delivered> delivered = new ArrayList<>();
    for (int day = 0; day < size.days(); day++) {
      Path path = landing.resolve(SOURCE).resolve("events-" + size.day(day) + ".csv");
      try (RawFile file = RawFile.create(path)) {
        file.text(log.header + "\n");
        int visits = Math.max(1, size.customers() / CUSTOMERS_PER_DAILY_VISIT);
        for (int visit = 0; visit < visits; visit++) {
          log.writeVisit(file, size, day, visit);
        }
        delivered.add(SampleLogs.whole(SOURCE, file));
      }
    }
    return delivered;
  }

  private void writeVisit(RawFile file, Size size, int day, int visit) {
    SplittableRandom random = Draws.of(size.seed(), "read", day, visit);
    Reader reader = new Reader(size, random, day, visit);
    Instant at = start(size.day(day), random);
    int pages = 1 + random.nextInt(4);
    for (int i = 0; i < pages; i++) {
      String page = Draws.oneOf(random, ARTICLES);
      UUID view = uuid(random);
      put(file, reader, "page_view", page, view, at, random);
      int pings = random.nextInt(4);
      for (int ping = 0; ping < pings; ping++) {
        at = at.plusSeconds(PING_SECONDS);
        put(file, reader, "page_ping", page, view, at, random);
      }
      if (chance(random, 0.35)) {
        at = at.plusMillis(1200 + random.nextInt(6000));
        put(file, reader, "link_click", page, view, at, random);
      }
      at = at.plusSeconds(Draws.seconds(random, 30));
    }
  }

  private static Instant start(LocalDate day, SplittableRandom random) {
    return day.atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusSeconds(6 * 3600L)
        .plusMillis(random.nextInt(17 * 3600 * 1000));
  }

  private void put(
      RawFile file,
      Reader reader,
      String name,
      String page,
      UUID view,
      Instant happened,
      SplittableRandom random) {
    Instant created = happened.plusSeconds(reader.clockAheadSeconds);
    Instant sent = created.plusMillis(1 + random.nextInt(40));
    Instant collected = happened.plusMillis(60 + random.nextInt(600));
    String[] row = new String[columns.size()];
    java.util.Arrays.fill(row, "");
    set(row, "app_id", "magazine");
    set(row, "platform", "web");
    set(row, "event", name.equals("link_click") ? "unstruct" : name);
    set(row, "event_name", name);
    set(row, "event_vendor", "com.snowplowanalytics.snowplow");
    set(row, "event_format", "jsonschema");
    set(row, "event_version", name.equals("link_click") ? "1-0-1" : "1-0-0");
    set(row, "event_id", uuid(random).toString());
    set(row, "dvce_created_tstamp", STAMP.format(created));
    set(row, "dvce_sent_tstamp", STAMP.format(sent));
    set(row, "user_id", reader.userId);
    set(row, "domain_userid", chance(random, WITHOUT_COOKIE) ? "" : reader.cookie);
    set(row, "network_userid", reader.networkId);
    set(row, "domain_sessionid", reader.session);
    set(row, "domain_sessionidx", Integer.toString(reader.sessionIndex));
    set(row, "page_url", "https://" + HOST + page);
    set(row, "page_urlscheme", "https");
    set(row, "page_urlhost", HOST);
    set(row, "page_urlpath", page);
    set(row, "useragent", reader.agent);
    set(row, "br_lang", "it-IT");
    set(row, "os_timezone", "Europe/Rome");
    set(row, "doc_charset", "UTF-8");
    set(
        row,
        "contexts_com_snowplowanalytics_snowplow_web_page_1_0_0",
        "[{\"id\":\"%s\"}]".formatted(view));
    if (name.equals("page_ping")) {
      set(row, "pp_xoffset_min", "0");
      set(row, "pp_xoffset_max", "0");
      set(row, "pp_yoffset_min", "0");
      set(row, "pp_yoffset_max", Integer.toString(random.nextInt(2400)));
    }
    collect(file, row, created, sent, collected);
    if (chance(random, COLLECTED_TWICE)) {
      collect(file, row, created, sent, collected.plusMillis(300));
    }
  }

  /** The vendor's derived time: created, corrected by what the device's clock is off. */
  private void collect(
      RawFile file, String[] row, Instant created, Instant sent, Instant collected) {
    set(row, "collector_tstamp", STAMP.format(collected));
    set(row, "etl_tstamp", STAMP.format(collected.plusMillis(1500)));
    Instant derived = created.plusMillis(collected.toEpochMilli() - sent.toEpochMilli());
    set(row, "derived_tstamp", STAMP.format(derived));
    for (int i = 0; i < row.length; i++) {
      file.text(i == 0 ? "" : ",").text(cell(row[i]));
    }
    file.text("\n").endRecord();
  }

  private void set(String[] row, String column, String value) {
    row[columns.get(column)] = value;
  }

  private static String cell(String value) {
    return value.indexOf('"') < 0 && value.indexOf(',') < 0
        ? value
        : "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static UUID uuid(SplittableRandom random) {
    long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Who reads: a browser of a customer, signed in or not. */
  private static final class Reader {
    private final String cookie;
    private final String networkId;
    private final String session;
    private final String userId;
    private final String agent;
    private final int sessionIndex;
    private final long clockAheadSeconds;

    Reader(Size size, SplittableRandom random, int day, int visit) {
      int customer = random.nextInt(size.customers());
      cookie = hex(Draws.number(size.seed(), "cookie", customer));
      networkId = hex(Draws.number(size.seed(), "network", customer));
      session = hex(Draws.number(size.seed(), "session", customer, day, visit));
      userId = chance(random, SIGNED_IN) ? ShopLog.userId(customer) : "";
      sessionIndex = 1 + day;
      clockAheadSeconds = customer % 50 == 7 ? 95 : 0;
      agent =
          customer % 3 == 0
              ? "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) Version/18.3 Safari/604.1"
              : "Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0";
    }

    private static String hex(long number) {
      return "%016x".formatted(number);
    }
  }
}
