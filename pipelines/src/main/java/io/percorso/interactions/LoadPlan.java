package io.percorso.interactions;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a run of loading goes by; travels to every task.
 *
 * @param sources as conf/sources declares them
 * @param loadedAt when the run began
 */
public record LoadPlan(
    List<Source> sources, KeyRing keyRing, LoadRules rules, String runId, Instant loadedAt)
    implements Serializable {
  Source source(String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no source " + name + " in the plan"));
  }
}
