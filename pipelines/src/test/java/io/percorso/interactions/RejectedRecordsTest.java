package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RejectedRecordsTest {
  private static final String GOOD = "{\"id\":\"1\",\"user\":\"u\",\"at\":\"2026-03-01T10:00:00Z\"";
  @TempDir Path landing;

  private List<Row> rejected(Source source, String file, String content) {
    Reading.deliver(landing, source.name() + "/" + file, content.getBytes(UTF_8));
    return Reading.of(landing, Loading.RULES, source).rows(RejectedRecords.TABLE);
  }

  private static Object text(Row row, String column) {
    Object value = row.getAs(column);
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : value;
  }

  @Test
  void noDetailHoldsAValueOfTheRecord() {
    Grid grid =
        Grid.of(
            """
            record                                                 | reason
            GOOD,"ms":"SECRET"}                                    | TYPE
            GOOD,"x":"SECRET"}                                     | TYPE
            GOOD,"text":["SECRET"]}                                | TYPE
            GOOD,"text":"SECRET\\u0000"}                           | NUL_CHAR
            GOOD,"text":"SECRET\\ud800"}                           | BAD_UNICODE
            GOOD,"text":"SECRET","text":"SECRET"}                  | DUP_KEY
            GOOD,"text":"SECRET"                                   | BAD_JSON
            GOOD,"text":SECRET}                                    | BAD_JSON
            GOOD} SECRET                                           | TRAILING_DATA
            ["SECRET"]                                             | NOT_OBJECT
            "SECRET"                                               | BAD_JSON
            {"id":"SECRET"}                                        | MISSING_FIELD
            {"id":"1","user":"u","at":"SECRET"}                    | TS_FORMAT
            {"id":"1","user":"SECRET","at":"1999-01-01T00:00:00Z"} | TS_RANGE
            {"id":"1","user":"SECRET","at":"2036-01-01T00:00:00Z"} | CLOCK_SKEW
            {"id":"1","user":"SECRET","at":"2024-01-01T00:00:00Z"} | LATE
            """);
    List<String> details = new ArrayList<>();
    grid.assertShows(
        grid.rows(),
        row ->
            column -> {
              String record = row.get("record");
              if (column.equals("record")) {
                return record;
              }
              byte[] line =
                  record.replace("GOOD", GOOD).replace("SECRET", "Rosa77").getBytes(UTF_8);
              Refused refused = (Refused) Loading.parse(Loading.SHOP, line).get(0);
              details.add(refused.detail());
              return refused.reason();
            });
    assertThat(details).hasSize(grid.rows().size()).noneMatch(d -> d.contains("Rosa77"));
  }

  @Test
  void noDetailHoldsACellOfARowOrLine() {
    Source ecom = Loading.shipped("ecom");
    String header =
        "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
    List<Outcome> outcomes =
        new ArrayList<>(
            Loading.parse(
                ecom,
                (header
                        + "Rosa77,Rosa77\n"
                        + "Rosa77,Ro\"sa77,2024-03-13 10:21:14,d,e,c,l\n"
                        + "Rosa77,home,Rosa77,d,e,c,l\n")
                    .getBytes(UTF_8)));
    outcomes.addAll(Loading.parse(Loading.shipped("access-log"), "Rosa77 - -\n".getBytes(UTF_8)));
    assertThat(outcomes)
        .hasSize(4)
        .allSatisfy(
            outcome ->
                assertThat(((Refused) outcome).detail()).isNotBlank().doesNotContain("Rosa"));
  }

  @Test
  void aWordOutsideItsListIsNotRepeatedInTheDetail() {
    for (String column : List.of("action", "direction", "currency", "language", "intent")) {
      byte[] record = Loading.everyColumnGiven("at Rosa77's").getBytes(UTF_8);
      Source source = Loading.mapping(List.of(column));
      Refused refused = (Refused) Loading.parse(source, record).get(0);
      assertThat(refused.reason()).isEqualTo(Reason.TYPE);
      assertThat(refused.detail()).contains(column).doesNotContain("Rosa77");
    }
  }

  @Test
  void eachRefusedRecordStandsAtItsFrameAndOnlyWholeFramesKeepTheirBytes() {
    String whole = "{\"dialogContent\":[]}";
    String inPart =
        """
        {"dialogHeader":{"sessionID":"1"},"dialogContent":[\
        {"tweet_ID":"1","datetime":"2019-01-01T00:00:00Z","client":"@a"},\
        {"tweet_ID":"2","datetime":"never","client":"@a"}]}\
        """;
    List<Row> rows =
        rejected(Loading.shipped("social-care"), "a.json", "[" + whole + "," + inPart + "]");
    Grid.of(
            """
            frame_number | element_index | byte_offset | verdict  | reason    | raw
            1            | 0             | 1           | rejected | EMPTY     | {"dialogContent":[]}
            2            | 1             | 22          | rejected | TS_FORMAT |
            """)
        .assertShows(rows, row -> column -> text(row, column));
  }

  @Test
  void lateIsAVerdictOfItsOwn() {
    String start = "{\"id\":\"1\",\"user\":\"u\",\"at\":\"";
    List<Row> rows =
        rejected(
            Loading.SHOP,
            "a.json",
            start + "2025-01-25T11:59:59Z\"}\n" + start + "1999-01-01T00:00:00Z\"}\n");
    Grid.of(
            """
            frame_number | verdict  | reason
            1            | late     | LATE
            2            | rejected | TS_RANGE
            """)
        .assertShows(rows, row -> column -> text(row, column));
  }

  @Test
  void aRefusalWithoutReasonBreaksThePromise(SparkSession spark) {
    Map<String, Object> row =
        new HashMap<>(
            Map.of("source", "shop", "file_sha256", "f", "frame_number", 1L, "element_index", 0));
    assertThat(
            Promised.broken(
                RejectedRecords.TABLE, Frames.of(spark, RejectedRecords.TABLE, List.of(row))))
        .containsExactly("a record that is not loaded has a reason");
    row.put("reason", "LATE");
    assertThat(
            Promised.broken(
                RejectedRecords.TABLE, Frames.of(spark, RejectedRecords.TABLE, List.of(row))))
        .isEmpty();
  }
}
