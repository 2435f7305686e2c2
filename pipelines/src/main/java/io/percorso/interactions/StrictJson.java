package io.percorso.interactions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one JSON object or array and refuses whatever a lenient reader would mend in silence. */
final class StrictJson {
  private final ObjectMapper mapper;

  StrictJson(LoadRules rules) {
    mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // Else a record's verdict would depend on the names that earlier records had.
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    // Read so that it can be refused as TYPE with its field.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(rules.jsonDepth())
                            .maxStringLength(rules.frameBytes())
                            .maxNumberLength(rules.numberLength())
                            .maxNameLength(rules.nameLength())
                            .build())
                    .build())
            .build();
  }

  /** The object that these bytes are. */
  JsonNode object(byte[] bytes, int from, int to) throws Refusal {
    JsonNode node = read(bytes, from, to);
    if (node.isArray()) {
      throw new Refusal(Reason.NOT_OBJECT, "an array");
    }
    return sound(node);
  }

  /** The object or the array that these bytes are. */
  JsonNode objectOrArray(byte[] bytes, int from, int to) throws Refusal {
    return sound(read(bytes, from, to));
  }

  private static JsonNode sound(JsonNode node) throws Refusal {
    if (node.isNull() || (node.isContainerNode() && node.isEmpty())) {
      throw new Refusal(Reason.EMPTY, "null, {} or []");
    }
    if (!node.isContainerNode()) {
      throw new Refusal(Reason.BAD_JSON, "a single value");
    }
    check(node, "");
    return node;
  }

  /** The JSON in a cell. */
  JsonNode cell(String text, String column) throws Refusal {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    JsonNode node = read(bytes, 0, bytes.length);
    check(node, column);
    return node;
  }

  private JsonNode read(byte[] bytes, int from, int to) throws Refusal {
    requireNotWide(bytes, from, to);
    try (JsonParser parser = mapper.createParser(bytes, from, to - from)) {
      JsonNode node = parser.readValueAsTree();
      if (node == null || node.isMissingNode()) {
        throw new Refusal(Reason.EMPTY, "blank");
      }
      if (hasMore(parser)) {
        throw new Refusal(Reason.TRAILING_DATA, "after the record");
      }
      return node;
    } catch (StreamConstraintsException e) {
      boolean isDepth = String.valueOf(e.getOriginalMessage()).contains("nesting");
      throw new Refusal(isDepth ? Reason.DEPTH : Reason.TYPE, "a limit of the reader");
    } catch (JsonParseException e) {
      boolean isTwice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
      throw new Refusal(
          isTwice ? Reason.DUP_KEY : Reason.BAD_JSON, "at byte " + e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new Refusal(Reason.BAD_JSON, "unreadable");
    }
  }

  /** The reader would take bytes with zeros in front for UTF-16 or UTF-32, and read them. */
  private static void requireNotWide(byte[] bytes, int from, int to) throws Refusal {
    for (int i = from; i < Math.min(to, from + 4); i++) {
      if (bytes[i] == 0) {
        throw new Refusal(Reason.BAD_JSON, "a zero byte");
      }
    }
  }

  private static boolean hasMore(JsonParser parser) {
    try {
      return parser.nextToken() != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static void check(JsonNode node, String place) throws Refusal {
    if (node.isTextual()) {
      check(node.textValue(), place);
    } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      throw new Refusal(Reason.TYPE, place + " is no finite number");
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        check(element, place);
      }
    } else if (node.isObject()) {
      Set<String> folded = new HashSet<>();
      for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = i.next();
        check(entry.getKey(), "a key");
        if (!folded.add(entry.getKey().toLowerCase(Locale.ROOT))) {
          throw new Refusal(Reason.DUP_KEY, "two keys differ in case only");
        }
        check(entry.getValue(), entry.getKey());
      }
    }
  }

  /** Refuses the character U+0000 and halves of surrogate pairs. */
  static void check(String text, String place) throws Refusal {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new Refusal(Reason.NUL_CHAR, "in a field");
      }
      if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          throw new Refusal(Reason.BAD_UNICODE, "in a field");
        }
        i++;
      }
    }
  }
}
