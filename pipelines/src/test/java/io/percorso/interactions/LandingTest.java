package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {
  private static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
  private static final String ROW = "u,home,2024-03-13 10:21:14,d,e,c,l\n";
  @TempDir Path landing;

  private void put(String name, byte[] content) throws IOException {
    Path file = landing.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private List<LandingFile> scan(Set<LandingFile.Known> known, Set<LandingFile.Content> loaded) {
    return new Landing(Loading.shipped(), known::contains, loaded, Loading.RULES, Loading.NOW)
        .scan(landing);
  }

  @Test
  void eachBadFileIsRefusedWithItsReason() throws IOException {
    byte[] good = (HEADER + ROW).getBytes(UTF_8);
    byte[] whole = gzip((HEADER + ROW.repeat(500)).getBytes(UTF_8));
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;
    put("ecom/a.csv", good);
    put("ecom/b-same.csv", good);
    put("ecom/bomb.csv.gz", gzip(new byte[8 << 20]));
    put("ecom/crc.csv.gz", flipped);
    put("ecom/cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    put("ecom/empty.csv", new byte[0]);
    put("ecom/empty.csv.gz", new byte[0]);
    put("ecom/gz-inside.csv", whole);
    put(
        "ecom/latin.csv",
        (HEADER + "caff\u00e8").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    put("ecom/lacks.csv", "user_id,event\nu,home\n".getBytes(UTF_8));
    put("ecom/new.csv.part", good);
    put("ecom/text.csv.gz", good);
    put("ecom/utf16.csv", (HEADER + ROW).getBytes(UTF_16));
    put("ecom/zip.csv", new byte[] {'P', 'K', 3, 4, 0, 0});
    put("unknown/a.csv", good);
    put(".loaded/ecom/a.csv", good);
    Files.createSymbolicLink(landing.resolve("ecom/z-link.csv"), landing.resolve("ecom/a.csv"));
    Grid.of(
            """
            path               | verdict      | reason
            ecom/a.csv         | accepted     |
            ecom/b-same.csv    | same_content | DUPLICATE
            ecom/bomb.csv.gz   | refused      | FILE_LIMIT
            ecom/crc.csv.gz    | refused      | FILE_CORRUPT
            ecom/cut.csv.gz    | refused      | FILE_CORRUPT
            ecom/empty.csv     | refused      | EMPTY_FILE
            ecom/empty.csv.gz  | refused      | EMPTY_FILE
            ecom/gz-inside.csv | accepted     |
            ecom/lacks.csv     | refused      | MISSING_FIELD
            ecom/latin.csv     | accepted     |
            ecom/new.csv.part  | refused      | SKIPPED
            ecom/text.csv.gz   | refused      | FILE_CORRUPT
            ecom/utf16.csv     | refused      | ENCODING
            ecom/z-link.csv    | refused      | SKIPPED
            ecom/zip.csv       | refused      | FILE_CORRUPT
            unknown/a.csv      | refused      | SKIPPED
            """)
        .assertShows(
            scan(Set.of(), Set.of()),
            file ->
                column ->
                    switch (column) {
                      case "path" -> file.path();
                      case "verdict" -> file.verdict().word();
                      default -> file.reason().isEmpty() ? null : file.reason();
                    });
  }

  @Test
  void aFileThatWasLookedAtIsNotListedAgain() throws IOException {
    put("ecom/a.csv", (HEADER + ROW).getBytes(UTF_8));
    Set<LandingFile.Known> known =
        scan(Set.of(), Set.of()).stream().map(LandingFile::known).collect(Collectors.toSet());
    assertThat(known).hasSize(1);
    assertThat(scan(known, new HashSet<>())).isEmpty();
  }

  @Test
  void noFolderIsNoFile() {
    Landing none = new Landing(List.of(), file -> false, Set.of(), Loading.RULES, Loading.NOW);
    assertThat(none.scan(landing.resolve("nowhere"))).isEmpty();
  }

  @Test
  void aLargeFileIsCutBetweenRows() throws IOException {
    put("ecom/a.csv", ("\uFEFF" + HEADER + ROW.repeat(100)).getBytes(UTF_8));
    LoadRules small = Reading.cutAt(1_000);
    List<Chunk> chunks =
        new Landing(Loading.shipped(), file -> false, Set.of(), small, Loading.NOW)
            .scan(landing)
            .get(0)
            .chunks();
    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks.get(0).startByte()).isEqualTo(3 + HEADER.length());
    for (int i = 1; i < chunks.size(); i++) {
      assertThat(chunks.get(i).startByte()).isEqualTo(chunks.get(i - 1).endByte());
      assertThat((chunks.get(i).startByte() - 3 - HEADER.length()) / ROW.length() + 1)
          .isEqualTo(chunks.get(i).firstFrameNumber());
    }
    assertThat(chunks.get(0)).isEqualTo(Chunk.of(sparkRow(chunks.get(0))));
  }

  private static org.apache.spark.sql.Row sparkRow(Chunk chunk) {
    Object[] cells = new Object[10];
    for (int i = 0; i < 9; i++) {
      cells[i] = chunk.toRow().get(i);
    }
    cells[9] = scala.jdk.javaapi.CollectionConverters.asScala(chunk.header()).toSeq();
    return org.apache.spark.sql.RowFactory.create(cells);
  }
}
