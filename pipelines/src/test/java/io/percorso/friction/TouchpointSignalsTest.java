package io.percorso.friction;

import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Story;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TouchpointSignalsTest {
  @Test
  void theShareIsOfAllVisitsOfTheTouchpointInTheMonth(SparkSession spark) {
    Story story =
        Story.of(
            """
            at      | intent | place | action
            1 09:00 | buy    | home  | view
            1 09:01 | buy    | cart  | error
            1 09:02 | buy    | cart  | error
            1 12:00 | buy    | home  | view
            1 12:01 | buy    | cart  | view
            """);
    FrictionSignals.Rules rules = FrictionSignals.Rules.from(BaseSettings.inUtc());
    Story.draw(
        Frames.maps(
            TouchpointSignals.build(
                    Frames.of(
                        spark,
                        FrictionSignals.TABLE,
                        story.rowsOf(
                            FrictionSignals.TABLE,
                            timeline -> FrictionSignals.part(rules, timeline.zone()))),
                    Frames.of(spark, JourneySteps.TABLE, story.rowsOf(JourneySteps.TABLE)))
                .orderBy("signal")),
        """
        month      | touchpoint | signal   | kind      | visit_count | signal_visit_count | incidence_share | customer_count
        2026-03-01 | cart       | api_error | predictor | 2           | 1                  | 0.5             | 1
        """);
  }
}
