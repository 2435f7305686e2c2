package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a mapping finds a value: steps joined by /. A name goes into an object; a number counts
 * into an array; {@code *} takes the first element that has the rest; {@code list[key=value]} takes
 * the first element whose key has the value and that has the rest. Each {@code ^/} in front climbs
 * from an exploded element to what encloses it: the element of the array around it, at last the
 * frame. In CSV and by pattern the first name is the column, and the rest looks into the JSON of
 * its cell.
 *
 * @param text as written
 * @param climbs how many ^ stand in front
 * @param steps the way down, at least one, but none for the frame itself
 */
record FieldPath(String text, int climbs, List<Step> steps) {
  /** What stands for the frame itself, where records are exploded. */
  static final FieldPath FRAME = new FieldPath(".", 0, List.of());

  private static final Pattern PART =
      Pattern.compile(
          "(?<name>[^/\\[\\]]*)(?:\\[(?<key>[^\\[\\]=]+)=(?<value>[^\\[\\]]+)])?(?:/|$)");
  private static final int LONGEST_NUMBER = 8;

  /** One step down. */
  sealed interface Step permits Name, Each, Where {}

  /**
   * Into an object by its key, or into an array by its place.
   *
   * @param place -1 when the name is no number
   */
  record Name(String name, int place) implements Step {}

  /** The elements of an array. */
  record Each() implements Step {}

  /** The elements of an array whose key has this value, as text. */
  record Where(String key, String value) implements Step {
    boolean fits(JsonNode element) {
      return element.path(key).asText().equals(value);
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the path
   */
  static FieldPath of(String text) {
    int climbs = 0;
    while (text.startsWith("^/", 2 * climbs)) {
      climbs++;
    }
    List<Step> steps = new ArrayList<>();
    Matcher part = PART.matcher(text).region(2 * climbs, text.length());
    while (part.lookingAt()) {
      addSteps(part, text, steps);
      boolean isLast = part.end() == text.length();
      if (isLast && !text.endsWith("/")) {
        return new FieldPath(text, climbs, List.copyOf(steps));
      }
      part.region(part.end(), text.length());
    }
    throw new IllegalArgumentException(
        "path '%s' is broken: write names joined by /, and list[key=value] for an element"
            .formatted(text));
  }

  private static void addSteps(Matcher part, String text, List<Step> steps) {
    String name = part.group("name");
    if (name.equals("*")) {
      steps.add(new Each());
    } else if (!name.isEmpty()) {
      if (name.equals("^")) {
        throw new IllegalArgumentException("path '" + text + "' climbs after it went down");
      }
      boolean isNumber =
          name.length() <= LONGEST_NUMBER && name.chars().allMatch(c -> c >= '0' && c <= '9');
      steps.add(new Name(name, isNumber ? Integer.parseInt(name) : -1));
    }
    if (part.group("key") != null) {
      steps.add(new Where(part.group("key"), part.group("value")));
    } else if (name.isEmpty()) {
      throw new IllegalArgumentException("path '" + text + "' has an empty part");
    }
  }

  /** Name of the first step; "" when it is none. */
  String firstName() {
    return !steps.isEmpty() && steps.get(0) instanceof Name first ? first.name() : "";
  }

  /** What is found below a node by the steps from this one on; a missing node when nothing is. */
  JsonNode find(JsonNode from, int firstStep) {
    JsonNode node = from;
    for (int i = firstStep; i < steps.size(); i++) {
      if (steps.get(i) instanceof Name name) {
        node = below(node, name);
      } else {
        return firstThatHasTheRest(node, i);
      }
    }
    return node;
  }

  private JsonNode firstThatHasTheRest(JsonNode list, int place) {
    if (list.isArray()) {
      for (JsonNode element : list) {
        if (takes(steps.get(place), element)) {
          JsonNode found = find(element, place + 1);
          if (!found.isMissingNode() && !found.isNull()) {
            return found;
          }
        }
      }
    }
    return MissingNode.getInstance();
  }

  /** What a name leads to. */
  static JsonNode below(JsonNode node, Name name) {
    return node.isArray() && name.place() >= 0 ? node.path(name.place()) : node.path(name.name());
  }

  /** True when a step through an array takes this element. */
  static boolean takes(Step step, JsonNode element) {
    return !(step instanceof Where where) || where.fits(element);
  }
}
