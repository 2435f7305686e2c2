package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys of one declaration strictly, so that a typing error is never ignored. */
record Keys(String file, List<String> lines) {
  UserError wrong(String key, String problem) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(key + ":")
          || line.startsWith("- " + key + ":")
          || line.contains("{" + key + ":")) {
        return UserError.usage("%s:%d: %s".formatted(file, i + 1, problem));
      }
    }
    return UserError.usage("%s: %s".formatted(file, problem));
  }

  void only(JsonNode node, String where, List<String> allowed) {
    if (!node.isObject()) {
      throw wrong(where, "'%s' must be a list of keys: %s".formatted(where, allowed));
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!allowed.contains(key)) {
                throw wrong(
                    key,
                    "'%s' has the unknown key '%s'%s. Known are %s"
                        .formatted(where, key, NearestName.hint(key, allowed), allowed));
              }
            });
  }

  String text(JsonNode node, String key, String otherwise) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isValueNode() || value.isNull()) {
      throw wrong(key, "'%s' must be one value".formatted(key));
    }
    return value.asText();
  }

  String needed(JsonNode node, String key, String why) {
    String value = text(node, key, "");
    if (value.isEmpty()) {
      throw wrong(key, "'%s' is missing: %s".formatted(key, why));
    }
    return value;
  }

  boolean flag(JsonNode node, String key) {
    String text = text(node, key, "false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "'%s' is '%s', which is not true or false".formatted(key, text));
    };
  }

  <E extends Enum<E>> E word(JsonNode node, String key, Class<E> type, E otherwise) {
    String text = text(node, key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return constant;
      }
      known.add(word);
    }
    throw wrong(
        key,
        "'%s' is '%s'%s. Known are %s".formatted(key, text, NearestName.hint(text, known), known));
  }

  /** The elements of a list, none where the key is absent. */
  List<JsonNode> list(JsonNode node, String key) {
    JsonNode list = node.path(key);
    if (!list.isArray() && !list.isMissingNode()) {
      throw wrong(key, "'%s' must be a list".formatted(key));
    }
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  List<String> texts(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(node, key)) {
      if (!element.isValueNode() || element.isNull()) {
        throw wrong(key, "'%s' must be a list of single values".formatted(key));
      }
      texts.add(element.asText());
    }
    return List.copyOf(texts);
  }

  /** One text, or a list of them. */
  List<String> textOrTexts(JsonNode node, String key) {
    return node.path(key).isTextual() ? List.of(node.path(key).asText()) : texts(node, key);
  }

  /** A path of the mapping. */
  FieldPath path(String text, String where) {
    try {
      return FieldPath.of(text);
    } catch (IllegalArgumentException e) {
      throw wrong(where, "'%s': %s".formatted(where, e.getMessage()));
    }
  }
}
