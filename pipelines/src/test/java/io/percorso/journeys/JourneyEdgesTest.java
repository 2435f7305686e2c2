package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JourneyEdgesTest {
  @Test
  void eachTransitionIsCountedOnTheDayOfItsFromStep(SparkSession spark) {
    Story story =
        Story.of(
            """
            at         | intent | place
            1 23:50    | buy    | home
            1 23:50:10 | buy    | cart
            2 00:00:10 | buy    | home
            2 00:00:40 | buy    | cart
            2 01:00:00 | pay    | bill
            """);
    Dataset<Row> edges =
        JourneyEdges.build(Frames.of(spark, JourneySteps.TABLE, story.rowsOf(JourneySteps.TABLE)));
    Story.draw(
        Frames.maps(
            edges.where("scope = 'journey'").orderBy("day", "from_touchpoint", "to_touchpoint")),
        """
        day        | from_touchpoint | to_touchpoint | transition_count | journey_count | customer_count | share_out | share_in | median_seconds
        2026-03-01 | START           | home          | 1                | 1             | 1              | 1.0       | 0.5      |
        2026-03-01 | cart            | home          | 1                | 1             | 1              | 1.0       | 0.5      | 600.0
        2026-03-01 | home            | cart          | 1                | 1             | 1              | 1.0       | 1.0      | 10.0
        2026-03-02 | START           | bill          | 1                | 1             | 1              | 1.0       | 1.0      |
        2026-03-02 | bill            | END           | 1                | 1             | 1              | 1.0       | 0.5      |
        2026-03-02 | cart            | END           | 1                | 1             | 1              | 1.0       | 0.5      |
        2026-03-02 | home            | cart          | 1                | 1             | 1              | 1.0       | 1.0      | 30.0
        """);
    assertThat(edges.where("scope = 'session' and to_touchpoint = 'END'").count()).isEqualTo(2);
  }

  @Test
  void anOpenJourneyHasNoEnd(SparkSession spark) {
    Story story =
        Story.of(
                """
                at      | intent | place
                1 09:00 | buy    | home
                """)
            .until("2 00:00");
    Dataset<Row> edges =
        JourneyEdges.build(Frames.of(spark, JourneySteps.TABLE, story.rowsOf(JourneySteps.TABLE)));
    assertThat(Frames.values(edges.where("scope = 'journey'"), JourneyEdges.TO_TOUCHPOINT))
        .containsExactly("home");
    assertThat(Frames.values(edges.where("scope = 'session'"), JourneyEdges.TO_TOUCHPOINT))
        .containsExactly("END", "home");
  }
}
