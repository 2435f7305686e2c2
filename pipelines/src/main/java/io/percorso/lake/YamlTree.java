package io.percorso.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A YAML file as a tree that knows the line of every key and value, so that an error can name it.
 * Refused is what a lenient reader would take in silence: a key said twice, a key without a value,
 * an anchor, a second document.
 */
public final class YamlTree {
  private final String file;
  private final JsonNode root;
  // By identity: equal values stand on several lines.
  private final Map<JsonNode, Integer> lines = new IdentityHashMap<>();
  private final Map<JsonNode, Map<String, Integer>> keyLines = new IdentityHashMap<>();

  private YamlTree(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  private YamlTree(String file, YAMLParser parser) throws IOException {
    this.file = file;
    this.root = parser.nextToken() == null ? MissingNode.getInstance() : node(parser, "");
    if (parser.nextToken() != null) {
      throw wrong(parser, "a second document begins: one file, one document");
    }
  }

  /**
   * @param file name for errors
   * @throws UserError naming file and line when the text cannot be read
   */
  public static YamlTree parse(String file, String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      return new YamlTree(file, parser);
    } catch (JsonProcessingException e) {
      throw UserError.usage(
          "%s:%d: no valid YAML: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw UserError.usage("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** A tree that was read before and has lost its lines. */
  public static YamlTree withoutLines(String file, JsonNode root) {
    return new YamlTree(file, root);
  }

  /** The top of the file; a missing node when it is empty. */
  public JsonNode root() {
    return root;
  }

  /** An error at a value of this tree. */
  public UserError wrong(JsonNode node, String problem) {
    return at(lines.getOrDefault(node, 0), problem);
  }

  /** An error at a key of an object, or at the object where it has no such key. */
  public UserError wrong(JsonNode object, String key, String problem) {
    Integer line = keyLines.getOrDefault(object, Map.of()).get(key);
    return line == null ? wrong(object, problem) : at(line, problem);
  }

  private UserError at(int line, String problem) {
    return UserError.usage(
        line == 0 ? "%s: %s".formatted(file, problem) : "%s:%d: %s".formatted(file, line, problem));
  }

  private UserError wrong(YAMLParser parser, String problem) {
    return at(parser.currentTokenLocation().getLineNr(), problem);
  }

  private JsonNode node(YAMLParser parser, String key) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw wrong(parser, "'" + key + "' uses an anchor: write the value out");
    }
    JsonNode node =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(parser);
          case START_ARRAY -> array(parser, key);
          case VALUE_NULL ->
              throw wrong(parser, "'" + key + "' has no value: write one or take the key out");
          // The factory's own booleans are shared, which an identity map could not tell apart.
          case VALUE_TRUE -> new BooleanNode(true) {};
          case VALUE_FALSE -> new BooleanNode(false) {};
          case VALUE_NUMBER_INT ->
              parser.getNumberType() == JsonParser.NumberType.INT
                  ? new IntNode(parser.getIntValue())
                  : new LongNode(parser.getLongValue());
          case VALUE_NUMBER_FLOAT -> new DoubleNode(parser.getDoubleValue());
          default -> new TextNode(parser.getText());
        };
    lines.put(node, line);
    return node;
  }

  private ObjectNode object(YAMLParser parser) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Map<String, Integer> known = new HashMap<>();
    keyLines.put(object, known);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Integer earlier = known.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
      if (earlier != null) {
        throw wrong(parser, "'%s' is said twice, first in line %d".formatted(key, earlier));
      }
      parser.nextToken();
      object.set(key, node(parser, key));
    }
    return object;
  }

  private ArrayNode array(YAMLParser parser, String key) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, key));
    }
    return array;
  }
}
