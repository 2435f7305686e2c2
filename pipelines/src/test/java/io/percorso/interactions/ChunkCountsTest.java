package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCountsTest {
  private static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
  private static final String ROW = "u,home,2024-03-13 10:21:14,d,e,c,l\n";
  @TempDir Path landing;

  private static void assertShows(List<Row> rows, String grid) {
    Grid.of(grid).assertShows(rows, row -> row::getAs);
  }

  private List<Row> read(String source, String file, String content, LoadRules rules) {
    Reading.deliver(landing, source + "/" + file, content.getBytes(UTF_8));
    return Reading.of(landing, rules, Loading.shipped(source)).rows(ChunkCounts.TABLE);
  }

  @Test
  void equalAndBrokenRowsAreCountedAsOftenAsTheyCome() {
    assertShows(
        read("ecom", "a.csv", HEADER + ROW + ROW + "ragged\n\n" + ROW, Loading.RULES),
        """
        source | first_frame | frame_count | record_count
        ecom   | 1           | 5           | 5
        """);
  }

  @Test
  void aFrameCountsOnceAndItsElementsCountAsRecords() {
    String dialog =
        "{\"dialogContent\":[{\"tweet_ID\":\"1\",\"datetime\":\"2019-01-01T00:00:00Z\","
            + "\"client\":\"@a\"},{\"tweet_ID\":\"2\"},{}]}";
    assertShows(
        read("social-care", "a.json", "[" + dialog + ",{\"dialogContent\":[]}]", Loading.RULES),
        """
        source      | first_frame | frame_count | record_count
        social-care | 1           | 2           | 4
        """);
  }

  @Test
  void theChunksOfAFileAreCountedEachByItself() {
    long twoRows = ROW.length() * 2L;
    assertShows(
        read("ecom", "a.csv", HEADER + ROW.repeat(5), Reading.cutAt(twoRows)),
        """
        first_frame | frame_count | record_count
        1           | 2           | 2
        3           | 2           | 2
        5           | 1           | 1
        """);
  }

  @Test
  void aFileWithoutRecordsIsReadAndCountedAsNone() {
    assertShows(
        read("ecom", "a.csv", HEADER, Loading.RULES),
        """
        source | first_frame | frame_count | record_count
        ecom   | 1           | 0           | 0
        """);
  }

  @Test
  void whatIsCountedIsWhatWasHandedOut() {
    Reading.deliver(
        landing, "ecom/a.csv", (HEADER + ROW + "ragged\n" + ROW + "\n").getBytes(UTF_8));
    Reading reading = Reading.of(landing, Reading.cutAt(1), Loading.shipped("ecom"));
    long frames = sum(reading, ChunkCounts.FRAME_COUNT.name());
    long records = sum(reading, ChunkCounts.RECORD_COUNT.name());
    assertThat(reading.rows(RawRecords.TABLE))
        .filteredOn(
            row -> row.<Long>getAs(RawRecords.FRAME_NUMBER.name()) != RawRecords.HEADER_FRAME)
        .hasSize((int) frames)
        .hasSize(4);
    assertThat(reading.rows(Candidates.TABLE).size() + reading.rows(RejectedRecords.TABLE).size())
        .isEqualTo((int) records);
  }

  private static long sum(Reading reading, String column) {
    return reading.rows(ChunkCounts.TABLE).stream().mapToLong(r -> r.<Long>getAs(column)).sum();
  }
}
