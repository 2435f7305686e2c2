package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class PathQualityTest {
  private static final PathQuality.Rules RULES = PathQuality.Rules.from(BaseSettings.inUtc());

  private static final String STORY =
      """
      at       | intent  | place | action
      1 09:00  | buy     | home  | view
      1 09:01  | buy     | home  | view
      1 09:02  | buy     | cart  | view
      1 09:03  | buy     | home  | view
      1 09:04  | buy     | cart  | purchase
      10 09:00 | support | home  | view
      10 09:01 | support | faq   | view
      10 09:02 | support | form  | view
      10 09:03 | support | home  | view
      30 09:00 | buy     | home  | view
      """;

  @Test
  void visitsLoopsAndReturnsOfEndedJourneysAreCounted(SparkSession spark) {
    Story story = Story.of(STORY).until("31 00:00");
    shows(
        PathQuality.build(ToldJourneys.of(spark, story).visits(), RULES),
        """
        touchpoint | journeys | visits | steps | per_journey | self_loops | loop_share | ping_pongs | ping_share | reworks | rework_share | revisits | expected
        cart       | 1        | 2      | 2     | 2.0         | 0          | 0.0        | 1          | 0.5        | 1       | 1.0          | 1.0      | 0.5
        faq        | 1        | 1      | 1     | 1.0         | 0          | 0.0        | 0          | 0.0        | 0       | 0.0          | 0.0      | 0.5
        form       | 1        | 1      | 1     | 1.0         | 0          | 0.0        | 0          | 0.0        | 0       | 0.0          | 0.0      | 0.5
        home       | 2        | 4      | 5     | 2.0         | 1          | 0.2        | 1          | 0.25       | 2       | 1.0          | 1.0      | 1.0
        """);
  }

  @Test
  void aTouchpointTooRareForTheChainHasNoExpectation(SparkSession spark) {
    Story story = Story.of(STORY).until("31 00:00");
    shows(
        PathQuality.build(ToldJourneys.of(spark, story).visits(), new PathQuality.Rules(2)),
        """
        touchpoint | visits | expected
        cart       | 2      | 0.5
        faq        | 1      |
        form       | 1      |
        home       | 4      | 1.0
        """);
  }

  @Test
  void everyStepAndVisitOfEndedJourneysIsCountedOnceWhateverThePartitions(SparkSession spark) {
    ToldJourneys told = ToldJourneys.random(spark, 60);
    Dataset<Row> quality = PathQuality.build(told.visits(), RULES).cache();
    assertThat(Frames.sorted(PathQuality.build(told.visitsOfShuffledRows(), RULES)))
        .isEqualTo(Frames.sorted(quality));
    assertThat(Promised.broken(PathQuality.TABLE, quality)).isEmpty();
    Dataset<Row> ended = told.journeys().where("outcome <> 'open'");
    assertThat(sum(quality, "visit_count")).isEqualTo(sum(ended, "visit_count")).isPositive();
    assertThat(sum(quality, "step_count")).isEqualTo(sum(ended, "step_count"));
    assertThat(quality.agg(functions.sum(functions.expr("visit_count - journey_count"))).head())
        .isEqualTo(ended.agg(functions.sum("rework_count")).head());
  }

  private static long sum(Dataset<Row> rows, String column) {
    return rows.agg(functions.sum(column)).head().getLong(0);
  }

  private static void shows(Dataset<Row> quality, String expected) {
    Story.draw(
        Frames.maps(
            quality
                .selectExpr(
                    "touchpoint",
                    "journey_count as journeys",
                    "visit_count as visits",
                    "step_count as steps",
                    "visits_per_journey as per_journey",
                    "self_loop_count as self_loops",
                    "self_loop_share as loop_share",
                    "ping_pong_count as ping_pongs",
                    "ping_pong_share as ping_share",
                    "rework_journey_count as reworks",
                    "rework_share",
                    "revisits_per_journey as revisits",
                    "round(expected_revisits, 4) as expected")
                .orderBy("touchpoint")),
        expected);
  }
}
