package io.percorso.simulator.company;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads labels from texts: by all words together (naive Bayes), and by the best single word. */
final class Words {
  private final Map<String, Integer> texts = new TreeMap<>();
  private final Map<String, Map<String, Integer>> found = new HashMap<>();

  static Set<String> of(String text) {
    Set<String> words = new HashSet<>();
    for (String word : text.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}\\p{M}]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  void learn(String label, String text) {
    texts.merge(label, 1, Integer::sum);
    for (String word : of(text)) {
      found.computeIfAbsent(word, w -> new HashMap<>()).merge(label, 1, Integer::sum);
    }
  }

  String labelOf(String text) {
    List<String> known = new ArrayList<>(of(text));
    known.retainAll(found.keySet());
    return texts.keySet().stream()
        .max(Comparator.comparingDouble(label -> likelihood(label, known)))
        .orElseThrow();
  }

  private double likelihood(String label, Collection<String> words) {
    double sum = 0;
    for (String word : words) {
      sum += Math.log((found.get(word).getOrDefault(label, 0) + .1) / (texts.get(label) + .2));
    }
    return sum;
  }

  /** The word that alone tells the label best, by the harmonic mean of precision and recall. */
  record Best(String word, double precision, double recall) {
    double f1() {
      return 2 * precision * recall / (precision + recall);
    }
  }

  Best best(String label) {
    return found.entrySet().stream()
        .filter(e -> e.getValue().containsKey(label))
        .map(e -> best(e.getKey(), label, e.getValue()))
        .max(Comparator.comparingDouble(Best::f1))
        .orElseThrow();
  }

  private Best best(String word, String label, Map<String, Integer> counts) {
    double hits = counts.get(label);
    double all = counts.values().stream().mapToInt(n -> n).sum();
    return new Best(word, hits / all, hits / texts.get(label));
  }

  /** Words that occur with one label alone, and in more than this share of its texts. */
  List<String> sure(double recall) {
    return found.entrySet().stream()
        .filter(e -> e.getValue().size() == 1)
        .filter(
            e ->
                e.getValue().entrySet().stream()
                    .allMatch(count -> count.getValue() > recall * texts.get(count.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Words that occur with more than one label, and more than twice as often with one of them. */
  long shared() {
    return found.values().stream()
        .filter(counts -> counts.size() > 1)
        .map(counts -> counts.values().stream().mapToInt(n -> n).sorted().toArray())
        .filter(sorted -> sorted[sorted.length - 1] > 2 * Arrays.stream(sorted).min().orElseThrow())
        .count();
  }
}
