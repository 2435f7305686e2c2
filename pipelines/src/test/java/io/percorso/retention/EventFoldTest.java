package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.percorso.journeys.Story;
import io.percorso.retention.CustomerEvents.Kind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which interaction tells which event: event-cases.csv is the specification, a line per
 * interaction. An empty second column: it tells none.
 */
class EventFoldTest {
  private static final String FILE = "event-cases.csv";

  private record Case(String sentence, List<String> events, Map<String, String> interaction) {}

  @TestFactory
  Stream<DynamicTest> everyInteractionTellsItsEventAndNoOther() {
    return cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.sentence,
                    () ->
                        assertThat(events(Story.ofRows(List.of(one.interaction))))
                            .as(one.sentence)
                            .extracting(row -> row.get("kind"))
                            .isEqualTo(one.events)));
  }

  @Test
  void everyKindHasACaseThatTellsIt() {
    Set<Kind> told = EnumSet.noneOf(Kind.class);
    cases().stream()
        .flatMap(one -> one.events.stream())
        .forEach(word -> told.add(Kind.valueOf(word.toUpperCase(Locale.ROOT))));
    assertThat(told).containsExactly(Kind.values());
  }

  @Test
  void anEventKeepsWhatItsInteractionSays() {
    shows(
        Story.of(
            """
            at      | action    | channel | direction | value | currency | campaign | score_kind | score | stated
            1 09:00 | subscribe | web     | inbound   | 9.90  | EUR      |          |            |       | collection=send_invoice
            2 09:00 | rate      | email   | inbound   |       |          | autumn   | NPS        | 9     |
            3 09:00 | other     | crm     | outbound  |       |          |          |            |       | contract=flat segment=gold customer_since=2020-02-29T08:00:00Z
            """),
        """
        event_id | occurred_at | kind       | channel | amount | currency | campaign | score_kind | score | contract | collection   | tier | customer_since
        i0       | 1 09:00     | subscribed | web     | 9.90   | EUR      |          |            |       |          | send_invoice |      |
        i1       | 2 09:00     | answered   | email   |        |          | autumn   | NPS        | 9.0   |          |              |      |
        i2       | 3 09:00     | stated     | crm     |        |          |          |            |       | flat     |              | gold | 2020-02-29
        """);
  }

  @Test
  void theDayAndTheMonthAreThoseOfTheBusinessZone() {
    shows(
        Story.of(
                """
                at       | action   | id
                31 21:59 | purchase | late
                31 22:00 | purchase | next
                """)
            .until("31 23:00")
            .with("business.zone", "Europe/Rome"),
        """
        event_id | event_day  | event_month
        late     | 2026-03-31 | 2026-03-01
        next     | 2026-04-01 | 2026-04-01
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-02-29,           2020-02-29",
    "2020-02-29T08:00:00Z, 2020-02-29",
    "2020-02-29 08:00,     2020-02-29",
    "2021-02-29,",
    "29/02/2020,",
    "2020-02,",
    "1582934400,",
    ",",
  })
  void aDayIsReadAsIsoWritesItAndAnythingElseIsNone(String text, LocalDate day) {
    assertThat(EventFold.day(text)).isEqualTo(day);
  }

  private static void shows(Story story, String expected) {
    Story.draw(events(story), expected);
  }

  private static List<Map<String, Object>> events(Story story) {
    return story.rowsOf(CustomerEvents.TABLE, rules -> CustomerEvents.part(rules.zone()));
  }

  private static List<Case> cases() {
    InputStream file = EventFoldTest.class.getResourceAsStream(FILE);
    List<String[]> lines =
        new CsvParser(new CsvParserSettings()).parseAll(file, StandardCharsets.UTF_8);
    List<String> columns = Arrays.asList(lines.get(0));
    List<Case> cases = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      Map<String, String> interaction = new LinkedHashMap<>(Map.of("at", "1 09:00"));
      for (int i = 2; i < columns.size(); i++) {
        interaction.put(columns.get(i), line[i]);
      }
      cases.add(new Case(line[0], line[1] == null ? List.of() : List.of(line[1]), interaction));
    }
    return cases;
  }
}
