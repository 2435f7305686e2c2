package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import io.percorso.lake.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the keys of one declaration strictly, so that a typing error is never ignored. Errors name
 * file and line.
 */
record Keys(YamlTree tree) {
  /** An error at a key of the top level. */
  UserError wrong(String key, String problem) {
    return tree.wrong(tree.root(), key, problem);
  }

  /** An error at a value. */
  UserError wrong(JsonNode node, String problem) {
    return tree.wrong(node, problem);
  }

  /** An error at a key of an object, or at the object where it has no such key. */
  UserError wrong(JsonNode object, String key, String problem) {
    return tree.wrong(object, key, problem);
  }

  void only(JsonNode node, String where, List<String> allowed) {
    if (!node.isObject()) {
      throw wrong(node, "'%s' must be a list of keys: %s".formatted(where, allowed));
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!allowed.contains(key)) {
                throw wrong(
                    node,
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
      throw wrong(node, key, "'%s' must be one value".formatted(key));
    }
    return value.asText();
  }

  String needed(JsonNode node, String key, String why) {
    String value = text(node, key, "");
    if (value.isEmpty()) {
      throw wrong(node, key, "'%s' is missing: %s".formatted(key, why));
    }
    return value;
  }

  boolean flag(JsonNode node, String key) {
    String text = text(node, key, "false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw wrong(node, key, "'%s' is '%s', which is not true or false".formatted(key, text));
    };
  }

  <E extends Enum<E>> E word(JsonNode node, String key, Class<E> type, E otherwise) {
    String text = text(node, key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return constant;
      }
      known.add(word);
    }
    throw wrong(
        node,
        key,
        "'%s' is '%s'%s. Known are %s".formatted(key, text, NearestName.hint(text, known), known));
  }

  /** The word at a key, which must be on the list. */
  String known(JsonNode node, String key, String why, List<String> known) {
    String word = needed(node, key, why);
    if (!known.contains(word)) {
      throw wrong(
          node,
          key,
          "'%s' is '%s'%s. Known are %s"
              .formatted(key, word, NearestName.hint(word, known), known));
    }
    return word;
  }

  /** The elements of a list, none where the key is absent. */
  List<JsonNode> list(JsonNode node, String key) {
    JsonNode list = node.path(key);
    if (!list.isArray() && !list.isMissingNode()) {
      throw wrong(node, key, "'%s' must be a list".formatted(key));
    }
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  List<String> texts(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(node, key)) {
      if (!element.isValueNode() || element.isNull()) {
        throw wrong(element, "'%s' must be a list of single values".formatted(key));
      }
      texts.add(element.asText());
    }
    return List.copyOf(texts);
  }

  /** One text, or a list of them. */
  List<String> textOrTexts(JsonNode node, String key) {
    return node.path(key).isTextual() ? List.of(node.path(key).asText()) : texts(node, key);
  }

  /** The object at a key; an empty one where the key is absent. */
  JsonNode object(JsonNode node, String key) {
    JsonNode object = node.path(key);
    if (!object.isObject() && !object.isMissingNode()) {
      throw wrong(node, key, "'%s' must be a list of names with their values".formatted(key));
    }
    return object;
  }

  /** A path of the mapping. */
  FieldPath path(JsonNode node, String where) {
    try {
      return FieldPath.of(node.asText());
    } catch (IllegalArgumentException e) {
      throw wrong(node, "'%s': %s".formatted(where, e.getMessage()));
    }
  }

  /** A regular expression. */
  Pattern pattern(JsonNode node, String text, String where) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw wrong(
          node, "'%s' has the broken regex %s: %s".formatted(where, text, e.getDescription()));
    }
  }
}
