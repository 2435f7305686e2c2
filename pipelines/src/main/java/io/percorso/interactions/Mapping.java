package io.percorso.interactions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.percorso.lake.Field;
import io.percorso.lake.NearestName;
import io.percorso.lake.YamlTree;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source's declaration made ready to apply: which raw value goes to which column, and how. */
final class Mapping {
  /** Keys of a declaration. */
  static final List<String> KEYS =
      List.of(
          "source",
          "about",
          "target",
          "files",
          "framing",
          "delimiter",
          "pattern",
          "explode",
          "unpivot",
          "required",
          "history",
          "order-in-file",
          "repeats",
          "trust-session-hint",
          "reports",
          "freshness",
          "transport",
          "absent",
          "ignore",
          "ignore-empty",
          "channel",
          "natural-id",
          "version",
          "time",
          "identifiers",
          "columns",
          "attributes");

  /** Kinds of identifiers. */
  static final List<String> KINDS = IdentifierKind.words();

  /** Keys of a time. */
  static final List<String> TIME_KEYS =
      List.of("from", "const", "coalesce", "join", "then", "format", "zone");

  /** Columns that a mapping may fill. */
  static final Map<String, Field> COLUMNS = columns();

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

  /** A time and the forms it may be written in. */
  record TimeField(Expression value, TimeFormats formats, String name) {}

  /** A value without which a record is refused, and its name in the refusal. */
  record Required(String name, Expression value) {}

  /**
   * A record's version: a whole number, or a time.
   *
   * @param time the forms of a time
   */
  record Version(Expression value, Optional<TimeFormats> time) {}

  /** An identifier's kind and value. */
  record Identifier(String kind, Expression value) {}

  final Target target;
  final Optional<Unpivot> unpivot;
  final List<FieldPath> explode;

  /** True when a frame may be an array. */
  final boolean takesArrays;

  final Optional<Pattern> pattern;
  final List<String> groups;
  final Set<String> transport;
  final Set<String> absent;
  final List<Required> required;
  final Optional<Expression> ignore;
  final Optional<Expression> ignoreEmpty;
  final Expression channel;
  final Optional<Expression> naturalId;
  final Optional<Version> version;
  final TimeField created;
  final Optional<TimeField> sent;
  final Optional<TimeField> received;
  final List<Identifier> identifiers;
  final Map<Field, Expression> columns = new LinkedHashMap<>();
  final Map<String, Expression> attributes = new LinkedHashMap<>();
  final List<FieldPath> climbing;

  private Mapping(JsonNode node, Keys keys) {
    target = keys.word(node, "target", Target.class, Target.INTERACTIONS);
    keys.only(node, "source", target.keys());
    if (node.has("freshness")) {
      keys.only(node.get("freshness"), "freshness", Source.FRESHNESS_KEYS);
    }
    unpivot =
        node.has("unpivot")
            ? Optional.of(Unpivot.read(node.get("unpivot"), keys))
            : Optional.empty();
    explode = explode(node, keys);
    takesArrays =
        explode.stream()
            .anyMatch(p -> p.steps().isEmpty() || !(p.steps().get(0) instanceof FieldPath.Name));
    pattern =
        node.has("pattern")
            ? Optional.of(
                keys.pattern(node.get("pattern"), keys.text(node, "pattern", ""), "pattern"))
            : Optional.empty();
    groups = groups(keys.text(node, "pattern", ""));
    transport = Set.copyOf(keys.texts(node, "transport"));
    absent = Set.copyOf(keys.texts(node, "absent"));
    required = required(node, keys);
    ignore = optional(node, "ignore", keys);
    ignoreEmpty = optional(node, "ignore-empty", keys);
    channel = target.hasChannel() ? channel(node, keys) : Expression.constant("");
    naturalId = optional(node, "natural-id", keys);
    version = version(node, keys);
    JsonNode time = keys.object(node, "time");
    if (!time.isMissingNode()) {
      keys.only(time, "time", List.of("created", "sent", "received"));
    }
    created =
        time(time, "created", keys)
            .orElseThrow(
                () -> keys.wrong("time", "'time' has no 'created': say when the thing happened"));
    sent = time(time, "sent", keys);
    received = time(time, "received", keys);
    identifiers = target.hasChannel() ? identifiers(node, keys) : List.of();
    JsonNode named = keys.object(node, "columns");
    Map<String, Field> known = target.columns();
    if (!named.isMissingNode()) {
      keys.only(named, "columns", List.copyOf(known.keySet()));
    }
    named
        .fields()
        .forEachRemaining(
            e ->
                columns.put(
                    known.get(e.getKey()), Expression.read(e.getValue(), e.getKey(), keys)));
    target.requireColumns(columns.keySet(), keys);
    keys.object(node, "attributes")
        .fields()
        .forEachRemaining(
            e -> attributes.put(e.getKey(), Expression.read(e.getValue(), e.getKey(), keys)));
    List<FieldPath> content =
        Stream.of(
                Stream.of(channel, created.value()),
                naturalId.stream(),
                identifiers.stream().map(Identifier::value),
                columns.values().stream(),
                attributes.values().stream())
            .flatMap(expressions -> expressions)
            .flatMap(expression -> expression.paths().stream())
            .toList();
    requirePathsThatCanBeWalked(content, node, keys);
    requireNoTransport(keys);
    climbing =
        content.stream()
            .filter(path -> path.climbs() > 0)
            .distinct()
            .sorted(Comparator.comparing(FieldPath::text))
            .toList();
  }

