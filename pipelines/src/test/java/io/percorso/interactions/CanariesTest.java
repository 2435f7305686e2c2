package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.testing.Canaries;
import io.percorso.testing.Canaries.Canary;
import io.percorso.testing.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 7: no canary planted in a field of a source is found in what parsing hands on. */
class CanariesTest {
  static List<String> sources() {
    return Loading.shipped().stream().map(Source::name).toList();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void noCanaryInAnyTextOfASourceIsHandedOn(String name) throws IOException {
    Source source = Loading.shipped(name);
    List<Path> samples = SampleFiles.of(name);
    assertThat(samples).as("samples of " + name).isNotEmpty();
    Set<String> leaks = new TreeSet<>();
    int loaded = 0;
    Map<String, Integer> refused = new TreeMap<>();
    for (Path sample : samples) {
      Planted planted = Planted.in(source, Files.readAllBytes(sample));
      assertThat(planted.fields()).isGreaterThan(1);
      for (Outcome outcome : Loading.parse(source, planted.file())) {
        if (outcome instanceof Candidate candidate) {
          loaded++;
          for (int i = 0; i < candidate.values().size(); i++) {
            String column = Interactions.TABLE.fields().get(i).name();
            find(column, candidate.values().get(i), leaks);
          }
        } else if (outcome instanceof Rate rate) {
          loaded++;
          rate.values().forEach(value -> find("rate", value, leaks));
        } else if (outcome instanceof Correction correction) {
          loaded++;
          correction.values().forEach(value -> find("correction", value, leaks));
        } else if (outcome instanceof Refused no) {
          refused.merge(no.reason() + " " + no.detail(), 1, Integer::sum);
        }
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(loaded)
        .as("planted records that were loaded; refused: %s", refused)
        .isGreaterThan(source.target() == Target.INTERACTIONS ? Canaries.ALL.size() : 0);
  }

  @Test
  void everyCanaryGoesFromAText() {
    for (Canary canary : Canaries.ALL) {
      assertThat(canary.isIn(canary.planted())).as(canary.planted()).isTrue();
      assertThat(canary.isIn(Redactor.redact(canary.planted()))).as(canary.planted()).isFalse();
      String amid = "So " + canary.planted() + " it was.";
      assertThat(canary.isIn(Redactor.redact(amid))).as(amid).isFalse();
    }
  }

  @Test
  void aWordColumnTakesNoCanary() {
    Source wide = Loading.mapping(List.of("language", "intent"));
    for (Canary canary : Canaries.ALL) {
      String record =
          "{\"id\":\"1\",\"user\":\"u\",\"at\":\"2026-03-01T10:00:00Z\",\"language\":\"%s\"}"
              .formatted(canary.planted().replace("\"", ""));
      Set<String> leaks = new TreeSet<>();
      for (Outcome outcome :
          Loading.parse(wide, record.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
        if (outcome instanceof Candidate candidate) {
          find("language", candidate.value(Interactions.LANGUAGE), leaks);
        }
      }
      assertThat(leaks).isEmpty();
    }
  }

  @Test
  void aFileThatIsGoneIsNotNamedByTheError(@TempDir Path landing) throws IOException {
    Canary canary = Canaries.ALL.get(0);
    Path file = landing.resolve("shop").resolve(canary.planted() + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"id\":\"1\"}\n");
    List<LandingFile> files =
        new Landing(List.of(Loading.SHOP), f -> false, Set.of(), Loading.RULES, Loading.NOW)
            .scan(landing);
    Files.delete(file);
    assertThatThrownBy(() -> Reading.of(files, Loading.RULES, Loading.SHOP))
        .hasMessageContaining("NoSuchFileException")
        .hasNoCause()
        .extracting(Throwable::getMessage)
        .matches(message -> !canary.isIn(message), "names no canary");
  }

  private static void find(String column, Object value, Set<String> leaks) {
    if (value instanceof Row row) {
      for (int i = 0; i < row.size(); i++) {
        find(column, row.get(i), leaks);
      }
    } else if (value instanceof Object[] many) {
      for (Object one : many) {
        find(column, one, leaks);
      }
    } else if (value instanceof String text) {
      Canaries.in(text)
          .forEach(c -> leaks.add(column + ": '" + c.planted() + "' in '" + text + "'"));
    }
  }
}
