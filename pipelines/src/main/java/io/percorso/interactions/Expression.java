package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mapping says of one value: where it comes from and what is done to it. Absent is "";
 * nothing is done to what is absent.
 *
 * <p>Written as a path, or as one of {@code from}, {@code const}, {@code coalesce}, {@code join}
 * with an optional list {@code then}. See docs/sources.
 */
final class Expression {
  private static final String JOINT = " ";
  static final List<String> ORIGINS = List.of("from", "const", "coalesce", "join");
  static final List<String> KEYS = List.of("from", "const", "coalesce", "join", "then");

  /** Functions with the keys that may stand beside them. */
  static final Map<String, List<String>> FUNCTIONS = functions();

  /** Functions without a value. */
  static final List<String> WORDS =
      List.of("trim", "lower", "upper", "path-template", "url-template");

  /** Where a value comes from. */
  private interface Origin {
    String of(Raw raw) throws Refusal;
  }

  private final Origin origin;
  private final List<UnaryOperator<String>> steps;
  private final Optional<FieldPath> plain;
  private final List<FieldPath> paths;

  private Expression(
      Origin origin,
      List<UnaryOperator<String>> steps,
      Optional<FieldPath> plain,
      List<FieldPath> paths) {
    this.origin = origin;
    this.steps = steps;
    this.plain = plain;
    this.paths = paths;
  }

  static Expression constant(String value) {
    return new Expression(raw -> value, List.of(), Optional.empty(), List.of());
  }

  static Expression read(JsonNode node, String where, Keys keys) {
    if (node.isTextual()) {
      FieldPath path = keys.path(node, where);
      return new Expression(raw -> raw.text(path), List.of(), Optional.of(path), List.of(path));
    }
    keys.only(node, where, KEYS);
    return of(node, where, keys);
  }

  /** An expression among other keys of its object. */
  static Expression of(JsonNode node, String where, Keys keys) {
    List<UnaryOperator<String>> steps = new ArrayList<>();
    for (JsonNode step : keys.list(node, "then")) {
      steps.add(step(step, where, keys));
    }
    List<String> origins = ORIGINS.stream().filter(node::has).toList();
    if (origins.size() != 1) {
      throw keys.wrong(
          node, "'%s' needs exactly one of %s, has %s".formatted(where, ORIGINS, origins));
    }
    if (node.has("const")) {
      String value = keys.text(node, "const", "");
      return new Expression(raw -> value, steps, Optional.empty(), List.of());
    }
    if (node.has("from")) {
      keys.needed(node, "from", "the path of the value");
      FieldPath path = keys.path(node.get("from"), where);
      return new Expression(
          raw -> raw.text(path),
          steps,
          steps.isEmpty() ? Optional.of(path) : Optional.empty(),
          List.of(path));
    }
    List<Expression> parts = new ArrayList<>();
    List<FieldPath> paths = new ArrayList<>();
    for (JsonNode part : keys.list(node, origins.get(0))) {
      Expression expression = read(part, where, keys);
      parts.add(expression);
      paths.addAll(expression.paths);
    }
    if (parts.isEmpty()) {
      throw keys.wrong(
          node, origins.get(0), "'%s' has an empty '%s'".formatted(where, origins.get(0)));
    }
    return new Expression(
        node.has("coalesce") ? raw -> first(parts, raw) : raw -> joined(parts, raw),
        steps,
        Optional.empty(),
        paths);
  }

