package io.percorso.interactions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The names of a row's cells, and the order in which cells count as content. */
final class Header {
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final int[] content;

  Header(List<String> names, Set<String> transport) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i), i);
    }
    content =
        IntStream.range(0, names.size())
            .filter(i -> !transport.contains(names.get(i)))
            .boxed()
            .sorted(java.util.Comparator.comparing(names::get))
            .mapToInt(i -> i)
            .toArray();
  }

  int size() {
    return names.size();
  }

  String name(int place) {
    return names.get(place);
  }

  /** Place of a column, -1 when the file has none of this name. */
  int place(String name) {
    return places.getOrDefault(name, -1);
  }

  /**
   * Places of the cells that are content, by name, so that the order of columns does not matter.
   */
  int[] content() {
    return content;
  }
}
