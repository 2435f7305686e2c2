package io.percorso.journeys;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
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
class TouchpointCreditTest {
  private static final TouchpointCredit.Rules RULES =
      TouchpointCredit.Rules.from(BaseSettings.inUtc());

  @Test
  void eachMonthAndIntentSharesItsSuccessesOut(SparkSession spark) {
    Story story =
        Story.of(
                """
                at       | intent  | place | action     | value | currency
                1 09:00  | buy     | ad    | view       |       |
                1 09:10  | buy     | cart  | view       |       |
                1 09:20  | buy     | pay   | purchase   | 30    |
                2 09:00  | buy     | ad    | purchase   | 7     | USD
                3 09:00  | buy     | ad    | view       |       |
                4 09:00  | support | call  | case_close |       |
                5 09:00  | use     | news  | view       |       |
                30 09:00 | buy     | later | view       |       |
                """)
            .until("31 00:00");
    Dataset<Row> credit = TouchpointCredit.build(ToldJourneys.of(spark, story).visits(), RULES);
    Story.draw(
        Frames.maps(
            credit
                .selectExpr(
                    "month",
                    "intent",
                    "touchpoint",
                    "model",
                    "round(credit, 4) as credit",
                    "round(credit_share, 4) as share",
                    "value_amount",
                    "round(removal_effect, 4) as effect",
                    "success_count",
                    "unvalued_count")
                .where("model in ('linear', 'markov')")
                .orderBy("intent", "model", "touchpoint")),
        """
        month      | intent  | touchpoint | model  | credit | share  | value_amount | effect | success_count | unvalued_count
        2026-03-01 | buy     | ad         | linear | 1.3333 | 0.6667 | 10.0000      |        | 2             | 1
        2026-03-01 | buy     | cart       | linear | 0.3333 | 0.1667 | 10.0000      |        | 2             | 1
        2026-03-01 | buy     | pay        | linear | 0.3333 | 0.1667 | 10.0000      |        | 2             | 1
        2026-03-01 | buy     | ad         | markov | 1.0    | 0.5    | 15.0000      | 1.0    | 2             | 1
        2026-03-01 | buy     | cart       | markov | 0.5    | 0.25   | 7.5000       | 0.5    | 2             | 1
        2026-03-01 | buy     | pay        | markov | 0.5    | 0.25   | 7.5000       | 0.5    | 2             | 1
        2026-03-01 | support | call       | linear | 1.0    | 1.0    |              |        | 1             | 1
        2026-03-01 | support | call       | markov | 1.0    | 1.0    |              | 1.0    | 1             | 1
        """);
  }

  @Test
  void whateverThePartitionsTheBitsAreTheSameAndTheCreditsSumToTheSuccesses(SparkSession spark) {
    ToldJourneys told = ToldJourneys.random(spark, 60);
    Dataset<Row> credit = TouchpointCredit.build(told.visits(), RULES).cache();
    assertThat(Frames.sorted(TouchpointCredit.build(told.visitsOfShuffledRows(), RULES)))
        .isEqualTo(Frames.sorted(credit))
        .isNotEmpty();
    assertThat(Promised.broken(TouchpointCredit.TABLE, credit)).isEmpty();
    Dataset<Row> sums =
        credit
            .groupBy("month", "intent", "model")
            .agg(
                functions.sum("credit").as("credit"),
                functions.max("success_count").as("successes"));
    assertThat(sums.where(abs(col("credit").minus(col("successes"))).gt(1e-9)).count()).isZero();
    assertThat(sums.agg(count_distinct(col("model"))).head().getLong(0)).isEqualTo(6);
    long successes = told.journeys().where("outcome in ('converted', 'resolved')").count();
    assertThat(sums.where("model = 'shapley'").agg(functions.sum("successes")).head().getLong(0))
        .isEqualTo(successes)
        .isPositive();
  }

  @Test
  void moreThanAllForTheTwoEndsIsRefused() {
    assertThatThrownBy(() -> new TouchpointCredit.Rules(0.6, 500))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'credit.position.end' is 0.6");
  }
}
