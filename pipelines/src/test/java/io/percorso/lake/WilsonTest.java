package io.percorso.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class WilsonTest {
  /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3, and one more. */
  @Test
  void theIntervalsArePublishedOnes(SparkSession spark) {
    assertInterval(spark, 81, 263, 0.2553, 0.3662);
    assertInterval(spark, 15, 148, 0.0624, 0.1605);
    assertInterval(spark, 0, 20, 0.0, 0.1611);
    assertInterval(spark, 1, 29, 0.0061, 0.1718);
    assertInterval(spark, 85, 100, 0.7672, 0.9069);
  }

  @Test
  void nothingSeenHasNoInterval(SparkSession spark) {
    assertThat(interval(spark, 0, 0).isNullAt(0)).isTrue();
    assertThat(interval(spark, 0, 0).isNullAt(1)).isTrue();
  }

  private static void assertInterval(
      SparkSession spark, long hits, long n, double low, double high) {
    Row found = interval(spark, hits, n);
    assertThat(found.getDouble(0)).isCloseTo(low, within(0.00005));
    assertThat(found.getDouble(1)).isCloseTo(high, within(0.00005));
  }

  private static Row interval(SparkSession spark, long hits, long n) {
    return spark
        .range(1)
        .select(
            Wilson.low(lit(hits), lit(n), Wilson.Z95), Wilson.high(lit(hits), lit(n), Wilson.Z95))
        .head();
  }
}
