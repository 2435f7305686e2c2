package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Table;
import io.percorso.testing.Grid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class DisplacedTest {
  private static final Instant START = Instant.parse("2026-02-27T23:00:00Z");

  /** What a night does to the stored interactions. */
  private record Night(List<Row> loaded, List<Row> rejected, List<Row> displaced) {}

  /** One delivery of a thing; content is told by its time and version. */
  private static Row delivery(String id, Instant occurredAt, long version, int frame) {
    Map<String, Object> cells =
        Map.ofEntries(
            Map.entry("group_key", id),
            Map.entry("is_stored", false),
            Map.entry("interaction_id", id),
            Map.entry("source", "shop"),
            Map.entry("occurred_at", occurredAt),
            Map.entry("occurred_day", LocalDate.ofInstant(occurredAt, ZoneOffset.UTC)),
            Map.entry("sequence", 0L),
            Map.entry("identifiers", "whom " + id + " names"),
            Map.entry("version", version),
            Map.entry("content_hash", occurredAt + "/" + version),
            Map.entry("file_sha256", "f"),
            Map.entry("frame_number", (long) frame),
            Map.entry("element_index", 0));
    return RowFactory.create(
        Candidates.TABLE.fields().stream().map(f -> cells.get(f.name())).toArray());
  }

  private static Row stored(Row interaction) {
    List<Object> cells = new ArrayList<>();
    cells.add(interaction.getAs(Interactions.INTERACTION_ID.name()));
    cells.add(true);
    for (int i = 0; i < interaction.length(); i++) {
      cells.add(interaction.get(i));
    }
    return RowFactory.create(cells.toArray());
  }

  private static Night night(List<Row> stored, List<Row> given) {
    List<Row> candidates = new ArrayList<>(given);
    stored.forEach(row -> candidates.add(stored(row)));
    candidates.sort(Comparator.comparing(row -> row.getString(0)));
    LoadPlan plan =
        new LoadPlan(List.of(Loading.SHOP), Loading.KEYS, Loading.RULES, "this night", Loading.NOW);
    List<Table> parts =
        List.of(Interactions.TABLE, RejectedRecords.TABLE, Displaced.TABLE, LostTimes.TABLE);
    List<List<Row>> rows =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    new ResolvedRows(candidates.iterator(), plan)
        .forEachRemaining(
            row -> {
              int part = row.getInt(0);
              rows.get(part).add(Reading.named(parts.get(part), row.getStruct(part + 1)));
            });
    return new Night(rows.get(0), rows.get(1), rows.get(2));
  }

  @Test
  void theRowThatIsTakenOutIsNamedAsItIsStoredWithTheRunThatTookIt() {
    List<Row> stored = night(List.of(), List.of(delivery("a", START, 1, 1))).loaded;
    Night next = night(stored, List.of(delivery("a", START.plusSeconds(7200), 2, 1)));
    Grid.of(
            """
            interaction_id | occurred_at          | occurred_day | source | identifiers  | run_id
            a              | 2026-02-27T23:00:00Z | 2026-02-27   | shop   | whom a names | this night
            """)
        .assertShows(next.displaced, row -> row::getAs);
    assertThat(next.loaded)
        .singleElement()
        .matches(r -> r.getAs(Interactions.OCCURRED_AT.name()).equals(START.plusSeconds(7200)));
  }

  @Test
  void aStoredRowThatWinsStays() {
    List<Row> stored = night(List.of(), List.of(delivery("a", START, 2, 1))).loaded;
    Night next = night(stored, List.of(delivery("a", START, 1, 1), delivery("b", START, 1, 2)));
    assertThat(next.displaced).isEmpty();
    assertThat(next.loaded).hasSize(1);
  }

  @Test
  void ofSeveralLaterDeliveriesTheStoredRowGivesWayOnce() {
    List<Row> stored = night(List.of(), List.of(delivery("a", START, 1, 1))).loaded;
    Night next = night(stored, List.of(delivery("a", START, 2, 1), delivery("a", START, 3, 2)));
    assertThat(next.displaced).hasSize(1);
    assertThat(next.loaded)
        .singleElement()
        .matches(row -> row.<Long>getAs(Interactions.VERSION.name()) == 3);
    assertThat(next.rejected).hasSize(1);
  }

  @Test
  void loadedLessDisplacedIsWhatANightAdds() {
    Random random = new Random(11);
    List<Row> stored = new ArrayList<>();
    Set<String> told = new HashSet<>();
    int displaced = 0;
    for (int night = 0; night < 40; night++) {
      int before = told.size();
      List<Row> given = new ArrayList<>();
      for (int frame = 1; frame <= 8; frame++) {
        String id = "id" + random.nextInt(60);
        told.add(id);
        given.add(delivery(id, START.plusSeconds(random.nextInt(5)), random.nextInt(4), frame));
      }
      Night result = night(stored, given);
      assertThat(result.loaded.size() - result.displaced.size()).isEqualTo(told.size() - before);
      assertThat(result.loaded.size() + result.rejected.size()).isEqualTo(given.size());
      for (Row row : result.displaced) {
        assertThat(stored.removeIf(s -> key(s).equals(key(row)))).as("%s stood", row).isTrue();
      }
      stored.addAll(result.loaded);
      assertThat(stored.stream().map(DisplacedTest::key)).doesNotHaveDuplicates();
      displaced += result.displaced.size();
    }
    assertThat(displaced).isGreaterThan(20);
  }

  private static String key(Row row) {
    return row.getAs(Interactions.INTERACTION_ID.name())
        + "@"
        + row.getAs(Interactions.OCCURRED_AT.name());
  }
}
