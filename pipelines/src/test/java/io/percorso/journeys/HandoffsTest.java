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
class HandoffsTest {
  @Test
  void everyChangeOfChannelWithinAJourneyIsCountedAtTheTouchpointBeforeIt(SparkSession spark) {
    Story story =
        Story.of(
            """
            at      | intent  | place   | channel | action
            1 09:00 | support | help    | web     | view
            1 09:05 | support | help    | web     | click
            1 09:15 | support | support | chat    | message
            1 09:20 | support | support | chat    | message
            1 09:50 | support | help    | web     | view
            1 10:20 | support | support | chat    | message
            1 10:30 | buy     | home    | web     | view
            2 09:00 | support | call    | voice   | call_start
            """);
    Dataset<Row> handoffs =
        Handoffs.build(Frames.of(spark, JourneySteps.TABLE, story.rowsOf(JourneySteps.TABLE)));
    Story.draw(
        Frames.maps(handoffs.orderBy("from_channel", "to_channel")),
        """
        month      | from_channel | to_channel | touchpoint | handoff_count | customer_count | share | median_minutes
        2026-03-01 | chat         | voice      | support    | 1             | 1              | 0.25  | 1360.0
        2026-03-01 | chat         | web        | support    | 1             | 1              | 0.25  | 30.0
        2026-03-01 | web          | chat       | help       | 2             | 1              | 0.5   | 20.0
        """);
    assertThat(Promised.broken(Handoffs.TABLE, handoffs)).isEmpty();
  }
}
