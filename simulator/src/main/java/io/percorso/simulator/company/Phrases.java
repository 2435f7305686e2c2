package io.percorso.simulator.company;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The phrases of one language, from the resource named by its tag: sections that begin with {@code
 * ##}, one phrase a line, in which {@code (a|b)} stands for either word.
 */
final class Phrases {
  private static final Map<Language, Phrases> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Phrases(language));
    }
  }

  /** Fixed words and choices in turn. */
  private record Phrase(List<List<String>> parts) {
    private static Phrase of(String line) {
      List<List<String>> parts = new ArrayList<>();
      int from = 0;
      for (int open = line.indexOf('('); open >= 0; open = line.indexOf('(', from)) {
        int close = line.indexOf(')', open);
        parts.add(List.of(line.substring(from, open)));
        parts.add(List.of(line.substring(open + 1, close).split("\\|", -1)));
        from = close + 1;
      }
      parts.add(List.of(line.substring(from)));
      return new Phrase(parts);
    }

    private String say(Dice dice) {
      StringBuilder said = new StringBuilder();
      for (List<String> choices : parts) {
        said.append(choices.size() == 1 ? choices.get(0) : dice.oneOf(choices));
      }
      return said.toString();
    }
  }

  private final Map<String, List<Phrase>> sections = new LinkedHashMap<>();

  private Phrases(Language language) {
    String name = language.tag() + ".txt";
    List<Phrase> section = List.of();
    for (String line : text(name).lines().toList()) {
      if (line.startsWith("## ")) {
        section = new ArrayList<>();
        sections.put(line.substring(3), section);
      } else {
        section.add(Phrase.of(line));
      }
    }
  }

  static Phrases of(Language language) {
    return ALL.get(language);
  }

  /** One phrase of the section. */
  String say(Dice dice, String section) {
    return dice.oneOf(phrases(section)).say(dice);
  }

  /** Two different phrases of the section. */
  List<String> sayTwo(Dice dice, String section) {
    List<Phrase> phrases = phrases(section);
    int first = dice.below(phrases.size());
    int second = (first + 1 + dice.below(phrases.size() - 1)) % phrases.size();
    return List.of(phrases.get(first).say(dice), phrases.get(second).say(dice));
  }

  /** How many different phrases the section has, choices not counted. */
  int size(String section) {
    return phrases(section).size();
  }

  /** In the order of the resource. */
  List<String> sections() {
    return List.copyOf(sections.keySet());
  }

  private List<Phrase> phrases(String section) {
    List<Phrase> phrases = sections.get(section);
    if (phrases == null) {
      throw new IllegalArgumentException(
          "no phrases for '" + section + "', only for " + sections.keySet());
    }
    return phrases;
  }

  private static String text(String name) {
    try (InputStream in = Phrases.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks the resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
