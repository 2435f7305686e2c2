package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.LandingFile.Content;
import io.percorso.interactions.LandingFile.FileVerdict;
import io.percorso.interactions.LandingFile.Known;
import io.percorso.lake.Table;
import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class InputFilesTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T11:00:00.123456Z");
  private static final FileNames NAMES = new FileNames(Loading.KEYS);
  @TempDir Path landing;

  private static LandingFile file(String path, String sha256, FileVerdict verdict, String reason) {
    String source = path.substring(0, path.indexOf('/'));
    return new LandingFile(
        source, path, sha256, 42, WRITTEN, Loading.NOW, verdict, reason, "in words", List.of());
  }

  private static Row row(LandingFile file) {
    return Reading.named(InputFiles.TABLE, InputFiles.row(file, NAMES, "run"));
  }

  private static Dataset<Row> stored(SparkSession spark, List<LandingFile> files) {
    return spark.createDataFrame(
        files.stream().map(f -> InputFiles.row(f, NAMES, "run")).toList(),
        InputFiles.TABLE.schema());
  }

  /** Rows of a table of a grid whose columns are text, or numbers by their name. */
  private static Dataset<Row> rows(SparkSession spark, Table table, String grid) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> drawn : Grid.of(grid).rows()) {
      Map<String, Object> row = new HashMap<>(drawn);
      row.computeIfPresent(ChunkCounts.FRAME_COUNT.name(), (name, n) -> Long.valueOf((String) n));
      row.computeIfPresent(ChunkCounts.RECORD_COUNT.name(), (name, n) -> Long.valueOf((String) n));
      row.computeIfPresent(Interactions.IS_LATE.name(), (name, is) -> "true".equals(is));
      rows.add(row);
    }
    return Frames.of(spark, table, rows);
  }

  @Test
  void aNewFilesRowSaysWhatTheScanSaidAndCountsNothingYet() {
    Row row = row(file("shop/a.json", "aa", FileVerdict.REFUSED, "FILE_CORRUPT"));
    Grid.of(
            """
            source | path        | content_sha256 | byte_count | verdict | reason       | detail
            shop   | shop/a.json | aa             | 42         | refused | FILE_CORRUPT | in words
            """)
        .assertShows(List.of(row), r -> r::getAs);
    assertThat(row.<Instant>getAs(InputFiles.FIRST_SEEN_AT.name())).isEqualTo(Loading.NOW);
    assertThat(row.<Instant>getAs(InputFiles.MODIFIED_AT.name())).isEqualTo(WRITTEN);
    assertThat(row.<String>getAs(InputFiles.RUN_ID.name())).isEqualTo("run");
    assertThat(
            InputFiles.TABLE.fields().stream()
                .filter(f -> f.name().endsWith("_count") && f != InputFiles.BYTE_COUNT)
                .map(f -> row.<Long>getAs(f.name())))
        .hasSize(7)
        .containsOnly(0L);
  }

  @Test
  void anyFileIsKnownAgainByPathSizeAndTime() {
    for (FileVerdict verdict : FileVerdict.values()) {
      LandingFile file = file("shop/a.json", "aa", verdict, "");
      var known = InputFiles.known(List.of(row(file)), NAMES);
      assertThat(known.test(new Known("shop/a.json", 42, WRITTEN))).isTrue();
      assertThat(known.test(new Known("shop/b.json", 42, WRITTEN))).isFalse();
      assertThat(known.test(new Known("shop/a.json", 43, WRITTEN))).isFalse();
      assertThat(known.test(new Known("shop/a.json", 42, WRITTEN.plusSeconds(1)))).isFalse();
    }
  }

  @Test
  void onlyAnAcceptedFileIsKnownByItsContent() {
    assertThat(InputFiles.content(row(file("shop/a.json", "aa", FileVerdict.ACCEPTED, ""))))
        .contains(new Content("shop", "aa"));
    assertThat(InputFiles.content(row(file("shop/a.json", "aa", FileVerdict.REFUSED, "QUOTE"))))
        .isEmpty();
    assertThat(
            InputFiles.content(
                row(file("shop/b.json", "aa", FileVerdict.SAME_CONTENT, "DUPLICATE"))))
        .isEmpty();
  }

  @Test
  void eachAcceptedFileTakesTheCountsOfItsContentInItsSourceAndNoOtherFileDoes(SparkSession spark) {
    Dataset<Row> files =
        stored(
            spark,
            List.of(
                file("shop/a.json", "aa", FileVerdict.ACCEPTED, ""),
                file("shop/again.json", "aa", FileVerdict.SAME_CONTENT, "DUPLICATE"),
                file("shop/broken.json", "aa", FileVerdict.REFUSED, "FILE_CORRUPT"),
                file("shop/hidden.part", "", FileVerdict.REFUSED, "SKIPPED"),
                file("shop/header-only.csv", "ee", FileVerdict.ACCEPTED, ""),
                file("till/a.json", "aa", FileVerdict.ACCEPTED, "")));
    Dataset<Row> chunks =
        rows(
            spark,
            ChunkCounts.TABLE,
            """
            source | file_sha256 | frame_count | record_count
            shop   | aa          | 2           | 3
            shop   | aa          | 4           | 5
            shop   | ee          | 0           | 0
            till   | aa          | 1           | 2
            """);
    Dataset<Row> loaded =
        rows(
            spark,
            Interactions.TABLE,
            """
            source | file_sha256 | is_late
            shop   | aa          | false
            shop   | aa          | true
            till   | aa          | false
            till   | aa          | false
            """);
    Dataset<Row> rejected =
        rows(
            spark,
            RejectedRecords.TABLE,
            """
            source | file_sha256 | verdict
            shop   | aa          | duplicate
            shop   | aa          | duplicate
            shop   | aa          | duplicate
            shop   | aa          | rejected
            shop   | aa          | late
            shop   | aa          | late
            """);
    List<Row> accounted =
        InputFiles.account(files, chunks, loaded, rejected)
            .orderBy(InputFiles.PATH.col())
            .collectAsList();
    Grid.of(
            """
            path                 | frame_count | record_count | loaded_count | accepted_late_count
            shop/a.json          | 6           | 8            | 2            | 1
            shop/again.json      | 0           | 0            | 0            | 0
            shop/broken.json     | 0           | 0            | 0            | 0
            shop/header-only.csv | 0           | 0            | 0            | 0
            shop/hidden.part     | 0           | 0            | 0            | 0
            till/a.json          | 1           | 2            | 2            | 0
            """)
        .assertShows(accounted, row -> row::getAs);
    Grid.of(
            """
            path                 | duplicate_count | rejected_count | late_count | byte_count | verdict
            shop/a.json          | 3               | 1              | 2          | 42         | accepted
            shop/again.json      | 0               | 0              | 0          | 42         | same_content
            shop/broken.json     | 0               | 0              | 0          | 42         | refused
            shop/header-only.csv | 0               | 0              | 0          | 42         | accepted
            shop/hidden.part     | 0               | 0              | 0          | 42         | refused
            till/a.json          | 0               | 0              | 0          | 42         | accepted
            """)
        .assertShows(accounted, row -> row::getAs);
    assertThat(Conservation.broken(accounted.stream().map(Conservation::of).toList())).isEmpty();
  }

  @Test
  void aFileOfWhichEveryRecordWasRefusedHasItsCounts(SparkSession spark) {
    List<Row> accounted =
        InputFiles.account(
                stored(spark, List.of(file("shop/a.json", "aa", FileVerdict.ACCEPTED, ""))),
                rows(
                    spark,
                    ChunkCounts.TABLE,
                    """
                    source | file_sha256 | frame_count | record_count
                    shop   | aa          | 1           | 1
                    """),
                Frames.of(spark, Interactions.TABLE, List.of()),
                rows(
                    spark,
                    RejectedRecords.TABLE,
                    """
                    source | file_sha256 | verdict
                    shop   | aa          | rejected
                    """))
            .collectAsList();
    Grid.of(
            """
            record_count | loaded_count | rejected_count
            1            | 0            | 1
            """)
        .assertShows(accounted, row -> row::getAs);
  }

  @Test
  void aStoredFileIsNotLookedAtAgain(SparkSession spark) throws IOException {
    assertNotLookedAtAgain(spark, "2026-03-01T11:00:00.123456Z");
  }

  @Test
  void aStoredFileWhoseTimeHasNanosecondsIsNotLookedAtAgain(SparkSession spark) throws IOException {
    assertNotLookedAtAgain(spark, "2026-03-01T11:00:00.123456789Z");
  }

  private void assertNotLookedAtAgain(SparkSession spark, String modifiedAt) throws IOException {
    Reading.deliver(landing, "shop/a.json", "{\"id\":\"1\"}\n".getBytes(UTF_8));
    Files.setLastModifiedTime(
        landing.resolve("shop/a.json"), FileTime.from(Instant.parse(modifiedAt)));
    List<Source> sources = List.of(Loading.SHOP);
    List<LandingFile> found =
        new Landing(sources, file -> false, Set.of(), Loading.RULES, Loading.NOW).scan(landing);
    assertThat(found).hasSize(1);
    var known = InputFiles.known(stored(spark, found).collectAsList(), NAMES);
    assertThat(new Landing(sources, known, Set.of(), Loading.RULES, Loading.NOW).scan(landing))
        .isEmpty();
  }
}
