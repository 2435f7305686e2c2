package io.percorso.interactions;

import io.percorso.lake.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Business numbers of loading, from conf/base.yaml.
 *
 * @param earliest times before it are TS_RANGE
 * @param clockSkew how far a time may be ahead of the record's own received time
 * @param lateLimit above it an interaction carries is_late
 * @param lateReject above it the verdict is late, except for sources with history: true
 * @param dedupeDays days within which one id is one interaction
 * @param chunkBytes about how many bytes of a plain file one task reads
 * @param frameBytes the longest frame
 * @param keptBytes how much of a longer frame is stored
 * @param jsonDepth the deepest nesting
 * @param inflatedBytes the most that one file may inflate to
 * @param inflateRatio the most that it may inflate to, in multiples of its size
 * @param numberLength the most characters of a number
 * @param nameLength the most characters of a key in JSON
 * @param identifierLength the most characters of an identifier that a person has
 */
public record LoadRules(
    Instant earliest,
    Duration clockSkew,
    Duration lateLimit,
    Duration lateReject,
    int dedupeDays,
    long chunkBytes,
    int frameBytes,
    int keptBytes,
    int jsonDepth,
    long inflatedBytes,
    long inflateRatio,
    int numberLength,
    int nameLength,
    int identifierLength)
    implements Serializable {

  public static LoadRules from(Settings settings) {
    return new LoadRules(
        settings.day("interactions.earliest").atStartOfDay(ZoneOffset.UTC).toInstant(),
        settings.duration("interactions.clock-skew"),
        settings.duration("late.limit"),
        settings.duration("late.reject"),
        (int) settings.integer("dedupe.days"),
        settings.integer("load.chunk-bytes"),
        (int) settings.integer("load.frame-bytes"),
        (int) settings.integer("load.kept-bytes"),
        (int) settings.integer("load.json-depth"),
        settings.integer("load.inflated-bytes"),
        settings.integer("load.inflate-ratio"),
        (int) settings.integer("load.number-length"),
        (int) settings.integer("load.name-length"),
        (int) settings.integer("load.identifier-length"));
  }
}
