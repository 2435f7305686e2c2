package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A JSON record, or one element of a document.
 *
 * @param element the record
 * @param around what ^ climbs to
 * @param transport top-level fields that are not content
 * @param climbing paths of the mapping that climb: what they find counts as content of each element
 */
record JsonRaw(JsonNode element, Around around, Set<String> transport, List<FieldPath> climbing)
    implements Raw {
  private static final double SMALLEST_PLAIN = 1e-18;
  private static final double LARGEST_PLAIN = 1e18;

  @Override
  public String text(FieldPath path) throws Refusal {
    return text(find(path), path);
  }

  @Override
  public String number(FieldPath path) throws Refusal {
    JsonNode node = find(path);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isNumber()) {
      throw new Refusal(Reason.TYPE, path.text() + " is not a number");
    }
    return node.asText();
  }

  private JsonNode find(FieldPath path) {
    return path.climbs() == 0 ? path.find(element, 0) : around.find(path);
  }

  static String text(JsonNode node, FieldPath path) throws Refusal {
    if (node.isContainerNode()) {
      throw new Refusal(
          Reason.TYPE, path.text() + " is " + (node.isObject() ? "an object" : "an array"));
    }
    if (node.isNull() || node.isMissingNode()) {
      return "";
    }
    return node.isFloatingPointNumber() ? plain(node.doubleValue()) : node.asText();
  }

  /** 12500000.0, which Java would write as 1.25E7: patterns of mappings look for digits. */
  private static String plain(double value) {
    double size = Math.abs(value);
    boolean isWritten = size == 0 || (size >= SMALLEST_PLAIN && size <= LARGEST_PLAIN);
    return isWritten ? BigDecimal.valueOf(value).toPlainString() : Double.toString(value);
  }

  @Override
  public void content(ContentHash hash) {
    add(element, hash, transport);
    for (FieldPath path : climbing) {
      add(find(path), hash, Set.of());
    }
  }

  private static void add(JsonNode node, ContentHash hash, Set<String> left) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.fields().forEachRemaining(e -> sorted.put(e.getKey(), e.getValue()));
      hash.add("{");
      sorted.forEach(
          (key, value) -> {
            if (!left.contains(key)) {
              hash.add(key);
              add(value, hash, Set.of());
            }
          });
      hash.add("}");
    } else if (node.isArray()) {
      hash.add("[");
      node.forEach(element -> add(element, hash, Set.of()));
      hash.add("]");
    } else {
      hash.add(node.getNodeType().name()).add(node.asText());
    }
  }
}
