package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRecordsTest {
  private static final String ROWS =
      "\ufeffuser_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n"
          + "u1,\"two\r\nlines\",2024-03-13 10:21:14,d,e,c,l\r\n"
          + "u2,caff\u00e8,2024-03-13 10:21:15,d,e,c,l\n"
          + "ragged\n"
          + "u3,home,2024-03-13 10:21:16,d,e,c,l";
  @TempDir Path landing;

  private static byte[] raw(Row row) {
    return row.getAs(RawRecords.RAW.name());
  }

  private static String shown(Row row) {
    return "%s|%s|%s"
        .formatted(
            row.getAs(RawRecords.FRAME_NUMBER.name()),
            row.getAs(RawRecords.BYTE_OFFSET.name()),
            new String(raw(row), ISO_8859_1));
  }

  private List<Row> read(LoadRules rules) {
    return Reading.of(landing, rules, Loading.SHOP, Loading.shipped("ecom")).rows(RawRecords.TABLE);
  }

  @Test
  void aFrameIsStoredByteForByteButForItsLineBreakWhateverItsVerdict() {
    Reading.deliver(
        landing,
        "shop/a.json",
        "{\"id\":1}\n no JSON \u00e8\r\n\nlast \u0000".getBytes(ISO_8859_1));
    assertThat(read(Loading.RULES).stream().map(RawRecordsTest::shown))
        .containsExactly("1|0|{\"id\":1}", "2|9| no JSON \u00e8", "3|21|", "4|22|last \u0000");
  }

  @Test
  void theOffsetLeadsBackToTheBytesInTheInflatedContent() {
    byte[] content = ROWS.getBytes(UTF_8);
    Map<String, Function<byte[], byte[]>> forms =
        Map.of("ecom/a.csv", b -> b, "ecom/b.csv.gz", Reading::gzip);
    forms.forEach((name, form) -> Reading.deliver(landing, name, form.apply(content)));
    List<Row> rows = read(Loading.RULES);
    assertThat(rows).as("four rows and a header each").hasSize(10);
    for (Row row : rows) {
      int from = Math.toIntExact(row.<Long>getAs(RawRecords.BYTE_OFFSET.name()));
      assertThat(Arrays.copyOfRange(content, from, from + raw(row).length)).isEqualTo(raw(row));
    }
    assertThat(rows.stream().map(row -> new String(raw(row), UTF_8)))
        .contains("u1,\"two\r\nlines\",2024-03-13 10:21:14,d,e,c,l", "ragged");
  }

  @Test
  void theHeaderOfACsvFileIsItsFrameZeroHoweverTheFileIsCut() {
    Reading.deliver(landing, "ecom/a.csv", ROWS.getBytes(UTF_8));
    Reading cut = Reading.of(landing, Reading.cutAt(1), Loading.shipped("ecom"));
    String header = ROWS.substring(0, ROWS.indexOf('\n') + 1);
    assertThat(cut.rows(RawRecords.TABLE).stream().map(RawRecordsTest::shown))
        .filteredOn(row -> row.startsWith("0|"))
        .containsExactly("0|0|" + new String(header.getBytes(UTF_8), ISO_8859_1));
  }

  @Test
  void ofAFrameThatIsTooLongOnlyTheBeginningIsStored() {
    String tooLong = "x".repeat(Loading.RULES.frameBytes() + 1);
    Reading.deliver(landing, "shop/a.json", (tooLong + "\nnext\n").getBytes(UTF_8));
    assertThat(read(Loading.RULES).stream().map(RawRecordsTest::shown))
        .containsExactly(
            "1|0|" + "x".repeat(Loading.RULES.keptBytes()),
            "2|%d|next".formatted(tooLong.length() + 1));
  }

  @Test
  void aFrameOfExactlyTheLimitIsStoredWhole() {
    String longest = "x".repeat(Loading.RULES.frameBytes());
    Reading.deliver(landing, "shop/a.json", (longest + "\n").getBytes(UTF_8));
    assertThat(read(Loading.RULES)).singleElement().matches(r -> raw(r).length == longest.length());
  }

  @Test
  void howAFileIsCutChangesNoRow() {
    Reading.deliver(landing, "ecom/a.csv", ROWS.getBytes(UTF_8));
    Reading cut = Reading.of(landing, Reading.cutAt(1), Loading.shipped("ecom"));
    assertThat(cut.chunks()).hasSize(4);
    assertThat(cut.rows(RawRecords.TABLE).stream().map(RawRecordsTest::shown))
        .containsExactlyElementsOf(
            read(Loading.RULES).stream().map(RawRecordsTest::shown).toList());
  }
}
