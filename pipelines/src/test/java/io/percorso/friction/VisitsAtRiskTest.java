package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class VisitsAtRiskTest {
  /** Journeys: id, intent, first step, last step, outcome, when a person had to help. */
  private static Dataset<Row> journeys(SparkSession spark) {
    return spark.sql(
        """
        select journey_id, 'anna' as customer_id, intent, timestamp(started) as started_at,
          timestamp(ended) as ended_at, outcome, timestamp(helped) as escalated_at,
          if(outcome = 'converted', decimal(40), null) as value_amount, if(journey_id = 'won', 'EUR', 'GBP') as currency,
          if(journey_id = 'lost', 'later', null) as recaptured_by
        from values ('won', 'buy', '2026-03-01 10:00:00', '2026-03-01 10:10:00', 'converted', null),
          ('lost', 'buy', '2026-03-02 10:00:00', '2026-03-02 10:05:00', 'abandoned', null),
          ('helped', 'support', '2026-03-02 10:02:00', '2026-03-04 10:20:00', 'resolved', '2026-03-04 10:05:00'),
          ('open', 'buy', '2026-03-05 10:00:00', '2026-03-05 10:00:00', 'open', null)
          as t(journey_id, intent, started, ended, outcome, helped)
        """);
  }

  private static Dataset<Row> steps(SparkSession spark) {
    return spark.sql(
        """
        select concat(journey_id, '-', place) as visit_id, journey_id, bigint(number) as step_number, opens as opens_visit,
          touchpoint, channel, timestamp(at) as occurred_at, date(at) as step_day,
          trunc(date(at), 'month') as step_month, if(journey_id = 'lost', 'phone', 'other') as session_id
        from values ('won', 1, 1, true, 'home', 'web', '2026-03-01 10:00:00'),
          ('won', 1, 2, false, 'home', 'web', '2026-03-01 10:01:00'),
          ('won', 2, 3, true, 'checkout', 'web', '2026-03-01 10:02:00'),
          ('lost', 1, 1, true, 'home', 'web', '2026-03-02 10:00:00'),
          ('lost', 2, 2, true, 'checkout', 'web', '2026-03-02 10:05:00'),
          ('helped', 1, 1, true, 'help', 'web', '2026-03-02 10:02:00'),
          ('helped', 2, 2, true, 'form', 'web', '2026-03-04 10:00:00'),
          ('helped', 3, 3, true, 'call', 'call', '2026-03-04 10:10:00'),
          ('open', 1, 1, true, 'home', 'web', '2026-03-05 10:00:00')
          as t(journey_id, place, number, opens, touchpoint, channel, at)
        """);
  }

  private static Dataset<Row> signals(SparkSession spark) {
    return spark.sql(
        """
        select * from values ('lost-1', 'js_error', 'predictor', 1.0D), ('lost-1', 'loop', 'predictor', 0.5D),
          ('won-2', 'handoff', 'consequence', 1.0D) as t(visit_id, signal, kind, strength)
        """);
  }

  private static Dataset<Row> sessions(SparkSession spark) {
    return spark.sql("select 'phone' as session_id, 'mobile' as device, 'spring' as campaign");
  }

  private static Dataset<Row> build(Dataset<Row> steps, SparkSession spark) {
    return VisitsAtRisk.build(
        steps, journeys(spark), signals(spark), sessions(spark), EvidenceTest.RULES);
  }

  @Test
  void aJourneysWorthAndWhatMadeItGoodAreToldAndOfAMissingSessionNothing(SparkSession spark) {
    assertThat(
            build(steps(spark), spark)
                .where("position = 1")
                .selectExpr(
                    "concat_ws(' ', journey_id, coalesce(cast(worth as string), '-'),"
                        + " is_recaptured, coalesce(device, '-'), has_campaign, minutes)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList())
        .containsExactly(
            "helped - false - false 30.0",
            "lost - true mobile true 5.0",
            "won 40 false - false 2.0");
  }

  @Test
  void aVisitIsToldByWhatWasKnownAtItsEndAndHowItEnded(SparkSession spark) {
    List<String> visits =
        build(steps(spark), spark)
            .selectExpr(
                "concat_ws(' ', visit_id, position, elapsed_seconds, end, is_converted,"
                    + " earlier_reached, earlier_abandoned, earlier_friction,"
                    + " coalesce(cast(sort_array(signals.signal) as string), 'calm'))")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();

    assertThat(visits)
        .containsExactly(
            // The journey that was given up had not ended when this one began.
            "helped-1 1 0 continued true 1 0 0.0 calm",
            // A person had to help after this visit; what follows is theirs.
            "helped-2 2 172680 escalated true 1 0 0.0 calm",
            "lost-1 1 0 continued false 1 0 0.0 [js_error, loop]",
            "lost-2 2 300 abandoned false 1 0 1.0 calm",
            "won-1 1 0 continued true 0 0 0.0 calm",
            "won-2 2 120 continued true 0 0 0.0 calm");
  }

  @Test
  void whatComesAfterAVisitsEndLeavesItsPredictorsAsTheyAre(SparkSession spark) {
    Dataset<Row> later =
        steps(spark)
            .withColumn(
                "occurred_at",
                org.apache.spark.sql.functions.expr(
                    "if(visit_id = 'lost-2', occurred_at + interval 40 minutes, occurred_at)"));
    String[] known = {
      "visit_id",
      "position",
      "elapsed_seconds",
      "earlier_reached",
      "earlier_abandoned",
      "earlier_friction"
    };
    assertThat(rows(later, spark, known)).isEqualTo(rows(steps(spark), spark, known));
  }

  private static List<String> rows(Dataset<Row> steps, SparkSession spark, String[] columns) {
    return build(steps, spark)
        .where("visit_id = 'lost-1'")
        .selectExpr(columns)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
