package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stored frames give against what the file gave: without a Spark session. */
class StoredFramesTest {
  private static final List<Table> PARTS =
      List.of(RawRecords.TABLE, RejectedRecords.TABLE, Candidates.TABLE, ChunkCounts.TABLE);
  private static final String LATER = "a run that comes later";

  @TempDir private Path landing;

  @Test
  void rowsOfACsvFileAreReadAgainByTheirHeader() {
    Reading.deliver(
        landing,
        "ecom/a.csv",
        ("\ufeffuser_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\r\n"
                + "u1,home,2024-03-13 10:21:14,d,e,c,l\r\n"
                + "ragged\r\n"
                + "u2,cart,2024-03-13 10:21:15,d,e,c,l\r\n")
            .getBytes(UTF_8));
    requireSame(Loading.shipped("ecom"));
  }

  @Test
  void aFrameThatWasTooLongStaysRefusedAlthoughItsBeginningCouldBeRead() {
    String tooLong = "{\"id\":\"2\"}" + " ".repeat(Loading.RULES.frameBytes());
    Reading.deliver(
        landing,
        "shop/a.json",
        ("{\"id\":\"1\",\"at\":\"2026-03-01T10:00:00Z\",\"user\":\"u\"}\n"
                + tooLong
                + "\nno JSON\n")
            .getBytes(UTF_8));
    requireSame(Loading.SHOP);
  }

  @Test
  void withoutItsHeaderACsvFileIsNotReadAgain() {
    Reading.deliver(
        landing,
        "ecom/a.csv",
        "user_id,event,timestamp\nu1,home,2024-03-13 10:21:14\n".getBytes(UTF_8));
    Source source = Loading.shipped("ecom");
    Reading reading = Reading.of(landing, Loading.RULES, source);
    List<Row> frames = stored(reading).subList(1, 2);
    assertThatThrownBy(() -> again(frames.iterator(), source))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its header is not in bronze.raw_records")
        .hasMessageContaining("./percorso restore --run run");
  }

  /** Refusals, candidates and counts are those of the file, down to the run that loaded it. */
  private void requireSame(Source source) {
    Reading reading = Reading.of(landing, Loading.RULES, source);
    List<Row> pass = again(stored(reading).iterator(), source);
    for (Table table : List.of(RejectedRecords.TABLE, Candidates.TABLE, ChunkCounts.TABLE)) {
      int part = PARTS.indexOf(table);
      List<String> rows =
          pass.stream()
              .filter(row -> row.getInt(0) == part)
              .map(row -> shown(Reading.named(table, row.getStruct(part + 1))))
              .toList();
      assertThat(rows)
          .as(table.name())
          .isNotEmpty()
          .containsExactlyElementsOf(
              reading.rows(table).stream().map(StoredFramesTest::shown).toList());
    }
  }

  private static List<Row> again(Iterator<Row> frames, Source source) {
    LoadPlan plan =
        new LoadPlan(
            List.of(source),
            Loading.KEYS,
            Loading.RULES,
            LATER,
            Instant.parse("2027-01-01T00:00:00Z"));
    List<Row> pass = new ArrayList<>();
    new StoredFrameRows(frames, plan).forEachRemaining(pass::add);
    return pass;
  }

  /** The raw records as a reload finds them, each with what was wrong with the frame. */
  private static List<Row> stored(Reading reading) {
    List<Row> frames = new ArrayList<>();
    for (Row raw : reading.rows(RawRecords.TABLE)) {
      Object[] cells = new Object[StoredFrames.FAULT + 1];
      for (int i = 0; i < raw.length(); i++) {
        cells[i] = raw.get(i);
      }
      cells[StoredFrames.FIRST_SEEN] = Loading.NOW;
      reading.rows(RejectedRecords.TABLE).stream()
          .filter(r -> r.get(2).equals(raw.get(StoredFrames.NUMBER)))
          .filter(r -> FrameRecords.FAULTY_FRAME.equals(r.getAs(RejectedRecords.DETAIL.name())))
          .forEach(r -> cells[StoredFrames.FAULT] = r.getAs(RejectedRecords.REASON.name()));
      frames.add(RowFactory.create(cells));
    }
    return frames;
  }

  private static String shown(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      Object cell = row.get(i);
      cells.add(
          cell instanceof byte[] bytes
              ? new String(bytes, UTF_8)
              : Arrays.deepToString(new Object[] {cell}));
    }
    return String.join("|", cells);
  }
}
