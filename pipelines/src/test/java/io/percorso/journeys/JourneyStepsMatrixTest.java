package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JourneyStepsMatrixTest {
  @Test
  void endedJourneysAreAtTheTouchpointOfTheirStepAndThenAtTheEnd(SparkSession spark) {
    Story story =
        Story.of(
                """
                at       | intent  | place | action
                1 09:00  | buy     | home  | view
                1 09:01  | buy     | home  | click
                1 09:02  | buy     | cart  | view
                1 09:03  | buy     | pay   | purchase
                2 09:00  | buy     | home  | view
                2 09:01  | buy     | cart  | purchase
                3 09:00  | buy     | cart  | view
                4 09:00  | support | help  | view
                28 09:00 | buy     | home  | view
                """)
            .with("steps-matrix.positions", "3");
    Dataset<Row> journeys = Frames.of(spark, Journeys.TABLE, story.rowsOf(Journeys.TABLE));
    Dataset<Row> matrix = JourneyStepsMatrix.build(journeys, new JourneyStepsMatrix.Rules(3));
    Story.draw(
        Frames.maps(
            matrix
                .selectExpr("*", "round(share, 3) as rounded")
                .orderBy("intent", "step_position", "touchpoint")),
        """
        month      | intent  | step_position | touchpoint | journey_count | customer_count | rounded
        2026-03-01 | buy     | 1             | cart       | 1             | 1              | 0.333
        2026-03-01 | buy     | 1             | home       | 2             | 1              | 0.667
        2026-03-01 | buy     | 2             | END        | 1             | 1              | 0.333
        2026-03-01 | buy     | 2             | cart       | 1             | 1              | 0.333
        2026-03-01 | buy     | 2             | home       | 1             | 1              | 0.333
        2026-03-01 | buy     | 3             | END        | 2             | 1              | 0.667
        2026-03-01 | buy     | 3             | cart       | 1             | 1              | 0.333
        2026-03-01 | support | 1             | help       | 1             | 1              | 1.0
        2026-03-01 | support | 2             | END        | 1             | 1              | 1.0
        2026-03-01 | support | 3             | END        | 1             | 1              | 1.0
        """);
    assertThat(Promised.broken(JourneyStepsMatrix.TABLE, matrix)).isEmpty();
  }
}
