package io.percorso.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSqlTest {
  @TempDir Path folder;
  private DuckDb database;

  @BeforeEach
  void open() throws Exception {
    database = DuckDb.open(1, 256, folder.resolve("spill"));
    database.run(
        "create table touchpoint_names as select 'shop' as source, 'web' as channel, p as place,"
            + " 'view' as action, upper(p) as touchpoint from (values ('a'), ('b')) t(p)");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void aPauseOfExactlyTheGapStaysInTheSession() throws Exception {
    build("('u', 'a', '09:00:00'), ('u', 'b', '09:30:00'), ('u', 'a', '10:00:01')");
    assertThat(sessions("step_count = 2")).isEqualTo(1);
    assertThat(sessions("step_count = 1")).isEqualTo(1);
  }

  @Test
  void transitionsStayWithinASession() throws Exception {
    build("('u', 'a', '09:00:00'), ('u', 'b', '09:10:00'), ('u', 'a', '12:00:00')");
    assertThat(transitions("from_touchpoint = 'A' and to_touchpoint = 'B'")).isEqualTo(1);
    assertThat(transitions("true")).isEqualTo(1);
  }

  @Test
  void customersDoNotShareASession() throws Exception {
    build("('u', 'a', '09:00:00'), ('v', 'b', '09:01:00')");
    assertThat(sessions("true")).isEqualTo(2);
    assertThat(transitions("true")).isZero();
  }

  @Test
  void rowsThatOneQueryHasAndTheOtherNotAreDifferences() throws Exception {
    assertThat(database.differences("select 1", "select 1")).isZero();
    assertThat(database.differences("select 1", "select 2")).isEqualTo(2);
    assertThat(database.differences("select 1", "select unnest([1, 1])")).isEqualTo(1);
  }

  /**
   * @param rows customer, place and time of a day
   */
  private void build(String rows) throws Exception {
    Path interactions = folder.resolve("interactions.parquet");
    database.run(
        WindowSql.copy(
            """
            select [{'kind': 'customer', 'token': who}] as identifiers, 'shop' as source, 'web' as channel,
              place, 'view' as action, ('2026-03-01 ' || time_of_day)::timestamp as occurred_at, 0 as sequence,
              who || time_of_day as interaction_id
            from (values %s) t(who, place, time_of_day)
            """
                .formatted(rows),
            interactions));
    Files.createDirectories(folder.resolve("out"));
    new WindowSql(30).inDuckDb(database, List.of(interactions.toString()), folder.resolve("out"));
  }

  private long sessions(String where) throws Exception {
    return count("sessions", where);
  }

  private long transitions(String where) throws Exception {
    return count("transitions", where);
  }

  private long count(String table, String where) throws Exception {
    return database.number(
        "select count(*) from '%s' where %s"
            .formatted(folder.resolve("out").resolve(table + ".parquet"), where));
  }
}
