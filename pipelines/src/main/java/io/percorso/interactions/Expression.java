package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a mapping says of one value: where it comes from and what is done to it. Absent is "";
 * nothing is done to what is absent.
 *
 * <p>Written as a path, or as one of {@code from}, {@code const}, {@code coalesce}, {@code join}
 * with an optional list {@code then}. See docs/sources.
 */
final class Expression {
  private static final String JOINT = " ";

  /** Numbers whose point may be moved; others stay as they are, and are refused by their column. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  private static final int MOST_PLACES = 12;
  private static final List<String> KEYS = List.of("from", "const", "coalesce", "join", "then");
  private static final List<String> STEPS =
      List.of("map", "match", "regex", "present", "prefix", "scale", "default", "group");
  private static final List<String> WORDS =
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
      FieldPath path = keys.path(node.textValue(), where);
      return new Expression(raw -> raw.text(path), List.of(), Optional.of(path), List.of(path));
    }
    keys.only(node, where, KEYS);
    List<UnaryOperator<String>> steps = new ArrayList<>();
    for (JsonNode step : node.path("then")) {
      steps.add(step(step, where, keys));
    }
    List<String> origins = KEYS.subList(0, 4).stream().filter(node::has).toList();
    if (origins.size() != 1) {
      throw keys.wrong(
          where,
          "'%s' needs exactly one of %s, has %s".formatted(where, KEYS.subList(0, 4), origins));
    }
    if (node.has("const")) {
      String value = node.get("const").asText();
      return new Expression(raw -> value, steps, Optional.empty(), List.of());
    }
    if (node.has("from")) {
      FieldPath path = keys.path(node.get("from").asText(), where);
      return new Expression(
          raw -> raw.text(path),
          steps,
          steps.isEmpty() ? Optional.of(path) : Optional.empty(),
          List.of(path));
    }
    List<Expression> parts = new ArrayList<>();
    List<FieldPath> paths = new ArrayList<>();
    for (JsonNode part : node.get(origins.get(0))) {
      Expression expression = read(part, where, keys);
      parts.add(expression);
      paths.addAll(expression.paths);
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
                where,
                "'%s' uses the unknown function '%s'%s. Known are %s and %s"
                    .formatted(
                        where,
                        step.textValue(),
                        NearestName.hint(step.textValue(), WORDS),
                        WORDS,
                        STEPS));
      };
    }
    keys.only(step, where, STEPS);
    String otherwise = keys.text(step, "default", "");
    if (step.has("map")) {
      Map<String, String> map = new LinkedHashMap<>();
      step.get("map").fields().forEachRemaining(e -> map.put(e.getKey(), e.getValue().asText()));
      return value -> map.getOrDefault(value, otherwise);
    }
    if (step.has("match")) {
      Map<Pattern, String> rules = new LinkedHashMap<>();
      step.get("match")
          .fields()
          .forEachRemaining(
              e -> rules.put(pattern(e.getKey(), where, keys), e.getValue().asText()));
      return value ->
          rules.entrySet().stream()
              .filter(rule -> rule.getKey().matcher(new CountedText(value)).find())
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(otherwise);
    }
    if (step.has("regex")) {
      Pattern pattern = pattern(step.get("regex").asText(), where, keys);
      int group = step.path("group").asInt(1);
      if (group > pattern.matcher("").groupCount()) {
        throw keys.wrong(
            where, "'%s' takes group %d, which its regex lacks".formatted(where, group));
      }
      return value -> {
        Matcher matcher = pattern.matcher(new CountedText(value));
        return matcher.find() && matcher.group(group) != null ? matcher.group(group) : otherwise;
      };
    }
    if (step.has("present")) {
      String value = step.get("present").asText();
      return any -> value;
    }
    if (step.has("prefix")) {
      String prefix = step.get("prefix").asText();
      return value -> prefix + value;
    }
    if (step.has("scale")) {
      int places = places(step.get("scale"), where, keys);
      return value -> NUMBER.matcher(value).matches() ? scaled(value, places) : value;
    }
    throw keys.wrong(where, "'%s' has a step without one of %s".formatted(where, STEPS));
  }

  private static int places(JsonNode scale, String where, Keys keys) {
    if (!scale.isInt() || Math.abs(scale.intValue()) > MOST_PLACES) {
      throw keys.wrong(
          where,
          "'%s' scales by '%s': give the places by which the point moves to the left, from -%d to %d"
              .formatted(where, scale.asText(), MOST_PLACES, MOST_PLACES));
    }
    return scale.intValue();
  }

  /** The number with its point moved to the left: 1999 and 2 give 19.99. */
  private static String scaled(String number, int places) {
    return new BigDecimal(number).movePointLeft(places).toPlainString();
  }

  private static Pattern pattern(String text, String where, Keys keys) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw keys.wrong(where, "'%s' has a broken regex: %s".formatted(where, e.getMessage()));
    }
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
