package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ChunkTest {
  private static final Chunk CSV =
      new Chunk(
          "ecom",
          "/l/ecom/caff\u00e8.csv",
          "ab12",
          false,
          5_000_000_001L,
          1_772_366_400_000_123L,
          4_294_967_296L,
          5_000_000_000L,
          4_000_000_001L,
          List.of("user,id", "", "\u00e8"));
  private static final Chunk GZIP =
      new Chunk("shop", "/l/shop/a.gz", "cd34", true, 7, 8, 0, 9, 1, List.of());
  @TempDir Path landing;

  @Test
  void everyColumnHoldsWhatItIsNamedFor() {
    Grid.of(
            """
            source | path         | file_sha256 | is_compressed | byte_count | first_seen_at_micros
            shop   | /l/shop/a.gz | cd34        | true          | 7          | 8
            """)
        .assertShows(List.of(Reading.named(Chunk.TABLE, GZIP.toRow())), row -> row::getAs);
    Grid.of(
            """
            start_byte | end_byte | first_frame
            0          | 9        | 1
            """)
        .assertShows(List.of(Reading.named(Chunk.TABLE, GZIP.toRow())), row -> row::getAs);
  }

  @Test
  void chunksComeBackFromTheirRows(SparkSession spark) {
    List<Row> rows =
        LoadInteractions.chunks(spark, List.of(CSV, GZIP), Loading.RULES).collectAsList();
    assertThat(rows.stream().map(Chunk::of)).containsExactlyInAnyOrder(CSV, GZIP);
  }

  @Test
  void theChunksOfAFileMeetBetweenFramesAndCoverItToItsEnd() {
    String header =
        "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
    String row = "u,\"a\nb\",2024-03-13 10:21:14,d,e,c,l\n";
    String content = header + row.repeat(9);
    Reading.deliver(landing, "ecom/a.csv", content.getBytes(UTF_8));
    List<Chunk> chunks =
        Reading.of(landing, Reading.cutAt(row.length() + 1), Loading.shipped("ecom")).chunks();
    assertThat(chunks).hasSize(5);
    long at = header.length();
    long frame = 1;
    for (Chunk chunk : chunks) {
      assertThat(chunk.startByte()).isEqualTo(at);
      assertThat(chunk.firstFrameNumber()).isEqualTo(frame);
      assertThat((chunk.endByte() - at) % row.length()).isZero();
      frame += (chunk.endByte() - at) / row.length();
      at = chunk.endByte();
    }
    assertThat(at).isEqualTo(content.length());
  }

  @Test
  void aCompressedFileIsOneChunk() {
    String lines = "{\"id\":\"1\"}\n".repeat(50);
    Reading.deliver(landing, "shop/a.json.gz", Reading.gzip(lines.getBytes(UTF_8)));
    assertThat(Reading.of(landing, Reading.cutAt(1), Loading.SHOP).chunks())
        .singleElement()
        .matches(Chunk::isCompressed)
        .matches(chunk -> chunk.startByte() == 0 && chunk.endByte() == lines.length());
  }
}
