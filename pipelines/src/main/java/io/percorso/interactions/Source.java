package io.percorso.interactions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One source as conf/sources declares it. What its fields mean is read by {@link Mapping}.
 *
 * @param name the landing folder and the word in silver.interactions
 * @param target what its records become
 * @param files patterns of file names; others in the folder are skipped
 * @param framing how a file falls into frames
 * @param delimiter between CSV cells
 * @param required columns or fields without which nothing can be loaded
 * @param history true for a first load of old data: never too late
 * @param orderInFile true when the order of rows tells the order of equal times
 * @param repeats what equal records without an id are
 * @param hasNaturalId true when the mapping names the record's own id
 * @param trustSessionHint true when the source's own sessions are taken as they are
 * @param reports what the source tells at all, for example pointer events
 * @param mappingVersion digest of the mapping
 * @param definition the mapping as JSON, in the order of the file
 */
public record Source(
    String name,
    Target target,
    List<String> files,
    Framing framing,
    char delimiter,
    List<String> required,
    boolean history,
    boolean orderInFile,
    Repeats repeats,
    boolean hasNaturalId,
    boolean trustSessionHint,
    List<String> reports,
    String mappingVersion,
    String definition)
    implements Serializable {
  /** What a declaration may say of freshness: the settings {@code freshness.*} of this source. */
  public static final List<String> FRESHNESS_KEYS = List.of("warn", "error", "days-behind");

  /** What equal records of one file without an id are. */
  public enum Repeats {
    /** Things that happened several times. */
    KEEP,
    /** One thing told several times. */
    COLLAPSE
  }

  /** What the declaration says of freshness, by key; empty where the settings hold. */
  public Map<String, String> freshness() {
    Map<String, String> said = new TreeMap<>();
    try {
      new ObjectMapper()
          .readTree(definition)
          .path("freshness")
          .properties()
          .forEach(e -> said.put(e.getKey(), e.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("source " + name + " holds a broken definition", e);
    }
    return said;
  }
}
