package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Field;
import io.percorso.lake.Field.Content;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class InteractionsTest {
  private static final String ADDRESS = "ann.b@mail.example.org";

  private static List<String> mapped(Content content) {
    return Mapping.COLUMNS.values().stream()
        .filter(field -> field.content() == content)
        .map(Field::name)
        .toList();
  }

  private static Outcome parse(List<String> columns, String text) {
    byte[] record = Loading.everyColumnGiven(text).getBytes(UTF_8);
    return Loading.parse(Loading.mapping(columns), record).get(0);
  }

  private static Candidate loaded(String fields) {
    String record = "{\"user\":\"u\"," + fields + "}";
    return (Candidate) Loading.parse(Loading.SHOP, record.getBytes(UTF_8)).get(0);
  }

  private static Candidate at(String time) {
    return loaded("\"id\":\"1\",\"at\":\"" + time + "\"");
  }

  @Test
  void everyTextColumnIsMappedAndSoPassesTheRedactor() {
    Set<String> texts =
        Interactions.TABLE.fields().stream()
            .filter(field -> field.content() == Content.TEXT)
            .map(Field::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> redacted = new TreeSet<>(mapped(Content.TEXT));
    redacted.add(Interactions.ATTRIBUTES.name());
    assertThat(texts).isEqualTo(redacted).hasSizeGreaterThan(5);
  }

  @Test
  void anAddressInATextColumnIsRedactedAndFlagged() {
    for (String column : mapped(Content.TEXT)) {
      Source source = Loading.mapping(List.of(column));
      String record =
          "{\"id\":\"1\",\"user\":\"u\",\"at\":\"2026-03-01T10:00:00Z\",\"%s\":\"to %s now\"}"
              .formatted(column, ADDRESS);
      Candidate candidate = (Candidate) Loading.parse(source, record.getBytes(UTF_8)).get(0);
      assertThat(candidate.value(Mapping.COLUMNS.get(column)))
          .as(column)
          .isEqualTo("to [email] now");
      assertThat((String[]) candidate.value(Interactions.QUALITY_FLAGS))
          .as(column)
          .containsExactly("redacted");
    }
  }

  @Test
  void anAddressInAnAttributeIsRedactedAndFlagged() {
    Candidate candidate = (Candidate) parse(List.of(), ADDRESS);
    assertThat((Row[]) candidate.value(Interactions.ATTRIBUTES))
        .containsExactly(RowFactory.create("note", "[email]"));
    assertThat((String[]) candidate.value(Interactions.QUALITY_FLAGS)).containsExactly("redacted");
  }

  @Test
  void anAddressInAnyOtherColumnIsATokenOrRefused() {
    for (String column : Mapping.COLUMNS.keySet()) {
      Content content = Mapping.COLUMNS.get(column).content();
      if (content == Content.TEXT) {
        continue;
      }
      Outcome outcome = parse(List.of(column), ADDRESS);
      if (content == Content.TOKEN) {
        assertThat((String) ((Candidate) outcome).value(Mapping.COLUMNS.get(column)))
            .as(column)
            .matches("[A-Za-z0-9_-]{22}");
      } else {
        assertThat(((Refused) outcome).reason()).as(column).isEqualTo(Reason.TYPE);
      }
    }
  }

  @Test
  void noColumnOfARowHoldsTheAddressThatEveryFieldGave() {
    List<String> columns =
        Stream.of(Content.TEXT, Content.TOKEN).flatMap(c -> mapped(c).stream()).toList();
    Candidate candidate = (Candidate) parse(columns, ADDRESS);
    assertThat(candidate.values())
        .hasSize(Interactions.TABLE.fields().size())
        .noneMatch(value -> text(value).contains("ann.b") || text(value).contains("@"));
  }

  private static String text(Object value) {
    return value instanceof Object[] many ? List.of(many).toString() : String.valueOf(value);
  }

  @Test
  void theDayIsThatOfUtcAndTheMonthBeginsIt() {
    Grid grid =
        Grid.of(
            """
            at                             | occurred_day | occurred_month
            2026-02-28T23:59:59.999999Z    | 2026-02-28   | 2026-02-01
            2026-02-28T23:59:59.999999999Z | 2026-02-28   | 2026-02-01
            2026-03-01T00:00:00Z           | 2026-03-01   | 2026-03-01
            2026-03-01T00:30:00+01:00      | 2026-02-28   | 2026-02-01
            2026-02-28T23:30:00-01:00      | 2026-03-01   | 2026-03-01
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("at")
                    ? row.get("at")
                    : at(row.get("at")).value(Interactions.TABLE.field(column).orElseThrow()));
  }

  @Test
  void aRecordOfExactlyTheLimitIsNotLate() {
    assertThat(at("2026-02-26T12:00:00Z").value(Interactions.IS_LATE)).isEqualTo(false);
    assertThat(at("2026-02-26T11:59:59.999999Z").value(Interactions.IS_LATE)).isEqualTo(true);
  }

  @Test
  void withoutAReceivedTimeARecordIsAvailableWhenItsFileWasFirstSeen() {
    assertThat(at("2026-03-01T10:00:00Z").value(Interactions.AVAILABLE_AT)).isEqualTo(Loading.NOW);
  }

  @Test
  void theIdIsThatOfSourceAndOwnIdElseOfContent() {
    String time = ",\"at\":\"2026-03-01T10:00:00Z\"";
    Candidate one = loaded("\"id\":\"1\",\"text\":\"a\"" + time);
    Candidate other = loaded("\"id\":\"1\",\"text\":\"b\"" + time);
    assertThat(other.value(Interactions.INTERACTION_ID))
        .isEqualTo(one.value(Interactions.INTERACTION_ID));
    assertThat(other.value(Interactions.CONTENT_HASH))
        .isNotEqualTo(one.value(Interactions.CONTENT_HASH));
    String row = "user_id,event,timestamp\nu,home,2024-03-13 10:21:14\n";
    Candidate without =
        (Candidate) Loading.parse(Loading.shipped("ecom"), row.getBytes(UTF_8)).get(0);
    assertThat(without.value(Interactions.INTERACTION_ID))
        .isEqualTo(without.value(Interactions.CONTENT_HASH));
  }

  @Test
  void whatAMappingLeavesOutHasItsDefault() {
    Candidate candidate = at("2026-03-01T10:00:00Z");
    Grid.of(
            """
            action | direction | sequence | is_error | is_bot_agent | version | intent | value_amount
            other  | inbound   | 0        | false    | false        | 0       |        |
            """)
        .assertShows(
            List.of(candidate),
            row -> column -> row.value(Interactions.TABLE.field(column).orElseThrow()));
  }

  @Test
  void aRowThatBreaksAPromiseIsFound(SparkSession spark) {
    Map<String, Object> row = new HashMap<>();
    row.put("interaction_id", "a");
    row.put("occurred_at", Loading.NOW);
    row.put("identifiers", new Row[] {RowFactory.create("customer", "t")});
    row.put("duration_ms", 0L);
    assertThat(broken(spark, row)).isEmpty();
    row.put("duration_ms", null);
    assertThat(broken(spark, row)).isEmpty();
    row.put("duration_ms", -1L);
    assertThat(broken(spark, row)).containsExactly("a duration is not negative");
    row.put("identifiers", new Row[0]);
    row.put("occurred_at", null);
    assertThat(broken(spark, row))
        .containsExactly(
            "occurred_at is never null",
            "an interaction names at least one identifier",
            "a duration is not negative");
  }

  private static List<String> broken(SparkSession spark, Map<String, Object> row) {
    return Promised.broken(Interactions.TABLE, Frames.of(spark, Interactions.TABLE, List.of(row)));
  }
}
