package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Grid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class LostTimesTest {
  private static final List<io.percorso.lake.Table> PARTS =
      List.of(Interactions.TABLE, RejectedRecords.TABLE, Displaced.TABLE, LostTimes.TABLE);

  private final List<Row> stored = new ArrayList<>();
  private final List<Row> lost = new ArrayList<>();

  /** A delivery of thing a on a day of March 2026. */
  private static Row delivery(int day, long version) {
    return row(
        day, Map.of("is_stored", false, "version", version, "content_hash", day + "/" + version));
  }

  private static Row row(int day, Map<String, Object> more) {
    Instant at = LocalDate.of(2026, 3, day).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Object> cells = new HashMap<>(more);
    cells.put("group_key", "a");
    cells.put("interaction_id", "a");
    cells.put("source", "shop");
    cells.put("occurred_at", at);
    cells.put("occurred_day", at.atZone(ZoneOffset.UTC).toLocalDate());
    cells.put("sequence", 0L);
    cells.put("file_sha256", "f");
    cells.put("frame_number", (long) day);
    cells.put("element_index", 0);
    return RowFactory.create(
        Candidates.TABLE.fields().stream().map(f -> cells.get(f.name())).toArray());
  }

  /** A night with what earlier ones left; gives the days that it tells as lost. */
  private void night(Row... given) {
    List<Row> candidates = new ArrayList<>(List.of(given));
    for (Row row : stored) {
      List<Object> cells = new ArrayList<>(List.of("a", true));
      for (int i = 0; i < row.length(); i++) {
        cells.add(row.get(i));
      }
      candidates.add(RowFactory.create(cells.toArray()));
    }
    for (Row row : lost) {
      LocalDate day = row.getAs("occurred_day");
      candidates.add(row(day.getDayOfMonth(), Map.of("is_stored", true, "version", 0L)));
    }
    candidates.sort(Comparator.comparing(row -> row.getString(0)));
    LoadPlan plan =
        new LoadPlan(List.of(Loading.SHOP), Loading.KEYS, Loading.RULES, "night", Loading.NOW);
    new ResolvedRows(candidates.iterator(), plan)
        .forEachRemaining(
            row -> {
              int part = row.getInt(0);
              Row cells = Reading.named(PARTS.get(part), row.getStruct(part + 1));
              if (part == 0) {
                stored.add(cells);
              } else if (part == 2) {
                stored.removeIf(r -> r.getAs("occurred_at").equals(cells.getAs("occurred_at")));
              } else if (part == 3) {
                lost.add(cells);
              }
            });
  }

  private List<Integer> days(List<Row> rows) {
    return rows.stream().map(r -> r.<LocalDate>getAs("occurred_day").getDayOfMonth()).toList();
  }

  @Test
  void aLoserOfAnotherTimeIsKeptOnceWhetherItWasStoredOrNot() {
    night(delivery(4, 1));
    night(delivery(5, 2), delivery(6, 1));
    night(delivery(6, 1));
    Grid.of(
            """
            interaction_id | occurred_day | source | run_id
            a              | 2026-03-06   | shop   | night
            a              | 2026-03-04   | shop   | night
            """)
        .assertShows(
            lost.stream()
                .sorted(Comparator.comparing(r -> -r.<LocalDate>getAs("occurred_day").toEpochDay()))
                .toList(),
            row -> row::getAs);
    assertThat(days(stored)).containsExactly(5);
  }

  @Test
  void aLoserAtTheWinnersTimeTiesNothingThatTheWinnerDoesNot() {
    night(delivery(4, 1));
    night(delivery(4, 2), delivery(4, 0));
    assertThat(lost).isEmpty();
  }

  @Test
  void whatLostTiesALaterDeliveryToTheOneThatStands() {
    night(delivery(2, 3));
    night(delivery(5, 2));
    night(delivery(8, 1));
    assertThat(days(stored)).containsExactly(2);
    night(delivery(11, 4));
    assertThat(days(stored)).containsExactly(11);
  }

  @Test
  void withoutThatTheLaterDeliveryIsAnotherThing() {
    night(delivery(2, 3));
    night(delivery(8, 1));
    assertThat(days(stored)).containsExactly(2, 8);
  }
}
