package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.SharedPass;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LoadInteractionsTest {
  @TempDir Path landing;

  private record Loaded(Dataset<Row> interactions, Dataset<Row> rejected, Dataset<Row> files) {}

  private static Loaded load(
      SparkSession spark, List<LandingFile> found, List<Source> sources, Dataset<Row> existing) {
    LoadPlan plan = new LoadPlan(sources, Loading.KEYS, Loading.RULES, "run", Loading.NOW);
    List<Chunk> chunks = found.stream().flatMap(f -> f.chunks().stream()).toList();
    Dataset<Row> parsed =
        LoadInteractions.parse(LoadInteractions.chunks(spark, chunks, Loading.RULES), plan)
            .persist();
    SharedPass first = LoadInteractions.PARSED;
    Dataset<Row> resolved =
        LoadInteractions.resolve(first.rowsOf(parsed, Candidates.TABLE), existing, plan).persist();
    Dataset<Row> interactions = LoadInteractions.RESOLVED.rowsOf(resolved, Interactions.TABLE);
    Dataset<Row> rejected =
        first
            .rowsOf(parsed, RejectedRecords.TABLE)
            .union(LoadInteractions.RESOLVED.rowsOf(resolved, RejectedRecords.TABLE));
    Dataset<Row> files =
        InputFiles.account(
            spark.createDataFrame(
                found.stream()
                    .map(f -> InputFiles.row(f, new FileNames(Loading.KEYS), "run"))
                    .toList(),
                InputFiles.TABLE.schema()),
            first.rowsOf(parsed, ChunkCounts.TABLE),
            interactions,
            rejected);
    return new Loaded(interactions, rejected, files);
  }

  private static Dataset<Row> none(SparkSession spark) {
    return spark.createDataFrame(List.<Row>of(), Interactions.TABLE.schema());
  }

  private static List<LandingFile> scan(Path landing, List<Source> sources) {
    return new Landing(sources, file -> false, Set.of(), Loading.RULES, Loading.NOW).scan(landing);
  }

  private void deliver(String source, String file) throws IOException {
    Path from = RealData.path(file);
    Path folder = Files.createDirectories(landing.resolve(source));
    Files.copy(from, folder.resolve(from.getFileName().toString()));
  }

  @Test
  void everyRealFileIsAccountedForRecordByRecord(SparkSession spark) throws IOException {
    deliver("ecom", "ecom/ecom.csv.gz");
    deliver("access-log", "access-log/apache_logs.gz");
    deliver("snowplow-web", "snowplow-web/snowplow_web_events.csv");
    deliver("snowplow-web", "snowplow-web/snowplow_web_vital_events.csv");
    deliver("snowplow-mobile", "snowplow-mobile/snowplow_mobile_events.csv");
    deliver("social-care", "social-care/dev.json");
    List<Source> sources = Loading.shipped();
    Loaded loaded = load(spark, scan(landing, sources), sources, none(spark));
    List<Row> rows = loaded.files.collectAsList();
    assertThat(Conservation.broken(rows.stream().map(Conservation::of).toList())).isEmpty();
    Map<String, String> verdicts = new TreeMap<>();
    for (Row row : rows) {
      Conservation c = Conservation.of(row);
      verdicts.put(
          c.path(),
          "%d = %d + %d + %d + %d"
              .formatted(c.records(), c.loaded(), c.duplicate(), c.rejected(), c.late()));
    }
    assertThat(verdicts)
        .containsEntry("access-log/apache_logs.gz", "10000 = 9999 + 0 + 1 + 0")
        .containsEntry("ecom/ecom.csv.gz", "31106 = 31076 + 30 + 0 + 0")
        .containsEntry("snowplow-mobile/snowplow_mobile_events.csv", "130 = 129 + 1 + 0 + 0")
        .containsEntry("snowplow-web/snowplow_web_events.csv", "160 = 157 + 3 + 0 + 0")
        .containsEntry("snowplow-web/snowplow_web_vital_events.csv", "0 = 0 + 0 + 0 + 0")
        .containsEntry("social-care/dev.json", "686 = 681 + 5 + 0 + 0");
    List<Row> refused =
        loaded
            .rejected
            .where(RejectedRecords.VERDICT.col().equalTo("rejected"))
            .select(RejectedRecords.FRAME_NUMBER.col())
            .collectAsList();
    assertThat(refused).extracting(r -> r.getLong(0)).containsExactly(8899L);
  }

  @Test
  void theOrderOfDeliveriesDoesNotChangeFacts(SparkSession spark) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(
          "{\"id\":\"%d\",\"user\":\"u%d\",\"at\":\"2026-02-28T10:00:%02dZ\",\"ms\":%d}"
              .formatted(i % 15, i % 3, i % 7, i % 4));
    }
    Path one = landing.resolve("one/shop");
    Path two = landing.resolve("two/shop");
    Files.createDirectories(one);
    Files.createDirectories(two);
    Files.write(one.resolve("1.json"), lines.subList(0, 20));
    Files.write(two.resolve("2.json"), lines.subList(20, 40));
    List<Source> sources = List.of(Loading.SHOP);
    List<LandingFile> first = scan(one.getParent(), sources);
    List<LandingFile> second = scan(two.getParent(), sources);
    Set<String> forth = twoNights(spark, first, second, sources);
    assertThat(forth).hasSize(15).isEqualTo(twoNights(spark, second, first, sources));
  }

  private static Set<String> twoNights(
      SparkSession spark, List<LandingFile> first, List<LandingFile> second, List<Source> sources) {
    Dataset<Row> night = load(spark, first, sources, none(spark)).interactions;
    Dataset<Row> next = load(spark, second, sources, night).interactions;
    // What a second night loads stands beside the first night's rows that it did not displace.
    Column[] facts =
        Interactions.TABLE.fields().stream()
            .filter(f -> f.origin() == io.percorso.lake.Field.Origin.FACT)
            .map(io.percorso.lake.Field::col)
            .toArray(Column[]::new);
    Dataset<Row> kept =
        night.join(
            next.select(Interactions.INTERACTION_ID.col()),
            new String[] {Interactions.INTERACTION_ID.name()},
            "left_anti");
    Set<String> rows = new HashSet<>();
    for (Row row : kept.select(facts).union(next.select(facts)).collectAsList()) {
      rows.add(row.toString());
    }
    return rows;
  }
}
