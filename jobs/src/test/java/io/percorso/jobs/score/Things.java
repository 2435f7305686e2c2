package io.percorso.jobs.score;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Things drawn as a line per delivery: {@code expected found flags}. */
final class Things {
  private Things() {}

  static Thing thing(String drawn) {
    return new Thing(drawn.lines().map(Things::delivery).toList());
  }

  private static Thing.Delivery delivery(String line) {
    String[] words = line.strip().split(" +");
    Set<String> flags = new TreeSet<>(Arrays.asList(words).subList(2, words.length));
    return new Thing.Delivery(words[0], words[1], flags);
  }
}