  private void requirePathsThatCanBeWalked(List<FieldPath> paths, JsonNode node, Keys keys) {
    boolean isCells =
        pattern.isPresent()
            || keys.text(node, "framing", "").equals(Framing.CSV.name().toLowerCase(Locale.ROOT));
    if (isCells && !explode.isEmpty()) {
      throw keys.wrong("explode", "'explode' goes with records in JSON only");
    }
    long highest = explode.stream().mapToLong(Mapping::enclosing).max().orElse(0);
    for (FieldPath path : paths) {
      if (path.climbs() > highest) {
        throw keys.wrong(
            "explode",
            "path '%s' climbs %d times; 'explode' gives a record %d elements around it"
                .formatted(path.text(), path.climbs(), highest));
      }
      if (pattern.isPresent() && !groups.contains(path.firstName())) {
        throw keys.wrong(
            "pattern",
            "'pattern' has no group '%s'%s. It has %s"
                .formatted(path.firstName(), NearestName.hint(path.firstName(), groups), groups));
      }
      if (isCells && (path.climbs() > 0 || path.firstName().isEmpty())) {
        throw keys.wrong(
            "framing", "path '%s' must begin with the name of a column".formatted(path.text()));
      }
    }
  }

  /** A column of a transport field would depend on which of several deliveries came. */
  private void requireNoTransport(Keys keys) {
    Stream.of(columns.values().stream(), attributes.values().stream(), naturalId.stream())
        .flatMap(expressions -> expressions)
        .flatMap(expression -> expression.paths().stream())
        .filter(path -> path.climbs() == 0 && transport.contains(path.firstName()))
        .findFirst()
        .ifPresent(
            path -> {
              throw keys.wrong(
                  "transport",
                  "'transport' names '%s', which a column reads: two deliveries of one thing would give two values. Take it out of one of them"
                      .formatted(path.firstName()));
            });
  }

  /** How many elements and documents enclose a record that this path leads to. */
  private static long enclosing(FieldPath path) {
    return 1 + path.steps().stream().filter(s -> !(s instanceof FieldPath.Name)).count();
  }

  /** Reads a declaration and checks every key of it. */
  static Mapping read(YamlTree tree) {
    return new Mapping(tree.root(), new Keys(tree));
  }

