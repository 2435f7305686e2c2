package io.percorso.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Raw records of 60 customers over 30 days, made so that the way in which they are delivered
 * matters as much as it can: visits of many short pauses, names that turn out to be one person's or
 * two's, devices that turn out to be shared, attempts that a later success makes good, records that
 * come again under another version. A function of the seed.
 */
final class LawsWorld {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 12);
  static final int DAYS = 30;
  static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);

  private static final String LOG = "generic-json";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final int CUSTOMERS = 60;
  private static final String[] PLACES = {
    "home", "product", "cart", "shipping", "payment", "invoices", "help", "search", "/offers/a"
  };
  private static final String[] ACTIONS = {
    "view", "view", "view", "click", "click", "input", "submit", "error", "search"
  };

  /**
   * A record as it is delivered.
   *
   * @param source folder below landing
   * @param at when it happened or was decided; of a broken one the start of the world
   */
  record Raw(String source, Instant at, String line) {}

  private final Random lot;
  private final List<Raw> records = new ArrayList<>();

  private LawsWorld(long seed) {
    lot = new Random(seed);
  }

  static List<Raw> records(long seed) {
    LawsWorld world = new LawsWorld(seed);
    for (int person = 0; person < CUSTOMERS; person++) {
      world.visits(person);
      world.names(person);
      world.renewal(person);
      world.support(person);
    }
    world.sharedDevices();
    world.mailbox();
    world.rivals();
    world.programs();
    world.corrections();
    world.rates();
    world.versions();
    world.again();
    world.broken();
    return List.copyOf(world.records);
  }

  /**
   * What a lake knows at a time: what happened before, and whatever the time what people decided,
   * rates, and further deliveries of things that were told before. Which of several deliveries
   * stands is judged as they come, whatever their times.
   */
  static List<Raw> knownBy(List<Raw> records, Instant end) {
    Set<String> told =
        records.stream()
            .filter(record -> record.at().isBefore(end))
            .flatMap(record -> id(record).stream())
            .collect(Collectors.toSet());
    return records.stream()
        .filter(
            record ->
                record.at().isBefore(end)
                    || !record.source().equals(LOG)
                    || id(record).filter(told::contains).isPresent())
        .toList();
  }

  private static Optional<String> id(Raw record) {
    Matcher found = ID.matcher(record.line());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** Three records of one customer on the last day. */
  static String smallNight() {
    LawsWorld world = new LawsWorld(0);
    Instant at = LAST.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(23));
    for (int i = 0; i < 3; i++) {
      Map<String, Object> record = record(at.plus(Duration.ofMinutes(7L * i)), PLACES[i]);
      record.put("login", login(5));
      world.add(record);
    }
    return world.records.stream().map(r -> r.line() + "\n").collect(Collectors.joining());
  }

  /** Visits of pauses that a missing record makes too long for one session. */
  private void visits(int person) {
    int visits = 4 + lot.nextInt(4);
    for (int i = 0; i < visits; i++) {
      Instant at = time(lot.nextInt(DAYS));
      Map<String, Object> who = who(person);
      String channel = List.of("web", "web", "web", "app", "messaging").get(lot.nextInt(5));
      int steps = 3 + lot.nextInt(4);
      for (int step = 0; step < steps; step++) {
        Map<String, Object> record = record(at, PLACES[lot.nextInt(PLACES.length)]);
        record.putAll(who);
        record.put("channel", channel);
        record.put("action", ACTIONS[lot.nextInt(ACTIONS.length)]);
        if (lot.nextInt(12) == 0) {
          record.put("place", "purchase");
          record.put("action", "purchase");
          record.put("amount", 10 + lot.nextInt(90));
          record.put("currency", lot.nextBoolean() ? "EUR" : "USD");
        }
        if (record.get("action").equals("error")) {
          record.put("is_error", true);
          record.put("error_code", "E" + lot.nextInt(3));
        }
        if (lot.nextInt(3) == 0) {
          record.put("element", "button-" + lot.nextInt(3));
        }
        add(record);
        at = at.plus(Duration.ofSeconds(10 + lot.nextInt(25 * 60)));
      }
    }
  }

  private Map<String, Object> who(int person) {
    Map<String, Object> who = new LinkedHashMap<>();
    switch (lot.nextInt(6)) {
      case 0, 1 -> who.put("cookie", cookie(person));
      case 2 -> {
        who.put("login", login(person));
        who.put("cookie", cookie(person));
      }
      case 3 -> who.put("login", login(person));
      case 4 -> who.put("email", email(person));
      default -> {
        who.put("email", email(person));
        who.put("cookie", cookie(person));
        who.put("ip", "192.0.2." + person / 3);
        who.put("user_agent", "browser " + person % 2);
      }
    }
    return who;
  }

  /** What shows that two names are one person's. */
  private void names(int person) {
    if (person % 2 == 0) {
      add(seen(time(lot.nextInt(DAYS)), "login", login(person), "email", email(person)));
    }
    if (person % 3 == 0) {
      add(seen(time(lot.nextInt(DAYS)), "customer", "C-" + person, "login", login(person)));
    }
    if (person % 4 == 0) {
      add(seen(time(lot.nextInt(DAYS)), "email", email(person), "phone", "+4930555" + person));
    }
  }

  /** An attempt that runs out of its silence and is made good within the time for it. */
  private void renewal(int person) {
    Instant at = time(lot.nextInt(DAYS - 6));
    for (int i = 0; i < 2; i++) {
      Map<String, Object> attempt = record(at.plus(Duration.ofMinutes(9L * i)), "contract");
      attempt.put("login", login(person));
      attempt.put("intent", "renew");
      add(attempt);
    }
    Map<String, Object> success =
        record(at.plus(Duration.ofMinutes(60 * 30L + lot.nextInt(60 * 40))), "contract");
    success.put("login", login(person));
    success.put("action", "renew");
    add(success);
  }

  /** A case with people of the company in it, resolved or not. */
  private void support(int person) {
    if (person % 4 != 1) {
      return;
    }
    Instant at = time(lot.nextInt(DAYS));
    String[] actions = {"message", "message", "transfer", "message", "case_close"};
    int length = 2 + lot.nextInt(actions.length - 1);
    for (int i = 0; i < length; i++) {
      Map<String, Object> message = record(at, "desk");
      message.put("email", email(person));
      message.put("channel", "chat");
      message.put("conversation", "talk-" + person);
      message.put("action", actions[i]);
      message.put("direction", i % 2 == 0 ? "inbound" : "outbound");
      message.put("intent", "support");
      add(message);
      at = at.plus(Duration.ofMinutes(1 + lot.nextInt(40)));
    }
  }

  /** Terminals on which one after the other logs in. */
  private void sharedDevices() {
    for (int device = 0; device < 14; device++) {
      int begin = lot.nextInt(DAYS - 8);
      for (int i = 0; i < 3 + lot.nextInt(2); i++) {
        Instant at = time(begin + lot.nextInt(7));
        add(seen(at, "login", login(device * 4 + i), "cookie", "terminal-" + device));
      }
      for (int i = 0; i < 3; i++) {
        Map<String, Object> nameless = record(time(begin + lot.nextInt(9)), "product");
        nameless.put("cookie", "terminal-" + device);
        add(nameless);
      }
    }
  }

  /** An address of the company's own, under which more people write than one person has names. */
  private void mailbox() {
    for (int person = 0; person < 14; person++) {
      Instant at = time(lot.nextInt(DAYS));
      add(seen(at, "login", login(person * 4 + 1), "email", "office@example.org"));
    }
  }

  /** Addresses that two customer numbers claim: who was seen with it first has it. */
  private void rivals() {
    for (int i = 0; i < 12; i++) {
      for (int claim = 0; claim < 2; claim++) {
        int person = 3 * (i + 8 * claim) % CUSTOMERS;
        Instant at = time(lot.nextInt(DAYS));
        add(seen(at, "customer", "C-" + person, "email", "rival-" + i + "@example.org"));
        Map<String, Object> letter = record(time(lot.nextInt(DAYS)), "letters");
        letter.put("email", "rival-" + i + "@example.org");
        letter.put("channel", "email");
        letter.put("action", "open");
        add(letter);
      }
    }
  }

  /** A day of an even pace, which no person has, and a day with more than the daily cap. */
  private void programs() {
    Instant even = time(lot.nextInt(DAYS));
    for (int i = 0; i < 60; i++) {
      Map<String, Object> view = record(even.plus(Duration.ofSeconds(31L * i)), "product");
      view.put("login", login(58));
      view.put("element", "e" + i);
      add(view);
    }
    Instant flood = time(lot.nextInt(DAYS)).truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    for (int i = 0; i < LawsSettings.DAILY_CAP + 5; i++) {
      Map<String, Object> view = record(flood.plus(Duration.ofSeconds(600L * i)), "home");
      view.put("login", login(59));
      add(view);
    }
  }

  private void corrections() {
    // Late in the world, when most of what they part has been one.
    for (int person = 0; person < 48; person += 2) {
      Instant at = time(20 + lot.nextInt(DAYS - 20));
      correct(at, "veto", "login", login(person), "email", email(person));
      if (person % 8 == 0) {
        correct(
            at.plus(Duration.ofHours(1)),
            "withdraw",
            "login",
            login(person),
            "email",
            email(person));
      }
    }
    for (int person = 1; person < 12; person += 2) {
      Instant at = time(lot.nextInt(DAYS));
      correct(at, "force", "login", login(person), "email", email(person + 30));
    }
  }

  private void correct(
      Instant at, String verdict, String kind, String value, String otherKind, String otherValue) {
    String line =
        """
        {"decided_at":"%s","decided_by":"care","verdict":"%s",\
        "identifier":{"kind":"%s","value":"%s"},"other":{"kind":"%s","value":"%s"}}\
        """
            .formatted(at, verdict, kind, value, otherKind, otherValue);
    records.add(new Raw("identity-corrections", at, line));
  }

  private void rates() {
    for (int day = 0; day < DAYS; day++) {
      Instant at = FIRST.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
      for (int version = 0; version <= lot.nextInt(2); version++) {
        String line =
            "%s,EUR,USD,1.%02d,%d"
                .formatted(FIRST.plusDays(day), 5 + (day + version) % 20, version);
        records.add(new Raw("currency-rates", at, line));
      }
    }
  }

  /** Things told again, otherwise: later versions, earlier times, other people. */
  private void versions() {
    for (int i = 0; i < 70; i++) {
      int person = lot.nextInt(CUSTOMERS);
      Instant at = time(lot.nextInt(DAYS));
      int told = 2 + lot.nextInt(2);
      for (int version = 1; version <= told; version++) {
        Map<String, Object> record =
            record(at.plus(Duration.ofMinutes(lot.nextInt(20 * 60))), PLACES[lot.nextInt(4)]);
        record.put("id", "thing-" + i);
        record.put("version", i % 5 == 0 ? 0 : version);
        record.putAll(who(lot.nextInt(3) == 0 ? (person + 1) % CUSTOMERS : person));
        add(record);
      }
    }
  }

  /** Deliveries of the same bytes. */
  private void again() {
    List<Raw> repeated = new ArrayList<>();
    for (Raw record : records) {
      if (lot.nextInt(12) == 0) {
        repeated.add(record);
      }
    }
    records.addAll(repeated);
  }

  private void broken() {
    Instant start = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int i = 0; i < 4; i++) {
      raw(start, "{\"at\":\"%s\",\"place\":\"home\"}".formatted(time(i)));
      raw(start, "{\"at\":\"2026-03-1%d 09:00\",\"place\":\"home\",\"login\":\"l\"}".formatted(i));
      raw(start, "{\"at\":\"%s\",\"place\":".formatted(time(i)));
    }
    for (int i = 0; i < 15; i++) {
      Map<String, Object> tomorrow = record(time(DAYS + lot.nextInt(3)), "home");
      tomorrow.putAll(who(i));
      add(tomorrow);
    }
  }

  private static Map<String, Object> seen(
      Instant at, String kind, String value, String other, String otherValue) {
    Map<String, Object> record = record(at, "account");
    record.put(kind, value);
    record.put(other, otherValue);
    return record;
  }

  private static Map<String, Object> record(Instant at, String place) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("at", at);
    record.put("place", place);
    return record;
  }

  private void add(Map<String, Object> record) {
    String fields =
        record.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + json(e.getValue()))
            .collect(Collectors.joining(","));
    raw((Instant) record.get("at"), "{" + fields + "}");
  }

  private static String json(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "\"" + value + "\"";
  }

  private void raw(Instant at, String line) {
    records.add(new Raw(LOG, at, line));
  }

  private Instant time(int day) {
    return FIRST
        .plusDays(day)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plus(Duration.ofSeconds(6 * 3600L + lot.nextInt(17 * 3600)));
  }

  private static String login(int person) {
    return "login-" + person % CUSTOMERS;
  }

  private static String email(int person) {
    return "person-" + person % CUSTOMERS + "@example.org";
  }

  /** Every fifth browser is a household's. */
  private static String cookie(int person) {
    return "browser-" + (person % 5 == 1 ? person - 1 : person);
  }
}
