package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CandidatesTest {
  private static final Source ECOM = Loading.shipped("ecom");
  private static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";
  @TempDir Path landing;

  private static List<Candidate> parsed(Source source, String content) {
    return Loading.parse(source, content.getBytes(UTF_8)).stream()
        .map(Candidate.class::cast)
        .toList();
  }

  private static String shop(String id, String user, String at) {
    return "{\"id\":\"%s\",\"user\":\"%s\",\"at\":\"%s\"}\n".formatted(id, user, at);
  }

  private static String group(Source source, String content) {
    return parsed(source, content).get(0).groupKey();
  }

  @Test
  void recordsWithOneIdOfTheirOwnMeetWhateverElseTheySay() {
    String group = group(Loading.SHOP, shop("7", "ann", "2026-02-28T10:00:00Z"));
    assertThat(group(Loading.SHOP, shop("7", "bob", "2026-02-27T09:00:00Z"))).isEqualTo(group);
    assertThat(group(Loading.SHOP, shop("8", "ann", "2026-02-28T10:00:00Z"))).isNotEqualTo(group);
  }

  @Test
  void theSameIdInTwoSourcesIsTwoThings() {
    String record = shop("7", "ann", "2026-02-28T10:00:00Z");
    assertThat(group(Loading.mapping(List.of("place")), record))
        .isNotEqualTo(group(Loading.SHOP, record));
  }

  @Test
  void recordsWithoutAnIdMeetByWhomAndWhenOnly() {
    String group = group(ECOM, HEADER + "ann,home,2024-03-13 10:21:14,d,e,c,l\n");
    assertThat(group(ECOM, HEADER + "ann,cart,2024-03-13 10:21:14,x,y,z,l\n")).isEqualTo(group);
    assertThat(group(ECOM, HEADER + "bob,home,2024-03-13 10:21:14,d,e,c,l\n")).isNotEqualTo(group);
    assertThat(group(ECOM, HEADER + "ann,home,2024-03-13 10:21:14.000001,d,e,c,l\n"))
        .isNotEqualTo(group);
  }

  @Test
  void whatParsingHandsOutIsNotStored() {
    Reading.deliver(
        landing, "shop/a.json", shop("7", "ann", "2026-02-28T10:00:00Z").getBytes(UTF_8));
    assertThat(Reading.of(landing, Loading.RULES, Loading.SHOP).rows(Candidates.TABLE))
        .singleElement()
        .matches(row -> !row.<Boolean>getAs(Candidates.IS_STORED.name()))
        .matches(row -> row.getAs(Interactions.SOURCE.name()).equals("shop"));
  }

  @Test
  void aStoredInteractionMeetsItsNextDeliveryWithAndWithoutAnIdOfItsOwn(SparkSession spark) {
    List<Candidate> given = new ArrayList<>();
    given.addAll(parsed(Loading.SHOP, shop("7", "ann", "2026-02-28T10:00:00.000001Z")));
    given.addAll(
        parsed(
            ECOM,
            HEADER
                + "ann,home,2024-03-13 10:21:14.654321,d,e,c,l\n"
                + "ann,cart,2024-03-13 10:21:14.654321,d,e,c,l\n"
                + "bob,home,2024-03-31 02:30:00,d,e,c,l\n"));
    Dataset<Row> candidates = spark.createDataFrame(rows(given), Candidates.TABLE.schema());
    Dataset<Row> nothing = Frames.of(spark, Interactions.TABLE, List.of());
    LoadPlan plan =
        new LoadPlan(List.of(Loading.SHOP, ECOM), Loading.KEYS, Loading.RULES, "run", Loading.NOW);
    Dataset<Row> stored =
        LoadInteractions.RESOLVED.rowsOf(
            LoadInteractions.resolve(candidates, nothing, plan), Interactions.TABLE);
    assertThat(Frames.values(stored, Interactions.INTERACTION_ID)).hasSize(4);
    Dataset<Row> again = LoadInteractions.resolve(candidates, stored, plan);
    assertThat(
            LoadInteractions.RESOLVED.rowsOf(again, RejectedRecords.TABLE).collectAsList().stream()
                .map(row -> row.<String>getAs(RejectedRecords.REASON.name())))
        .containsExactly("DUPLICATE", "DUPLICATE", "DUPLICATE", "DUPLICATE");
    assertThat(LoadInteractions.RESOLVED.rowsOf(again, Interactions.TABLE).isEmpty()).isTrue();
    assertThat(LoadInteractions.RESOLVED.rowsOf(again, Displaced.TABLE).isEmpty()).isTrue();
  }

  private static List<Row> rows(List<Candidate> candidates) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Object> cells = new ArrayList<>();
      cells.add(candidate.groupKey());
      cells.add(false);
      cells.addAll(candidate.values());
      rows.add(RowFactory.create(cells.toArray()));
    }
    return rows;
  }
}
