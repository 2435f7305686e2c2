package io.percorso.interactions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.lake.Field;
import io.percorso.lake.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** A source's declaration made ready to apply: which raw value goes to which column, and how. */
final class Mapping {
  /** Keys of a declaration. */
  static final List<String> KEYS =
      List.of(
          "source",
          "about",
          "files",
          "framing",
          "delimiter",
          "pattern",
          "explode",
          "required",
          "history",
          "order-in-file",
          "repeats",
          "trust-session-hint",
          "customer-identifier",
          "reports",
          "freshness",
          "transport",
          "absent",
          "ignore",
          "channel",
          "natural-id",
          "version",
          "time",
          "identifiers",
          "columns",
          "attributes");

  /** Kinds of identifiers. */
  static final List<String> KINDS =
      List.of(
          "customer",
          "login",
          "email",
          "phone",
          "loyalty",
          "handle",
          "cookie",
          "device",
          "ip_agent");

  /** Columns that a mapping may fill. */
  static final Map<String, Field> COLUMNS = columns();

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

  /** A time and the form it is written in. */
  record TimeField(Expression value, TimeFormat format, String name) {}

  /** An identifier's kind and value. */
  record Identifier(String kind, Expression value) {}

  final List<String> explode;
  final Optional<Pattern> pattern;
  final List<String> groups;
  final Set<String> transport;
  final Set<String> absent;
  final Optional<Expression> ignore;
  final Expression channel;
  final Optional<Expression> naturalId;
  final Optional<Expression> version;
  final TimeField created;
  final Optional<TimeField> sent;
  final Optional<TimeField> received;
  final List<Identifier> identifiers;
  final Map<Field, Expression> columns = new LinkedHashMap<>();
  final Map<String, Expression> attributes = new LinkedHashMap<>();
  final List<FieldPath> climbing;

  private Mapping(JsonNode node, Keys keys) {
    keys.only(node, "source", KEYS);
    if (node.has("freshness")) {
      keys.only(node.get("freshness"), "freshness", Source.FRESHNESS_KEYS);
    }
    explode = node.has("explode") ? List.of(node.get("explode").asText().split("/")) : List.of();
    pattern = node.has("pattern") ? Optional.of(pattern(node, keys)) : Optional.empty();
    groups = groups(keys.text(node, "pattern", ""));
    transport = Set.copyOf(keys.texts(node, "transport"));
    absent = Set.copyOf(keys.texts(node, "absent"));
    ignore = optional(node, "ignore", keys);
    channel = channel(node, keys);
    naturalId = optional(node, "natural-id", keys);
    version = optional(node, "version", keys);
    JsonNode time = node.path("time");
    keys.only(time, "time", List.of("created", "sent", "received"));
    created =
        time(time, "created", keys)
            .orElseThrow(
                () -> keys.wrong("time", "'time' has no 'created': say when the thing happened"));
    sent = time(time, "sent", keys);
    received = time(time, "received", keys);
    identifiers = identifiers(node, keys);
    JsonNode named = node.path("columns");
    if (!named.isMissingNode()) {
      keys.only(named, "columns", List.copyOf(COLUMNS.keySet()));
      named
          .fields()
          .forEachRemaining(
              e ->
                  columns.put(
                      COLUMNS.get(e.getKey()), Expression.read(e.getValue(), e.getKey(), keys)));
    }
    node.path("attributes")
        .fields()
        .forEachRemaining(
            e -> attributes.put(e.getKey(), Expression.read(e.getValue(), e.getKey(), keys)));
    Stream<Expression> all =
        Stream.of(
                Stream.of(channel),
                naturalId.stream(),
                identifiers.stream().map(Identifier::value),
                columns.values().stream(),
                attributes.values().stream())
            .flatMap(stream -> stream);
    climbing =
        all.flatMap(e -> e.paths().stream())
            .filter(FieldPath::startsAtDocument)
            .distinct()
            .sorted(java.util.Comparator.comparing(FieldPath::text))
            .toList();
  }

  /** Reads a declaration and checks every key of it. */
  static Mapping read(JsonNode node, Keys keys) {
    return new Mapping(node, keys);
  }

