package io.percorso.retention;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RetentionDriversTest {
  /** Six of eleven are explained: silence is the first reason of all but one. */
  @Test
  void whatDrivesTheRiskOfThoseWhoseRiskIsExplained(SparkSession spark) {
    Grid.of(
            """
            model_id       | reason         | customer_count | first_count
            contract_short | low_use        | 6              | 5
            contract_short | payment_failed | 1              | 1
            """)
        .assertShows(
            Frames.maps(RetentionDrivers.build(RetentionRiskTest.risk(spark, 2)).orderBy("reason")),
            row -> row::get);
  }
}
