package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a frame: the elements of the arrays at all paths of a mapping, in the order of the
 * paths and of the document. Nothing is passed over in silence: an object where an array is
 * expected is its only element, null and absent are none, and any other value is a record, to be
 * refused.
 *
 * <p>The path {@code .} is the frame itself: an object is one record, an array as many as it has
 * elements. Behind other paths it counts only where those found nothing. A path that begins with a
 * name has nothing to say of a frame that is an array.
 */
final class Explode {
  private final Mapping mapping;
  private final List<Raw> records = new ArrayList<>();

  private Explode(Mapping mapping) {
    this.mapping = mapping;
  }

  /** The records of a frame, none when no path leads to one. */
  static List<Raw> of(JsonNode frame, Mapping mapping) {
    Explode explode = new Explode(mapping);
    for (FieldPath path : mapping.explode) {
      if (!path.steps().isEmpty()) {
        if (!frame.isArray() || path.firstName().isEmpty()) {
          explode.walk(frame, path, 0, Around.of(frame));
        }
      } else if (explode.records.isEmpty() && frame.isArray()) {
        explode.addAll(frame, Around.of(frame));
      } else if (explode.records.isEmpty()) {
        explode.add(frame, Around.NOTHING);
      }
    }
    return explode.records;
  }

  /**
   * @param around what encloses the node
   */
  private void walk(JsonNode node, FieldPath path, int place, Around around) {
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (place == path.steps().size()) {
      addAll(node, around);
      return;
    }
    FieldPath.Step step = path.steps().get(place);
    if (step instanceof FieldPath.Name name) {
      if (node.isObject() || (node.isArray() && name.place() >= 0)) {
        walk(FieldPath.below(node, name), path, place + 1, around);
      } else {
        add(node, around);
      }
    } else if (node.isArray()) {
      node.forEach(element -> enter(element, step, path, place, around));
    } else if (node.isObject()) {
      enter(node, step, path, place, around);
    } else {
      add(node, around);
    }
  }

  private void enter(
      JsonNode element, FieldPath.Step step, FieldPath path, int place, Around around) {
    if (FieldPath.takes(step, element)) {
      walk(element, path, place + 1, around.with(element));
    }
  }

  private void addAll(JsonNode node, Around around) {
    if (node.isArray()) {
      node.forEach(element -> add(element, around));
    } else {
      add(node, around);
    }
  }

  private void add(JsonNode element, Around around) {
    records.add(new JsonRaw(element, around, mapping.transport, mapping.climbing));
  }
}
