package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.badinput.BadInput;
import io.percorso.simulator.badinput.BadInput.Expected;
import io.percorso.simulator.badinput.BadInput.Packing;
import io.percorso.testing.BaseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole corpus of bad deliveries, as one task reads it: without a Spark session. */
class BadInputTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Packing.class)
  void everyRecordOfEveryBadFileHasItsVerdictAndReason(Packing packing) {
    List<Expected> expected = BadInput.write(folder, Loading.NOW, packing);
    List<Source> sources = new ArrayList<>(Loading.shipped());
    sources.addAll(Sources.read(folder.resolve("sources")));
    LoadRules rules = LoadRules.from(BaseSettings.inUtc());
    Reading reading = Reading.of(folder.resolve("landing"), rules, sources.toArray(Source[]::new));
    Set<String> found =
        outcomes(reading, new LoadPlan(sources, Loading.KEYS, rules, "run", Loading.NOW));
    Set<String> wanted = expected.stream().map(Expected::line).collect(Collectors.toSet());
    assertThat(wanted).hasSize(expected.size());
    assertThat(Expected.differences(wanted, found)).isEmpty();
  }

  private static Set<String> outcomes(Reading reading, LoadPlan plan) {
    Map<String, String> paths = new HashMap<>();
    Map<String, String> outcomes = new TreeMap<>();
    for (LandingFile file : reading.files()) {
      paths.putIfAbsent(file.source() + file.sha256(), file.path());
      outcomes.put(file.path() + " 0.0", outcome(file.verdict().word(), file.reason()));
    }
    Stream.concat(
            reading.rows(RejectedRecords.TABLE).stream(),
            reading.resolved(plan, RejectedRecords.TABLE).stream())
        .forEach(
            row ->
                put(
                    outcomes,
                    place(paths, row),
                    outcome(
                        row.getAs(RejectedRecords.VERDICT.name()),
                        row.getAs(RejectedRecords.REASON.name()))));
    reading
        .resolved(plan, Interactions.TABLE)
        .forEach(row -> put(outcomes, place(paths, row), "loaded"));
    return outcomes.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.toSet());
  }

  private static void put(Map<String, String> outcomes, String place, String outcome) {
    assertThat(outcomes.put(place, outcome)).as("a second verdict of %s", place).isNull();
  }

  private static String outcome(String verdict, String reason) {
    return reason.isEmpty() ? verdict : verdict + " " + reason;
  }

  private static String place(Map<String, String> paths, Row row) {
    return "%s %d.%d"
        .formatted(
            paths.get(
                row.<String>getAs(Interactions.SOURCE.name())
                    + row.<String>getAs(Interactions.FILE_SHA256.name())),
            row.<Long>getAs(Interactions.FRAME_NUMBER.name()),
            row.<Integer>getAs(Interactions.ELEMENT_INDEX.name()));
  }
}
