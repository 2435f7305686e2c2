package io.percorso.interactions;

import java.util.List;

/**
 * Where a mapping finds a value: names joined by /. A number counts into an array, * takes the
 * first element that has the rest. {@code ^/} in front begins at the document that an exploded
 * element came from. In CSV and by pattern the first name is the column, and the rest looks into
 * the JSON of its cell.
 *
 * @param text as written
 * @param startsAtDocument true when ^ stands in front
 * @param names the steps down
 */
record FieldPath(String text, boolean startsAtDocument, List<String> names) {
  static FieldPath of(String text) {
    boolean climbs = text.startsWith("^/");
    List<String> names = List.of((climbs ? text.substring(2) : text).split("/", -1));
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("path '" + text + "' has an empty part");
    }
    return new FieldPath(text, climbs, names);
  }
}
