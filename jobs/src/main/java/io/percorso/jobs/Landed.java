package io.percorso.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.interactions.FileNames;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.KeyRing;
import io.percorso.interactions.Landing;
import io.percorso.interactions.LandingFile;
import io.percorso.interactions.LoadRules;
import io.percorso.jobs.Engine.Setup;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files of a run: those of the landing folder that no earlier run has seen, each checked whole.
 *
 * @param files in the order of their paths
 * @param manifest the same as JSON, which is what the run's writes are made from
 */
record Landed(List<LandingFile> files, String manifest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param unfinished a run that ended before its end: what it took is taken again, as it was then,
   *     and nothing else
   * @param sameRules whether the last run that ended well had these rules; under others, refused
   *     files get another look
   * @param at when the run began
   */
  static Landed look(
      Setup setup,
      Lake lake,
      ConfFiles conf,
      Optional<Ledger.Entry> unfinished,
      boolean sameRules,
      Instant at) {
    Dataset<Row> seen =
        unfinished
            .map(run -> run.startVersions().getOrDefault(InputFiles.TABLE.name(), -1L))
            .map(
                version ->
                    version < 0
                        ? lake.rows(InputFiles.TABLE, List.of())
                        : lake.readVersion(InputFiles.TABLE, version))
            .orElseGet(() -> lake.read(InputFiles.TABLE));
    List<Row> files = seen.collectAsList();
    Set<LandingFile.Content> contents = new HashSet<>();
    files.forEach(row -> InputFiles.content(row).ifPresent(contents::add));
    List<Row> judged =
        files.stream().filter(row -> sameRules || !InputFiles.isRefused(row)).toList();
    Instant firstSeen = unfinished.map(Ledger.Entry::startedAt).orElse(at);
    List<LandingFile> found =
        new Landing(
                conf.sources(),
                known(judged, setup),
                contents,
                LoadRules.from(setup.settings()),
                firstSeen)
            .scan(setup.workspace().landing());
    List<LandingFile> taken = unfinished.map(run -> onlyOf(run, found)).orElse(found);
    return new Landed(taken, manifest(taken));
  }

  /** A lake that has seen files has keys. */
  private static Predicate<LandingFile.Known> known(List<Row> judged, Setup setup) {
    return judged.isEmpty()
        ? file -> false
        : InputFiles.known(judged, new FileNames(KeyRing.open(setup.workspace().keys())));
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  private static List<LandingFile> onlyOf(Ledger.Entry run, List<LandingFile> found) {
    try {
      Set<String> taken = new HashSet<>();
      for (JsonNode file : JSON.readTree(run.manifest())) {
        taken.add(file.toString());
      }
      return found.stream().filter(f -> taken.contains(entry(f).toString())).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest of run " + run.runId() + " is no JSON", e);
    }
  }

  private static String manifest(List<LandingFile> files) {
    ArrayNode all = JSON.createArrayNode();
    files.forEach(file -> all.add(entry(file)));
    return all.toString();
  }

  /** A file as the manifest names it: by its content; its path could name a person. */
  private static ObjectNode entry(LandingFile file) {
    return JSON.createObjectNode()
        .put("path", file.shownPath())
        .put("sha256", file.sha256())
        .put("bytes", file.byteCount())
        .put("verdict", file.verdict().word());
  }
}
