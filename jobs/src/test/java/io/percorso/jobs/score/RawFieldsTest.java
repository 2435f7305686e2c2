package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Source;
import io.percorso.interactions.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFieldsTest {
  @TempDir Path folder;

  private RawFields fields;

  private record Told(long frame, int element, Map<String, String> fields) {}

  @Test
  void leavesOfALineAreNamedByTheirPath() throws IOException {
    assertThat(
            read(
                "generic-json",
                "a.jsonl",
                "{\"id\":1,\"a\":{\"b\":true,\"c\":null},\"l\":[1,2]}\n"))
        .containsExactly(new Told(1, 0, Map.of("id", "1", "a/b", "true", "l/*", "1\u001f2")));
  }

  @Test
  void aLineThatIsBrokenIsPassedOverAndCountedAsAFrame() throws IOException {
    assertThat(read("generic-json", "a.jsonl", "{\"id\":1\n{\"id\":2}\n"))
        .containsExactly(new Told(2, 0, Map.of("id", "2")));
    assertThat(fields.broken()).isEqualTo(1);
  }

  @Test
  void elementsOfAnExplodedArrayAreRecordsWithWhatIsAroundThem() throws IOException {
    assertThat(
            read(
                "social-care",
                "a.json",
                "[{\"dialogHeader\":{\"company\":\"x\"},\"dialogContent\":[{\"tweet_ID\":\"1\"},"
                    + "{\"tweet_ID\":\"2\"}]}]"))
        .containsExactly(
            new Told(1, 0, Map.of("dialogContent/*/tweet_ID", "1", "dialogHeader/company", "x")),
            new Told(1, 1, Map.of("dialogContent/*/tweet_ID", "2", "dialogHeader/company", "x")));
  }

  @Test
  void anObjectThatMayComeAloneOrInAnArrayHasTheSameFields() throws IOException {
    List<Told> told =
        read("sendgrid", "a.jsonl", "{\"event\":\"open\"}\n[{\"event\":\"click\"}]\n");
    assertThat(told).hasSize(2);
    assertThat(told.get(0).fields()).containsValue("open");
    assertThat(told.get(1).fields()).containsValue("click");
    assertThat(told.get(0).fields().keySet()).isEqualTo(told.get(1).fields().keySet());
  }

  @Test
  void framesOfACsvFileCountFromBelowItsHeader() throws IOException {
    assertThat(read("crm-customers", "a.csv", "customer_no,segment\n7,\"a\nb\"\n8,c\n"))
        .containsExactly(
            new Told(1, 0, Map.of("customer_no", "7", "segment", "a\nb")),
            new Told(2, 0, Map.of("customer_no", "8", "segment", "c")));
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("customer_no\n7\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("a.csv.gz"), bytes.toByteArray());
    assertThat(read("crm-customers", folder.resolve("a.csv.gz")))
        .containsExactly(new Told(1, 0, Map.of("customer_no", "7")));
  }

  @Test
  void pathsOfConfAreWrittenLikeLeaves() {
    assertThat(RawFields.normal("^/^/a/0/b")).isEqualTo("a/*/b");
    assertThat(RawFields.normal("list[key=id]/value")).isEqualTo("list/*/value");
    assertThat(RawFields.normal("customer_no")).isEqualTo("customer_no");
  }

  private List<Told> read(String source, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return read(source, folder.resolve(name));
  }

  private List<Told> read(String source, Path file) {
    List<Told> told = new ArrayList<>();
    fields = new RawFields(source(source));
    fields.read(file, (frame, element, found) -> told.add(new Told(frame, element, found)));
    return told;
  }

  /** A source as it ships. */
  static Source source(String name) {
    return Sources.read(Path.of("..", "conf", "sources")).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