  /** The mapping of a source that was read before. */
  static Mapping of(Source source) {
    try {
      return new Mapping(
          new ObjectMapper().readTree(source.definition()), new Keys(source.name(), List.of()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source " + source.name() + " holds a broken definition", e);
    }
  }

  private static Map<String, Field> columns() {
    Map<String, Field> columns = new LinkedHashMap<>();
    for (Field field :
        List.of(
            Interactions.PLACE,
            Interactions.ACTION,
            Interactions.SEQUENCE,
            Interactions.SESSION_HINT,
            Interactions.CONVERSATION_ID,
            Interactions.DIRECTION,
            Interactions.INTENT,
            Interactions.ELEMENT,
            Interactions.X,
            Interactions.Y,
            Interactions.DURATION_MS,
            Interactions.IS_ERROR,
            Interactions.ERROR_CODE,
            Interactions.OUTCOME,
            Interactions.VALUE_AMOUNT,
            Interactions.CURRENCY,
            Interactions.LANGUAGE,
            Interactions.TEXT_BODY,
            Interactions.AGENT_TOKEN,
            Interactions.BUSINESS_UNIT,
            Interactions.CAMPAIGN,
            Interactions.REFERRER,
            Interactions.DEVICE,
            Interactions.IS_BOT_AGENT)) {
      columns.put(field.name(), field);
    }
    return columns;
  }

  private static Pattern pattern(JsonNode node, Keys keys) {
    try {
      return Pattern.compile(node.get("pattern").asText());
    } catch (PatternSyntaxException e) {
      throw keys.wrong("pattern", "'pattern' is broken: " + e.getDescription());
    }
  }

  private static List<String> groups(String pattern) {
    List<String> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(pattern);
    while (matcher.find()) {
      groups.add(matcher.group(1));
    }
    return groups;
  }

  private static Expression channel(JsonNode node, Keys keys) {
    JsonNode channel = node.path("channel");
    if (channel.isObject()) {
      return Expression.read(channel, "channel", keys);
    }
    keys.needed(node, "channel", "one of the channels, such as web");
    return Expression.constant(keys.word(node, "channel", Channel.class, Channel.WEB).word());
  }

  private static Optional<Expression> optional(JsonNode node, String key, Keys keys) {
    return node.has(key)
        ? Optional.of(Expression.read(node.get(key), key, keys))
        : Optional.empty();
  }

  private static Optional<TimeField> time(JsonNode time, String key, Keys keys) {
    if (!time.has(key)) {
      return Optional.empty();
    }
    JsonNode node = time.get(key).deepCopy();
    String form = keys.needed(node, "format", "say iso, epoch-seconds, epoch-millis or a pattern");
    String zone = keys.text(node, "zone", "");
    ((com.fasterxml.jackson.databind.node.ObjectNode) node).remove(List.of("format", "zone"));
    try {
      return Optional.of(
          new TimeField(Expression.read(node, key, keys), new TimeFormat(form, zone), key));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw keys.wrong(key, "'time.%s': %s".formatted(key, e.getMessage()));
    }
  }

  private static List<Identifier> identifiers(JsonNode node, Keys keys) {
    List<Identifier> identifiers = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (JsonNode one : node.path("identifiers")) {
      keys.only(one, "identifiers", List.of("kind", "value"));
      String kind = keys.needed(one, "kind", "one of " + KINDS);
      if (!KINDS.contains(kind)) {
        throw keys.wrong(
            "kind",
            "'%s' is no kind of identifier%s. Known are %s"
                .formatted(kind, NearestName.hint(kind, KINDS), KINDS));
      }
      kinds.add(kind);
      identifiers.add(
          new Identifier(kind, Expression.read(one.path("value"), "identifiers", keys)));
    }
    String customer = keys.needed(node, "customer-identifier", "one of the identifiers' kinds");
    if (!kinds.contains(customer)) {
      throw keys.wrong(
          "customer-identifier",
          "'customer-identifier' is '%s', which is none of the identifiers %s"
              .formatted(customer, kinds));
    }
    return identifiers;
  }
}
