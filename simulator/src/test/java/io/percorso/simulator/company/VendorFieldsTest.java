package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulated sources write, field by field, against the list of the vendors' fields. */
class VendorFieldsTest {
  /** Values of each field by source, from one file of each source. */
  private static final Map<String, Map<String, TreeSet<String>>> WRITTEN = new TreeMap<>();

  private static List<List<String>> listed;

  @BeforeAll
  static void writeEverySource(@TempDir Path landing) throws IOException {
    Formats.write(landing, SampleActs.DAY, SampleActs.all(), Duration.ZERO);
    RatesFile.write(landing, SampleActs.DAY, 1);
    try (Stream<Path> files = Files.walk(landing)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String source = file.getParent().getFileName().toString();
        Map<String, TreeSet<String>> fields = new TreeMap<>();
        records(file).forEach(record -> add(fields, "", record));
        WRITTEN.put(source, fields);
      }
    }
    try (InputStream in = Formats.class.getResourceAsStream("vendor-fields.csv")) {
      List<List<String>> rows =
          FieldPaths.ofCsv(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(rows.get(0))
          .containsExactly("source", "field", "vendor_field", "documented_at", "meaning");
      listed = rows.subList(1, rows.size());
    }
  }

  private static List<Map<String, String>> records(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".csv")) {
      List<List<String>> rows = FieldPaths.ofCsv(text);
      return rows.subList(1, rows.size()).stream()
          .map(
              row -> {
                assertThat(row).as("cells of %s", file).hasSameSizeAs(rows.get(0));
                Map<String, String> record = new HashMap<>();
                for (int i = 0; i < row.size(); i++) {
                  record.put(rows.get(0).get(i), row.get(i));
                }
                return record;
              })
          .toList();
    }
    String lines = text.startsWith("[") ? text.substring(2, text.length() - 3) : text;
    return lines
        .lines()
        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
        .map(FieldPaths::ofJson)
        .toList();
  }

  private static void add(
      Map<String, TreeSet<String>> fields, String above, Map<String, String> record) {
    record.forEach(
        (path, value) -> {
          if (!path.isEmpty()) {
            fields.computeIfAbsent(above + path, key -> new TreeSet<>()).add(value);
          }
          if (path.equals("original_message") && !value.isEmpty()) {
            add(fields, "original_message.", FieldPaths.ofJson(value));
          }
        });
  }

  @Test
  void everyFieldThatIsWrittenIsAVendorsAndEveryListedOneIsWritten() {
    TreeSet<String> written = new TreeSet<>();
    WRITTEN.forEach(
        (source, fields) ->
            fields.keySet().stream()
                .filter(field -> isLeaf(field, fields))
                .forEach(field -> written.add(source + " " + field)));
    assertThat(listed.stream().map(row -> row.get(0) + " " + row.get(1)))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(written);
  }

  /** An object is its fields, also where a record has null in its place. */
  private static boolean isLeaf(String field, Map<String, TreeSet<String>> fields) {
    return fields.keySet().stream().noneMatch(other -> other.startsWith(field + "."));
  }

  @Test
  void everyFieldNamesTheVendorsFieldWhereItIsDocumentedAndWhatItMeans() {
    assertThat(listed)
        .allSatisfy(row -> assertThat(row).hasSize(5).noneMatch(String::isBlank))
        .allSatisfy(row -> assertThat(row.get(3)).matches("https://\\S+|docs/sources/\\S+\\.md"));
  }

  @Test
  void everyColumnOfACsvFileIsFilledInSomeRow() {
    WRITTEN.forEach(
        (source, fields) ->
            fields.forEach(
                (field, values) -> {
                  if (fileOf(source).endsWith(".csv")) {
                    assertThat(values).as("%s of %s", field, source).anyMatch(v -> !v.isEmpty());
                  }
                }));
  }

  private static String fileOf(String source) {
    return Formats.all().stream()
        .filter(format -> format.source().equals(source))
        .map(format -> format.fileName(SampleActs.DAY))
        .findFirst()
        .orElse(RatesFile.fileName(SampleActs.DAY));
  }

  @Test
  void aTextComesBackAsItWasWritten() {
    Map<String, String> texts =
        Map.of(
            "generic-json", "element",
            "segment", "properties.label",
            "whatsapp", "entry[].changes[].value.messages[].text.body",
            "zendesk-chats", "original_message.content.text.text",
            "zendesk-tickets", "description",
            "zendesk-comments", "body",
            "social-care", "dialogContent[].message",
            "surveys", "text");
    texts.forEach(
        (source, field) ->
            assertThat(WRITTEN.get(source).get(field)).as(source).contains(lastOf(source)));
  }

  /** Of several messages in one record the last is kept. */
  private static String lastOf(String source) {
    return source.equals("social-care") ? "Sorry!" : SampleActs.AWKWARD;
  }
}