  private static String first(List<Expression> parts, Raw raw) throws Refusal {
    for (Expression part : parts) {
      String value = part.of(raw);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** All parts with a blank between them; absent unless every part is there. */
  private static String joined(List<Expression> parts, Raw raw) throws Refusal {
    StringBuilder joined = new StringBuilder();
    for (Expression part : parts) {
      String value = part.of(raw);
      if (value.isEmpty()) {
        return "";
      }
      joined.append(joined.isEmpty() ? "" : JOINT).append(value);
    }
    return joined.toString();
  }

  private static UnaryOperator<String> step(JsonNode step, String where, Keys keys) {
    if (step.isTextual()) {
      return switch (step.textValue()) {
        case "trim" -> String::strip;
        case "lower" -> value -> value.toLowerCase(Locale.ROOT);
        case "upper" -> value -> value.toUpperCase(Locale.ROOT);
        case "path-template" -> PathTemplate::ofPath;
        case "url-template" -> PathTemplate::ofUrl;
        default ->
            throw keys.wrong(
                step,
                "'%s' uses the unknown function '%s'%s. Known are %s and %s"
                    .formatted(
                        where,
                        step.textValue(),
                        NearestName.hint(step.textValue(), WORDS),
                        WORDS,
                        FUNCTIONS.keySet()));
      };
    }
    String function = function(step, where, keys);
    String otherwise = keys.text(step, "default", "");
    return switch (function) {
      case "map" -> {
        Map<String, String> map = texts(step, function, keys);
        yield value -> map.getOrDefault(value, otherwise);
      }
      case "match" -> match(step, where, otherwise, keys);
      case "regex" -> regex(step, where, otherwise, keys);
      case "present" -> {
        String value = keys.text(step, function, "");
        yield any -> value;
      }
      case "prefix" -> {
        String prefix = keys.text(step, function, "");
        yield value -> prefix + value;
      }
      default -> throw new IllegalStateException(function);
    };
  }

  private static Map<String, List<String>> functions() {
    Map<String, List<String>> functions = new LinkedHashMap<>();
    functions.put("map", List.of("map", "default"));
    functions.put("match", List.of("match", "default"));
    functions.put("regex", List.of("regex", "group", "default"));
    functions.put("present", List.of("present"));
    functions.put("prefix", List.of("prefix"));
    return functions;
  }

  private static String function(JsonNode step, String where, Keys keys) {
    List<String> known =
        FUNCTIONS.values().stream().flatMap(List::stream).distinct().toList();
    keys.only(step, where, known);
    List<String> named = FUNCTIONS.keySet().stream().filter(step::has).toList();
    if (named.size() != 1) {
      throw keys.wrong(
          step,
          "'%s' needs exactly one of %s in a step, has %s"
              .formatted(where, FUNCTIONS.keySet(), named));
    }
    keys.only(step, where, FUNCTIONS.get(named.get(0)));
    return named.get(0);
  }

  private static Map<String, String> texts(JsonNode step, String function, Keys keys) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode object = keys.object(step, function);
    object.fieldNames().forEachRemaining(key -> texts.put(key, keys.text(object, key, "")));
    return texts;
  }

  private static UnaryOperator<String> match(
      JsonNode step, String where, String otherwise, Keys keys) {
    Map<Pattern, String> rules = new LinkedHashMap<>();
    texts(step, "match", keys)
        .forEach(
            (regex, word) ->
                rules.put(keys.pattern(step.get("match").get(regex), regex, where), word));
    return value ->
        rules.entrySet().stream()
            .filter(rule -> rule.getKey().matcher(value).find())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(otherwise);
  }

  private static UnaryOperator<String> regex(
      JsonNode step, String where, String otherwise, Keys keys) {
    Pattern pattern = keys.pattern(step.get("regex"), keys.text(step, "regex", ""), where);
    int group = step.path("group").asInt(1);
    if (group < 0 || group > pattern.matcher("").groupCount()) {
      throw keys.wrong(
          step, "regex", "'%s' takes group %d, which its regex lacks".formatted(where, group));
    }
    return value -> {
      Matcher matcher = pattern.matcher(value);
      return matcher.find() && matcher.group(group) != null ? matcher.group(group) : otherwise;
    };
  }

  /** The value, "" where it is absent. */
  String of(Raw raw) throws Refusal {
    String value = origin.of(raw);
    for (int i = 0; i < steps.size() && !value.isEmpty(); i++) {
      value = steps.get(i).apply(value);
    }
    return value;
  }

  /** The value as a number's text; strict about the type where nothing is done to it. */
  String number(Raw raw) throws Refusal {
    return plain.isPresent() ? raw.number(plain.get()) : of(raw);
  }

  /** Every path that is read. */
  List<FieldPath> paths() {
    return paths;
  }
}
