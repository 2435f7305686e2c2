package io.percorso.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a commit of ours says about itself, kept in the commit as its user metadata.
 *
 * @param runId the run that wrote
 * @param runNumber its number, also the version of the idempotent write
 * @param digest of what the write was made from: manifest, rules, versions of the tables read
 * @param rules digest of the settings, the code version and the cut-off alone
 * @param upstream versions of the tables read
 * @param periods first days of the periods whose rows changed, in order
 * @param rows rows written
 * @param removed rows taken out
 * @param kinds the changed rows by kind: a continued run, which skips the write, knows them
 * @param warnings promises of level warn that the rows break: a continued run, which skips the
 *     write, reports them all the same
 */
public record CommitNote(
    String runId,
    long runNumber,
    String digest,
    String rules,
    Map<String, Long> upstream,
    List<String> periods,
    long rows,
    long removed,
    List<ChangeCount> kinds,
    List<BrokenPromises.Broken> warnings) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public CommitNote {
    upstream = new TreeMap<>(upstream);
    periods = List.copyOf(periods);
    kinds = List.copyOf(kinds);
    warnings = List.copyOf(warnings);
  }

  String toJson() {
    ObjectNode note = JSON.createObjectNode();
    note.put("run_id", runId)
        .put("run_number", runNumber)
        .put("digest", digest)
        .put("rules", rules);
    upstream.forEach(note.putObject("upstream")::put);
    periods.forEach(note.putArray("periods")::add);
    note.put("rows", rows).put("removed", removed);
    ArrayNode counted = note.putArray("kinds");
    kinds.forEach(k -> put(counted.addObject(), k));
    ArrayNode broken = note.putArray("warnings");
    warnings.forEach(
        w ->
            broken
                .addObject()
                .put("table", w.table())
                .put("promise", w.sentence())
                .put("rows", w.rows()));
    return note.toString();
  }

  private static void put(ObjectNode node, ChangeCount count) {
    node.put("change", count.change().word()).put("kind", count.kind()).put("rows", count.rows());
    count.period().ifPresent(day -> node.put("period", day.toString()));
    count.firstDay().ifPresent(day -> node.put("first_day", day.toString()));
    count.lastDay().ifPresent(day -> node.put("last_day", day.toString()));
  }

  private static ChangeCount count(JsonNode node) {
    return new ChangeCount(
        ChangeCount.Change.of(node.path("change").asText()),
        node.path("kind").asText(),
        day(node.path("period")),
        node.path("rows").asLong(),
        day(node.path("first_day")),
        day(node.path("last_day")));
  }

  private static Optional<LocalDate> day(JsonNode text) {
    return text.isTextual() ? Optional.of(LocalDate.parse(text.asText())) : Optional.empty();
  }

  /** Empty for commits that are not ours. */
  public static Optional<CommitNote> fromJson(String text) {
    try {
      var note = JSON.readTree(text);
      if (!note.hasNonNull("run_number")) {
        return Optional.empty();
      }
      Map<String, Long> upstream = new TreeMap<>();
      note.path("upstream")
          .properties()
          .forEach(e -> upstream.put(e.getKey(), e.getValue().asLong()));
      List<String> periods = new ArrayList<>();
      note.path("periods").forEach(p -> periods.add(p.asText()));
      List<ChangeCount> kinds = new ArrayList<>();
      note.path("kinds").forEach(k -> kinds.add(count(k)));
      List<BrokenPromises.Broken> warnings = new ArrayList<>();
      note.path("warnings")
          .forEach(
              w ->
                  warnings.add(
                      new BrokenPromises.Broken(
                          w.path("table").asText(),
                          w.path("promise").asText(),
                          Expectation.Severity.WARN,
                          w.path("rows").asLong())));
      return Optional.of(
          new CommitNote(
              note.path("run_id").asText(),
              note.path("run_number").asLong(),
              note.path("digest").asText(),
              note.path("rules").asText(),
              upstream,
              periods,
              note.path("rows").asLong(),
              note.path("removed").asLong(),
              kinds,
              warnings));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
