package io.percorso.journeys;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Grid;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One customer's history drawn as a grid, told through the timeline's fold without Spark. Columns
 * are those of an interaction; {@code at} is a day of March 2026 and a time, {@code 2 09:30} or
 * {@code 2 09:30:00.5}. Absent: channel web, action view, inbound, source shop, place home.
 */
public final class Story {
  private static final Goals GOALS =
      Goals.parse(
          "goals",
          """
          goals:
            - {intent: buy, effect: converts, action: purchase, value: 10}
            - {intent: support, effect: resolves, action: case_close}
          """,
          List.of("buy", "support"));

  private final List<Interaction> interactions;
  private Settings settings = BaseSettings.inUtc();
  private Set<String> trustedHints = Set.of();
  private Set<String> pointerSources = Set.of();
  private long cutoff = at("31 00:00");

  private Story(List<Interaction> interactions) {
    this.interactions = interactions;
  }

  public static Story of(String drawn) {
    return ofRows(Grid.of(drawn).rows());
  }

  /**
   * @param rows one per interaction, by column; null stands for an empty cell
   */
  public static Story ofRows(List<Map<String, String>> rows) {
    List<Interaction> all = new ArrayList<>();
    for (Map<String, String> row : rows) {
      all.add(interaction(row, all.size()));
    }
    return new Story(all);
  }

  static Story of(List<Interaction> interactions) {
    return new Story(interactions);
  }

  /** Only what happened before is told. */
  public Story until(String time) {
    cutoff = at(time);
    return this;
  }

  public Story with(String key, String text) {
    settings = settings.with(key, text, "test");
    return this;
  }

  Story trusting(String source) {
    trustedHints = Set.of(source);
    return this;
  }

  Story withPointersFrom(String source) {
    pointerSources = Set.of(source);
    return this;
  }

  List<Interaction> interactions() {
    return interactions;
  }

  /** The rows of one of the package's tables, each by column. */
  public List<Map<String, Object>> rowsOf(Table table) {
    return rowsOf(
        table,
        rules ->
            Timeline.parts(rules).stream()
                .filter(part -> part.table() == table)
                .findFirst()
                .orElseThrow());
  }

  /** The rows of a part that hears the story. */
  public List<Map<String, Object>> rowsOf(
      Table table, Function<Timeline.Rules, Timeline.Part> part) {
    Timeline.Rules rules = rules();
    List<Map<String, Object>> rows = new ArrayList<>();
    Timeline.Listener listener =
        part.apply(rules).factory().open(values -> rows.add(byColumn(table, values)));
    tell(rules, listener);
    rows.sort(Comparator.comparing(Story::firstTime));
    return rows;
  }

  /** Shows the rows beside what is expected; times drawn as in the story. */
  public void shows(Table table, String expected) {
    draw(rowsOf(table), expected);
  }

  public static void draw(List<Map<String, Object>> rows, String expected) {
    Grid.of(expected).assertShows(rows, row -> column -> cell(row.get(column)));
  }

  /** Rows have no order of their own; stories are read in the order of time. */
  private static Instant firstTime(Map<String, Object> row) {
    return row.values().stream()
        .filter(Instant.class::isInstance)
        .map(Instant.class::cast)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private void tell(Timeline.Rules rules, Timeline.Listener listener) {
    TimelineFold fold = new TimelineFold(rules, cutoff, listener);
    interactions.stream().filter(i -> i.at() < cutoff).forEach(fold::take);
    fold.end();
  }

  Timeline.Rules rules() {
    return Timeline.Rules.from(
        settings, new Touchpoints.Rules(List.of()), GOALS, trustedHints, pointerSources);
  }

  private static Map<String, Object> byColumn(Table table, Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(table.fields().get(i).name(), values[i]);
    }
    return row;
  }

  private static Object cell(Object value) {
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ofPattern("d HH:mm" + (isWholeMinute(instant) ? "" : ":ss"))
          .format(instant.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof String[] words) {
      return Arrays.stream(words).collect(Collectors.joining(" "));
    }
    return value;
  }

  private static boolean isWholeMinute(Instant instant) {
    return instant.getEpochSecond() % 60 == 0;
  }

  /** Microseconds of a time as drawn in stories. */
  static long at(String drawn) {
    String[] parts = drawn.split(" ", 2);
    String time = parts[1].length() == "09:30".length() ? parts[1] + ":00" : parts[1];
    LocalDateTime at =
        LocalDateTime.parse("2026-03-%02dT%s".formatted(Integer.parseInt(parts[0]), time));
    return BusinessDays.micros(at.toInstant(ZoneOffset.UTC));
  }

  static Interaction interaction(Map<String, String> row, int index) {
    String place = row.getOrDefault("place", "home");
    return new Interaction(
        "ada",
        text(row, "id").orElse("i" + index),
        text(row, "source").orElse("shop"),
        Channel.of(text(row, "channel").orElse("web")),
        Action.of(text(row, "action").orElse("view")),
        at(row.get("at")),
        new Touchpoints.Name(place == null ? "home" : place, null, null, null),
        row.get("weak"),
        row.get("device"),
        row.get("hint"),
        row.get("conversation"),
        "outbound".equals(row.get("direction")),
        row.get("intent"),
        row.get("element"),
        text(row, "x").map(Integer::valueOf).orElse(null),
        text(row, "y").map(Integer::valueOf).orElse(null),
        "true".equals(row.get("is_error")),
        row.get("error_code"),
        text(row, "value").map(BigDecimal::new).orElse(null),
        row.get("currency"),
        row.get("campaign"),
        null,
        "true".equals(row.get("bot")),
        new Measured(
            row.get("outcome"),
            text(row, "wait_seconds").map(Double::valueOf).orElse(null),
            text(row, "load_ms").map(Double::valueOf).orElse(null),
            row.get("score_kind"),
            text(row, "score").map(Double::valueOf).orElse(null)),
        stated(row));
  }

  /** Written as key=value, several by blanks. */
  private static Map<String, String> stated(Map<String, String> row) {
    return Arrays.stream(text(row, "stated").orElse("").split(" ", -1))
        .filter(each -> !each.isEmpty())
        .map(each -> each.split("=", 2))
        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
  }

  private static Optional<String> text(Map<String, String> row, String column) {
    return Optional.ofNullable(row.get(column));
  }

  /** The same interaction, so many microseconds later. */
  static Interaction later(Interaction i, long micros) {
    return new Interaction(
        i.customerId(),
        i.interactionId(),
        i.source(),
        i.channel(),
        i.action(),
        i.at() + micros,
        i.touchpoint(),
        i.weakToken(),
        i.deviceToken(),
        i.sessionHint(),
        i.conversationId(),
        i.isOutbound(),
        i.intent(),
        i.element(),
        i.x(),
        i.y(),
        i.isError(),
        i.errorCode(),
        i.valueAmount(),
        i.currency(),
        i.campaign(),
        i.device(),
        i.isBotAgent(),
        i.measured(),
        i.stated());
  }
}
