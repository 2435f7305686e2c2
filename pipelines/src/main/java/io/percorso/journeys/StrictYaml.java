package io.percorso.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.percorso.lake.NearestName;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A part of a YAML file that is read without guessing: an unknown key is an error. */
public final class StrictYaml {
  private static final String TOP = "the top level";

  private final String file;
  private final String where;
  private final JsonNode node;

  private StrictYaml(String file, String where, JsonNode node) {
    this.file = file;
    this.where = where;
    this.node = node;
  }

  /**
   * @throws UserError when the text is not YAML or names a key twice
   */
  public static StrictYaml parse(String file, String text) {
    YAMLFactory factory =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try {
      return new StrictYaml(file, TOP, new ObjectMapper(factory).readTree(text));
    } catch (JsonProcessingException e) {
      throw UserError.usage(
          "%s cannot be read as YAML: %s. Mend that line and run again."
              .formatted(file, e.getOriginalMessage()));
    }
  }

  /** Refuses keys that are not among these. */
  public StrictYaml only(String... keys) {
    if (!node.isObject()) {
      throw UserError.usage(
          "%s: %s must be a map with the keys %s".formatted(file, where, String.join(", ", keys)));
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      known("key", names.next(), List.of(keys));
    }
    return this;
  }

  /** The parts of a list. */
  public List<StrictYaml> list(String key) {
    JsonNode list = node.path(key);
    if (!list.isArray()) {
      throw UserError.usage("%s: '%s' of %s must be a list".formatted(file, key, where));
    }
    List<StrictYaml> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String place = "%s, item %d".formatted(key, i + 1);
      parts.add(new StrictYaml(file, isTop() ? place : where + ", " + place, list.get(i)));
    }
    return parts;
  }

  private boolean isTop() {
    return where.equals(TOP);
  }

  /** A duration such as 7d. */
  Duration duration(String key) {
    String said = "%s of %s".formatted(key, where);
    return new Settings(Map.of(said, new Settings.Value(required(key), file))).duration(said);
  }

  /** One word; none when the key is absent. */
  public Optional<String> text(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw UserError.usage("%s: '%s' of %s must be one word".formatted(file, key, where));
    }
    return Optional.of(value.asText());
  }

  /** One word that must be there. */
  public String required(String key) {
    return text(key)
        .orElseThrow(() -> UserError.usage("%s: %s has no '%s'".formatted(file, where, key)));
  }

  /** One word, or a list of words; none when the key is absent. */
  Set<String> words(String key) {
    JsonNode value = node.path(key);
    if (!value.isArray()) {
      return text(key).map(Set::of).orElse(Set.of());
    }
    List<String> words = new ArrayList<>();
    value.forEach(word -> words.add(word.asText()));
    return Set.copyOf(words);
  }

  /** Words of a closed list, such as actions. */
  <T> Set<T> words(String key, Collection<String> closed, Function<String, T> meaning) {
    Set<T> meanings = new java.util.LinkedHashSet<>();
    for (String word : words(key)) {
      meanings.add(meaning.apply(known(key, word.toLowerCase(Locale.ROOT), closed)));
    }
    return Set.copyOf(meanings);
  }

  /** The word, when it is on the list. */
  String known(String kind, String word, Collection<String> closed) {
    if (closed.contains(word)) {
      return word;
    }
    String remedy =
        NearestName.nearest(word, closed)
            .map("Did you mean '%s'?"::formatted)
            .orElse("Known: " + String.join(", ", closed));
    throw UserError.usage(
        "%s: unknown %s '%s' in %s. %s".formatted(file, kind, word, where, remedy));
  }

  /** A mistake that the writer of this part can mend. */
  public UserError wrong(String problem) {
    return UserError.usage("%s: %s: %s".formatted(file, where, problem));
  }
}
