package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RecordParserTest {
  private static final String GOOD = "{\"id\":\"1\",\"user\":\"u\",\"at\":\"2026-03-01T10:00:00Z\"";

  private static String verdict(String line) {
    return Loading.verdict(Loading.SHOP, line.getBytes(UTF_8));
  }

  private static Candidate loaded(String line) {
    return (Candidate) Loading.parse(Loading.SHOP, line.getBytes(UTF_8)).get(0);
  }

  @Test
  void eachBrokenLineHasItsReason() {
    Grid grid =
        Grid.of(
            """
            line                                      | verdict
            GOOD}                                     | LOADED
            GOOD                                      | BAD_JSON
            GOOD,"id":"2"}                            | DUP_KEY
            GOOD,"ID":"2"}                            | DUP_KEY
            GOOD}GOOD}                                | TRAILING_DATA
            GOOD} garbage                             | TRAILING_DATA
            [GOOD}]                                   | NOT_OBJECT
            null                                      | EMPTY
            {}                                        | EMPTY
            42                                        | BAD_JSON
            // comment                                | BAD_JSON
            {'id':'1'}                                | BAD_JSON
            GOOD,"ms":1.5}                            | TYPE
            GOOD,"ms":"7"}                            | TYPE
            GOOD,"ms":99999999999999999999}           | TYPE
            GOOD,"ms":NaN}                            | TYPE
            GOOD,"ms":-1}                             | TYPE
            GOOD,"x":3000000000}                      | TYPE
            GOOD,"text":{"a":1}}                      | TYPE
            GOOD,"text":["a"]}                        | TYPE
            GOOD,"text":"a\\u0000b"}                  | NUL_CHAR
            GOOD,"text":"\\ud800"}                    | BAD_UNICODE
            GOOD,"text":"\\ud83d\\ude00"}             | LOADED
            {"id":"1","at":"2026-03-01T10:00:00Z"}    | MISSING_FIELD
            {"user":"1","at":"2026-03-01T10:00:00Z"}  | MISSING_FIELD
            {"id":"1","user":"u"}                     | MISSING_FIELD
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("line")
                    ? row.get("line")
                    : verdict(row.get("line").replace("GOOD", GOOD)));
  }

  @Test
  void eachBrokenTimeHasItsReason() {
    Grid grid =
        Grid.of(
            """
            at                          | verdict
            2026-03-01T10:00:00Z        | LOADED
            2026-03-01 10:00:00.5+01:00 | LOADED
            2026-03-01T10:00:00         | TS_FORMAT
            1772359200000               | TS_FORMAT
            10000-01-01T00:00:00Z       | TS_FORMAT
            +300000-01-01T00:00:00Z     | TS_FORMAT
            0001-01-01T00:00:00Z        | TS_RANGE
            1999-12-31T23:59:59Z        | TS_RANGE
            2026-02-30T10:00:00Z        | TS_FORMAT
            2026-02-28T10:00:60Z        | TS_FORMAT
            2026-02-28                  | TS_FORMAT
            2026-03-01T12:05:00Z        | LOADED
            2026-03-01T12:05:01Z        | CLOCK_SKEW
            2036-03-01T12:00:00Z        | CLOCK_SKEW
            2025-01-25T12:00:00Z        | LOADED
            2025-01-25T11:59:59Z        | LATE
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("at")
                    ? row.get("at")
                    : verdict("{\"id\":\"1\",\"user\":\"u\",\"at\":\"" + row.get("at") + "\"}"));
  }

  @Test
  void latinBytesAreEncoding() {
    byte[] line = (GOOD + ",\"text\":\"caff\u00e8\"}").getBytes(ISO_8859_1);
    assertThat(Loading.verdict(Loading.SHOP, line)).isEqualTo("ENCODING");
  }

  @Test
  void nestingBeyondTheLimitIsDepth() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThat(verdict(GOOD + ",\"a\":" + deep + "}")).isEqualTo("DEPTH");
    String fits = "[".repeat(60) + "]".repeat(60);
    assertThat(verdict(GOOD + ",\"a\":" + fits + "}")).isEqualTo("LOADED");
  }

  @Test
  void aLineBeyondTheLimitIsTooLongAndItsBeginningIsKept() {
    String line = GOOD + ",\"text\":\"" + "x".repeat(200_000) + "\"}";
    List<Outcome> outcomes =
        Loading.parse(Loading.SHOP, (line + "\n" + GOOD + "}\n").getBytes(UTF_8));
    assertThat(((Refused) outcomes.get(0)).reason()).isEqualTo(Reason.LINE_TOO_LONG);
    assertThat(outcomes.get(1)).isInstanceOf(Candidate.class);
  }

  @Test
  void clockErrorsOfTheDeviceAreCorrectedByTheTimeOfSending() {
    Candidate candidate =
        loaded(
            "{\"id\":\"1\",\"user\":\"u\",\"at\":\"2026-03-01T10:00:00Z\","
                + "\"sent\":\"2026-03-01T10:00:05Z\",\"received\":\"2026-03-01T09:00:06Z\"}");
    assertThat(candidate.value(Interactions.OCCURRED_AT)).hasToString("2026-03-01T09:00:01Z");
    assertThat(candidate.value(Interactions.AVAILABLE_AT)).hasToString("2026-03-01T09:00:06Z");
  }

  @Test
  void aTimeAheadOfItsOwnArrivalIsClampedUpToFiveMinutes() {
    String start = "{\"id\":\"1\",\"user\":\"u\",\"received\":\"2026-03-01T09:00:00Z\",\"at\":\"";
    Candidate candidate = loaded(start + "2026-03-01T09:05:00Z\"}");
    assertThat(candidate.value(Interactions.OCCURRED_AT)).hasToString("2026-03-01T09:00:00Z");
    assertThat((String[]) candidate.value(Interactions.QUALITY_FLAGS)).contains("clamped");
    assertThat(verdict(start + "2026-03-01T09:05:01Z\"}")).isEqualTo("CLOCK_SKEW");
  }

  @Test
  void aClockThatJumpsThreeYearsForthAndBackIsPutRightBySendingTimesOrElseRefused() {
    Grid grid =
        Grid.of(
            """
            at                   | sent                 | verdict    | occurred_at
            2026-03-01T09:00:00Z | 2026-03-01T09:00:05Z | LOADED     | 2026-03-01T09:00:00Z
            2029-03-01T09:00:02Z | 2029-03-01T09:00:05Z | LOADED     | 2026-03-01T09:00:02Z
            2023-03-01T09:00:01Z | 2023-03-01T09:00:05Z | LOADED     | 2026-03-01T09:00:01Z
            2029-03-01T09:00:02Z |                      | CLOCK_SKEW |
            2023-03-01T09:00:01Z |                      | LATE       |
            """);
    grid.assertShows(
        grid.rows(),
        row ->
            column -> {
              String line =
                  "{\"id\":\"1\",\"user\":\"u\",\"received\":\"2026-03-01T09:00:05Z\",\"at\":\"%s\"%s}"
                      .formatted(
                          row.get("at"),
                          row.get("sent") == null ? "" : ",\"sent\":\"" + row.get("sent") + "\"");
              return switch (column) {
                case "verdict" -> verdict(line);
                case "occurred_at" ->
                    verdict(line).equals("LOADED")
                        ? loaded(line).value(Interactions.OCCURRED_AT)
                        : null;
                default -> row.get(column);
              };
            });
  }

  @Test
  void aTextIsRedactedAndFlagged() {
    Candidate candidate = loaded(GOOD + ",\"text\":\"write to ann@example.org\"}");
    assertThat(candidate.value(Interactions.TEXT_BODY)).isEqualTo("write to [email]");
    assertThat((String[]) candidate.value(Interactions.QUALITY_FLAGS)).containsExactly("redacted");
  }

  @Test
  void theOrderOfKeysIsNotContent() {
    assertThat(loaded(GOOD + ",\"a\":1,\"b\":2}").value(Interactions.CONTENT_HASH))
        .isEqualTo(loaded(GOOD + ", \"b\":2,\"a\":1}").value(Interactions.CONTENT_HASH))
        .isNotEqualTo(loaded(GOOD + ",\"b\":1,\"a\":2}").value(Interactions.CONTENT_HASH));
  }

  @Test
  void anIdentifierLeavesOnlyAsToken() {
    Row[] identifiers = (Row[]) loaded(GOOD + "}").value(Interactions.IDENTIFIERS);
    assertThat(identifiers).hasSize(1);
    assertThat(identifiers[0].getString(0)).isEqualTo("customer");
    assertThat(identifiers[0].getString(1)).matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void garbageIdentifiersAreLeftOutAndARecordThatNamesNothingElseIsRefused() {
    Source source =
        Sources.parse(
            "shop.yaml",
            """
            source: shop
            channel: web
            natural-id: id
            time: {created: {from: at, format: iso}}
            identifiers: [{kind: customer, value: user}, {kind: email, value: mail}]
            """);
    String start = "{\"id\":\"1\",\"at\":\"2026-03-01T10:00:00Z\"";
    List<String> garbage =
        List.of(
            "null",
            "0000",
            "test@example.org",
            "  ",
            "x".repeat(10_240),
            "a\\u0001b@example.org",
            "\\u001b\\u0007");
    for (String each : garbage) {
      String mail = ",\"mail\":\"" + each + "\"";
      Candidate candidate =
          (Candidate)
              Loading.parse(source, (start + mail + ",\"user\":\"u\"}").getBytes(UTF_8)).get(0);
      Row[] identifiers = (Row[]) candidate.value(Interactions.IDENTIFIERS);
      assertThat(identifiers).as(each).hasSize(1);
      assertThat(identifiers[0].getString(0)).isEqualTo("customer");
      assertThat(Loading.verdict(source, (start + mail + "}").getBytes(UTF_8)))
          .as(each)
          .isEqualTo("MISSING_FIELD");
    }
  }

  @Test
  void eachBrokenRowHasItsReason() {
    Source ecom = Loading.shipped("ecom");
    Grid grid =
        Grid.of(
            """
            row                                        | verdict
            u,home,2024-03-13 10:21:14,d,e,c,l         | LOADED
            u,"home",2024-03-13 10:21:14,"d""x",e,c,l  | LOADED
            u,home,2024-03-13 10:21:14,d,e,c           | RAGGED
            u,home,2024-03-13 10:21:14,d,e,c,l,m       | RAGGED
            u,ho"me,2024-03-13 10:21:14,d,e,c,l        | QUOTE
            u,"home,2024-03-13 10:21:14,d,e,c,l        | QUOTE
            u,"home"x,2024-03-13 10:21:14,d,e,c,l      | QUOTE
            ,home,2024-03-13 10:21:14,d,e,c,l          | MISSING_FIELD
            u,home,13/03/2024,d,e,c,l                  | TS_FORMAT
            """);
    String header =
        "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
    grid.assertShows(
        grid.rows(),
        row ->
            column ->
                column.equals("row")
                    ? row.get("row")
                    : Loading.verdict(ecom, (header + row.get("row") + "\n").getBytes(UTF_8)));
  }

  @Test
  void noBytesMakeTheParserThrow() {
    Random random = new Random(7);
    byte[] seed =
        (GOOD + ",\"text\":\"a \\u00e9 \u00e8\",\"ms\":12,\"a\":[1,{\"b\":null}]}").getBytes(UTF_8);
    RecordParser parser = Loading.parser(Loading.SHOP, List.of());
    RecordParser log = Loading.parser(Loading.shipped("access-log"), List.of());
    RecordParser rows =
        Loading.parser(Loading.shipped("ecom"), List.of("user_id", "event", "timestamp"));
    int loaded = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] line = seed.clone();
      int changes = random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        line[random.nextInt(line.length)] = (byte) random.nextInt(256);
      }
      int to = random.nextInt(3) == 0 ? random.nextInt(line.length) : line.length;
      Frame frame = new Frame(line, 0, to, i, java.util.Optional.empty());
      List<Outcome> outcomes = parser.parse(frame);
      assertThat(outcomes).hasSize(1);
      assertThat(log.parse(frame)).hasSize(1);
      assertThat(rows.parse(frame)).hasSize(1);
      loaded += outcomes.get(0) instanceof Candidate ? 1 : 0;
    }
    assertThat(loaded).isBetween(1_000, 19_000);
  }
}
