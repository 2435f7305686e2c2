package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.NearestName;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a mapping may do to a value: a closed list of functions from text to text. */
final class ValueStep {
  /** Numbers whose point may be moved; what is none becomes NaN, which every column refuses. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  private static final int MOST_PLACES = 12;

  /** Functions with the keys that may stand beside them. */
  static final Map<String, List<String>> FUNCTIONS = functions();

  /** Functions without a value. */
  static final List<String> WORDS =
      List.of("trim", "lower", "upper", "path-template", "url-template");

  private ValueStep() {}

  /** The function that a step of a mapping names. */
  static UnaryOperator<String> read(JsonNode step, String where, Keys keys) {
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
      case "scale" -> {
        int places = places(step, where, keys);
        yield value -> NUMBER.matcher(value).matches() ? scaled(value, places) : "NaN";
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
    functions.put("scale", List.of("scale"));
    return functions;
  }

  private static String function(JsonNode step, String where, Keys keys) {
    List<String> known = FUNCTIONS.values().stream().flatMap(List::stream).distinct().toList();
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
            .filter(rule -> rule.getKey().matcher(new CountedText(value)).find())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(otherwise);
  }

  private static UnaryOperator<String> regex(
      JsonNode step, String where, String otherwise, Keys keys) {
    Pattern pattern = keys.pattern(step.get("regex"), keys.text(step, "regex", ""), where);
    JsonNode given = step.path("group");
    if (!given.isMissingNode() && !given.isInt()) {
      throw keys.wrong(step, "group", "'group' is no whole number");
    }
    int group = given.asInt(1);
    if (group < 0 || group > pattern.matcher("").groupCount()) {
      throw keys.wrong(
          step, "regex", "'%s' takes group %d, which its regex lacks".formatted(where, group));
    }
    return value -> {
      Matcher matcher = pattern.matcher(new CountedText(value));
      return matcher.find() && matcher.group(group) != null ? matcher.group(group) : otherwise;
    };
  }

  private static int places(JsonNode step, String where, Keys keys) {
    JsonNode scale = step.get("scale");
    if (!scale.isInt() || Math.abs(scale.intValue()) > MOST_PLACES) {
      throw keys.wrong(
          step,
          "scale",
          "'%s' scales by '%s': give the places by which the point moves to the left, from -%d to %d"
              .formatted(where, scale.asText(), MOST_PLACES, MOST_PLACES));
    }
    return scale.intValue();
  }

  /** The number with its point moved to the left: 1999 and 2 give 19.99. */
  private static String scaled(String number, int places) {
    return new BigDecimal(number).movePointLeft(places).toPlainString();
  }
}
