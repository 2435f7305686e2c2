package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class IdentityCorrectionsTest {
  private static final LoadPlan PLAN =
      new LoadPlan(List.of(), Loading.KEYS, Loading.RULES, "run", Loading.NOW);

  private final SparkSession spark;

  IdentityCorrectionsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void ofAPairTheLastDecisionIsInForceAndAWithdrawalLeavesNone() {
    assertInForce(
        """
        other   | hour | verdict
        login:b | 1    | veto
        login:b | 3    | force
        login:c | 1    | force
        login:c | 2    | withdraw
        login:d | 2    | veto
        login:d | 1    | withdraw
        login:e | 9    | withdraw
        """,
        """
        other_identifier | verdict
        login:b          | force
        login:d          | veto
        """);
  }

  @Test
  void ofOneMomentTheVetoStaysThenTheWithdrawal() {
    Dataset<Row> judged =
        IdentityCorrections.RIVALS.judge(
            corrections(
                """
                other   | hour | verdict  | frame
                login:b | 1    | force    | 1
                login:b | 1    | veto     | 2
                login:b | 1    | withdraw | 3
                login:c | 1    | force    | 4
                login:c | 1    | withdraw | 5
                login:c | 1    | withdraw | 6
                """),
            corrections("other"));
    Grid.of(
            """
            frame_number
            2
            5
            """)
        .assertShows(byFrame(IdentityCorrections.RIVALS.won(judged)), row -> row::get);
    Grid.of(
            """
            frame_number | verdict   | reason
            1            | duplicate | DUP_CONFLICT
            3            | duplicate | DUP_CONFLICT
            4            | duplicate | DUP_CONFLICT
            6            | duplicate | DUPLICATE
            """)
        .assertShows(byFrame(IdentityCorrections.RIVALS.lost(judged, PLAN)), row -> row::get);
  }

  @Test
  void theOrderOfArrivalChangesNothing() {
    List<Map<String, String>> drawn =
        Grid.of(
                """
                other   | hour | verdict  | source
                login:b | 1    | veto     | own
                login:b | 2    | withdraw | own
                login:b | 2    | veto     | own
                login:b | 2    | veto     | another
                """)
            .rows();
    for (int i = 0; i < drawn.size(); i++) {
      List<Map<String, String>> turned = new ArrayList<>(drawn);
      Collections.rotate(turned, i);
      Dataset<Row> stored = corrections("other");
      for (Map<String, String> one : turned) {
        Dataset<Row> judged =
            IdentityCorrections.RIVALS.judge(
                Frames.of(spark, IdentityCorrections.TABLE, List.of(row(one))), stored);
        Dataset<Row> won = IdentityCorrections.RIVALS.won(judged);
        List<Map<String, Object>> kept =
            new ArrayList<>(
                Frames.maps(stored.except(IdentityCorrections.RIVALS.replaced(stored, won))));
        kept.addAll(Frames.maps(won));
        stored = Frames.of(spark, IdentityCorrections.TABLE, kept);
      }
      Grid.of(
              """
              decided_at           | verdict | source
              2026-03-01T01:00:00Z | veto    | own
              2026-03-01T02:00:00Z | veto    | another
              """)
          .assertShows(
              Frames.maps(stored.orderBy(IdentityCorrections.DECIDED_AT.col())), row -> row::get);
    }
  }

  @Test
  void aCorrectionIsOneOfThreeVerdictsAboutTwoIdentifiers() {
    Map<String, Object> row = row(Map.of("other", "login:b", "hour", "1", "verdict", "withdraw"));
    assertThat(broken(row)).isEmpty();
    row.put("verdict", "perhaps");
    assertThat(broken(row)).containsExactly("a correction is a veto, a force or a withdrawal");
    row.put("verdict", "veto");
    row.put("other_identifier", "login:a");
    assertThat(broken(row)).containsExactly("a correction is about two identifiers");
  }

  private void assertInForce(String stored, String drawn) {
    Grid.of(drawn)
        .assertShows(
            Frames.maps(
                IdentityCorrections.inForce(corrections(stored))
                    .orderBy(IdentityCorrections.OTHER_IDENTIFIER.col())),
            row -> row::get);
  }

  private Dataset<Row> corrections(String drawn) {
    return Frames.of(
        spark,
        IdentityCorrections.TABLE,
        Grid.of(drawn).rows().stream().map(IdentityCorrectionsTest::row).toList());
  }

  private static Map<String, Object> row(Map<String, String> drawn) {
    Map<String, Object> row = new HashMap<>();
    row.put("identifier", "login:a");
    row.put("other_identifier", drawn.get("other"));
    row.put(
        "decided_at",
        Instant.parse("2026-03-01T00:00:00Z")
            .plusSeconds(3_600 * Long.parseLong(drawn.get("hour"))));
    row.put("verdict", drawn.get("verdict"));
    row.put("source", drawn.getOrDefault("source", "own"));
    row.put("file_sha256", "f");
    row.put("frame_number", Long.parseLong(drawn.getOrDefault("frame", "1")));
    row.put("element_index", 0);
    row.put("run_id", "run");
    return row;
  }

  private static List<Map<String, Object>> byFrame(Dataset<Row> rows) {
    List<Map<String, Object>> maps = new ArrayList<>(Frames.maps(rows));
    maps.sort(Comparator.comparing(map -> (Long) map.get("frame_number")));
    return maps;
  }

  private List<String> broken(Map<String, Object> row) {
    return Promised.broken(
        IdentityCorrections.TABLE, Frames.of(spark, IdentityCorrections.TABLE, List.of(row)));
  }
}
