package io.percorso.journeys;

import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JourneyPathsTest {
  @Test
  void onlyTheMostFrequentPathsOfEndedJourneysAreKept(SparkSession spark) {
    Story story =
        Story.of(
                """
                at       | intent | place | action
                1 09:00  | buy    | home  | view
                1 09:10  | buy    | cart  | purchase
                2 09:00  | buy    | home  | view
                2 09:20  | buy    | cart  | purchase
                3 09:00  | buy    | home  | view
                3 09:05  | buy    | cart  | view
                12 09:00 | buy    | once  | purchase
                13 09:00 | buy    | also  | purchase
                30 09:00 | buy    | home  | view
                """)
            .until("31 00:00");
    Dataset<Row> journeys = Frames.of(spark, Journeys.TABLE, story.rowsOf(Journeys.TABLE));
    Story.draw(
        Frames.maps(
            JourneyPaths.build(journeys, new JourneyPaths.Rules(2))
                .selectExpr(
                    "month",
                    "intent",
                    "path",
                    "journey_count",
                    "success_count",
                    "round(conversion_share, 4) as share",
                    "round(conversion_low, 4) as low",
                    "round(conversion_high, 4) as high",
                    "median_minutes")
                .orderBy("path")),
        """
        month      | intent | path        | journey_count | success_count | share  | low    | high   | median_minutes
        2026-03-01 | buy    | also        | 1             | 1             | 1.0    | 0.2699 | 1.0    | 0.0
        2026-03-01 | buy    | home > cart | 3             | 2             | 0.6667 | 0.2535 | 0.9217 | 10.0
        """);
  }
}
