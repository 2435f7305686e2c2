package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What encloses an element of a document, for the paths of a mapping that climb. Shared by the
 * elements of one array: what a path finds is looked up once, or a document of n elements would be
 * walked through n times.
 */
final class Around {
  /** Of a record that is a frame. */
  static final Around NOTHING = new Around(List.of());

  private final List<JsonNode> enclosing;
  private final Map<String, JsonNode> found = new HashMap<>();

  private Around(List<JsonNode> enclosing) {
    this.enclosing = enclosing;
  }

  static Around of(JsonNode frame) {
    return new Around(List.of(frame));
  }

  /** The same with a further node, the innermost. */
  Around with(JsonNode innermost) {
    List<JsonNode> wider = new ArrayList<>(enclosing.size() + 1);
    wider.add(innermost);
    wider.addAll(enclosing);
    return new Around(wider);
  }

  /** What a path that climbs leads to; missing where it climbs out of the document. */
  JsonNode find(FieldPath path) {
    if (path.climbs() > enclosing.size()) {
      return MissingNode.getInstance();
    }
    return found.computeIfAbsent(
        path.text(), text -> path.find(enclosing.get(path.climbs() - 1), 0));
  }
}
