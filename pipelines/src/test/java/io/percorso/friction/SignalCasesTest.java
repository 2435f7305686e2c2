package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.percorso.journeys.Story;
import io.percorso.testing.BaseSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the signals, case by case: signal-cases.csv is their specification. A case is the
 * line with a sentence and the lines without one below it; the second column says which signals its
 * visits show.
 */
class SignalCasesTest {
  private static final FrictionSignals.Rules RULES =
      FrictionSignals.Rules.from(BaseSettings.inUtc());
  private static final String FILE = "signal-cases.csv";

  private record Case(String sentence, List<String> signals, List<Map<String, String>> rows) {}

  @TestFactory
  Stream<DynamicTest> everyCaseShowsItsSignalsAndNoOther() {
    return cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.sentence,
                    () -> assertThat(signalsOf(one)).as(one.sentence).isEqualTo(one.signals)));
  }

  @Test
  void everySignalHasACaseInWhichItShows() {
    Set<FrictionSignals.Signal> shown = EnumSet.noneOf(FrictionSignals.Signal.class);
    cases().stream()
        .flatMap(one -> one.signals.stream())
        .map(signal -> signal.split(" ")[1].toUpperCase(Locale.ROOT))
        .forEach(word -> shown.add(FrictionSignals.Signal.valueOf(word)));
    assertThat(shown).containsExactly(FrictionSignals.Signal.values());
  }

  private static List<String> signalsOf(Case one) {
    return Story.ofRows(one.rows)
        .rowsOf(FrictionSignals.TABLE, rules -> FrictionSignals.part(RULES, rules.zone()))
        .stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s %s %.2f",
                    row.get("touchpoint"),
                    row.get("signal"),
                    (Double) row.get("strength")))
        .sorted()
        .toList();
  }

  private static List<Case> cases() {
    CsvParserSettings settings = new CsvParserSettings();
    InputStream file = SignalCasesTest.class.getResourceAsStream(FILE);
    List<String[]> lines = new CsvParser(settings).parseAll(file, StandardCharsets.UTF_8);
    List<String> columns = Arrays.asList(lines.get(0));
    List<Case> cases = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 2; i < columns.size(); i++) {
        row.put(columns.get(i), line[i]);
      }
      if (line[0] != null) {
        List<String> signals = line[1] == null ? List.of() : List.of(line[1].split("; "));
        cases.add(new Case(line[0], signals, new ArrayList<>()));
      }
      cases.get(cases.size() - 1).rows.add(row);
    }
    return cases;
  }
}
