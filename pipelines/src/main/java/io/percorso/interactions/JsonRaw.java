package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A JSON record, or one element of a document.
 *
 * @param element the record
 * @param document what ^ climbs to; the element itself where nothing was exploded
 * @param transport top-level fields that are not content
 * @param climbing paths of the mapping into the document, which count as content of each element
 * @param climbed what they lead to, shared by a document's elements: looked up once, or a document
 *     of n elements would be walked through n times
 */
record JsonRaw(
    JsonNode element,
    JsonNode document,
    Set<String> transport,
    List<FieldPath> climbing,
    Map<FieldPath, JsonNode> climbed)
    implements Raw {
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
    return path.startsAtDocument()
        ? climbed.computeIfAbsent(path, p -> descend(document, p.names(), 0))
        : descend(element, path.names(), 0);
  }

  static String text(JsonNode node, FieldPath path) throws Refusal {
    if (node.isContainerNode()) {
      throw new Refusal(
          Reason.TYPE, path.text() + " is " + (node.isObject() ? "an object" : "an array"));
    }
    return node.isNull() || node.isMissingNode() ? "" : node.asText();
  }

  static JsonNode descend(JsonNode from, List<String> names, int depth) {
    JsonNode node = from;
    for (int i = depth; i < names.size(); i++) {
      String name = names.get(i);
      if (node.isArray() && name.equals("*")) {
        for (JsonNode element : node) {
          JsonNode found = descend(element, names, i + 1);
          if (!found.isMissingNode() && !found.isNull()) {
            return found;
          }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
      }
      node =
          node.isArray() && !name.isEmpty() && name.length() < 9 && isNumber(name)
              ? node.path(Integer.parseInt(name))
              : node.path(name);
    }
    return node;
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
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