  /** The mapping of a source that was read before. */
  static Mapping of(Source source) {
    try {
      return read(
          YamlTree.withoutLines(source.name(), new ObjectMapper().readTree(source.definition())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source " + source.name() + " holds a broken definition", e);
    }
  }

  /**
   * Lets a record pass that is an object, is wanted, and has what the mapping requires.
   *
   * @throws Refusal saying why a record may not pass
   */
  void requireWanted(Raw raw) throws Refusal {
    if (raw instanceof JsonRaw one && !one.element().isObject()) {
      throw new Refusal(Reason.NOT_OBJECT, "an element that is no object");
    }
    if (ignore.isPresent() && ignore.get().of(raw).equals("true")) {
      throw new Refusal(Reason.IGNORED, "named by the mapping");
    }
    for (Required needed : required) {
      if (needed.value().of(raw).isEmpty()) {
        throw new Refusal(Reason.MISSING_FIELD, needed.name());
      }
    }
  }

  /** The record's version, 0 where it declares none. */
  long versionOf(Raw raw) throws Refusal {
    if (version.isEmpty()) {
      return 0;
    }
    Version declared = version.get();
    if (declared.time().isPresent()) {
      String text = declared.value().of(raw);
      return text.isEmpty() ? 0 : declared.time().get().micros(text, "version");
    }
    String text = declared.value().number(raw);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Refusal(Reason.TYPE, "version is not bigint");
    }
  }

  /** First names of the values that a record needs for certain: columns that a CSV must have. */
  List<String> requiredColumns() {
    return required.stream()
        .filter(one -> one.value().paths().size() == 1)
        .map(one -> one.value().paths().get(0).firstName())
        .distinct()
        .toList();
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

  private static List<FieldPath> explode(JsonNode node, Keys keys) {
    List<FieldPath> paths = new ArrayList<>();
    JsonNode explode = node.path("explode");
    for (String text : keys.textOrTexts(node, "explode")) {
      FieldPath path = text.equals(".") ? FieldPath.FRAME : path(explode, text, keys);
      boolean endsInArray =
          path.steps().isEmpty()
              || path.steps().get(path.steps().size() - 1) instanceof FieldPath.Name;
      if (path.climbs() > 0 || !endsInArray) {
        throw keys.wrong(
            "explode",
            "'explode' is '%s': write the path of a list, without ^ in front, ending in a name"
                .formatted(text));
      }
      paths.add(path);
    }
    return paths;
  }

  private static FieldPath path(JsonNode node, String text, Keys keys) {
    try {
      return FieldPath.of(text);
    } catch (IllegalArgumentException e) {
      throw keys.wrong(node, "'explode': " + e.getMessage());
    }
  }

  private static List<Required> required(JsonNode node, Keys keys) {
    List<Required> required = new ArrayList<>();
    for (JsonNode one : keys.list(node, "required")) {
      Expression value = Expression.read(one, "required", keys);
      String name = value.paths().stream().map(FieldPath::text).collect(Collectors.joining(" or "));
      required.add(new Required(name, value));
    }
    return required;
  }

  private static Optional<Version> version(JsonNode node, Keys keys) {
    if (!node.path("version").has("format")) {
      return optional(node, "version", keys).map(value -> new Version(value, Optional.empty()));
    }
    return time(node, "version", keys)
        .map(time -> new Version(time.value(), Optional.of(time.formats())));
  }

  private static Optional<TimeField> time(JsonNode parent, String key, Keys keys) {
    if (!parent.has(key)) {
      return Optional.empty();
    }
    JsonNode node = parent.get(key);
    keys.only(node, key, TIME_KEYS);
    List<String> forms = keys.textOrTexts(node, "format");
    if (forms.isEmpty()) {
      throw keys.wrong(
          node,
          "'%s' has no 'format': say iso, epoch-seconds, epoch-millis, epoch-micros or a pattern"
              .formatted(key));
    }
    Expression value = Expression.of(node, key, keys);
    String zone = keys.text(node, "zone", "");
    try {
      return Optional.of(new TimeField(value, TimeFormats.of(forms, zone), key));
    } catch (DateTimeException e) {
      throw keys.wrong(node, "zone", "'%s': %s".formatted(key, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw keys.wrong(node, "format", "'%s': %s".formatted(key, e.getMessage()));
    }
  }

  private static List<Identifier> identifiers(JsonNode node, Keys keys) {
    List<Identifier> identifiers = new ArrayList<>();
    for (JsonNode one : keys.list(node, "identifiers")) {
      keys.only(one, "identifiers", List.of("kind", "value"));
      String kind = keys.known(one, "kind", "one of " + KINDS, KINDS);
      if (!one.has("value")) {
        throw keys.wrong(one, "'identifiers' has no 'value' for the kind " + kind);
      }
      identifiers.add(new Identifier(kind, Expression.read(one.get("value"), "value", keys)));
    }
    if (identifiers.isEmpty()) {
      throw keys.wrong("identifiers", "'identifiers' names nobody: list kind and value");
    }
    return identifiers;
  }
}
