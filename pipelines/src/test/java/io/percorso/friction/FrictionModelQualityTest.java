package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FrictionModelQualityTest {
  @Test
  void laterVisitsJudgeTheModelAndALotMeansNothing(SparkSession spark) {
    Row quality =
        FrictionModelQuality.rows(
                FailingCheckout.fitted(spark),
                new FrictionModelQuality.Counts(
                    FailingCheckout.JANUARY, LocalDate.of(2026, 3, 31), 2_000, 500))
            .get(0);
    assertThat(
            quality.getDouble(
                FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.EXPECTED_SHARE)))
        .isBetween(.8, 1.25);
    assertThat(quality.getDouble(FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.LOG_LOSS)))
        .isLessThan(
            quality.getDouble(
                FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.BASE_LOG_LOSS)));
    assertThat(
            Math.abs(
                quality.getDouble(
                    FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.PLACEBO_Z))))
        .isLessThan(3);
  }

  @Test
  void whereNothingCouldBeFittedThereIsAReason() {
    FrictionModelQuality.Counts counts =
        new FrictionModelQuality.Counts(FailingCheckout.JANUARY, LocalDate.of(2026, 3, 31), 20, 5);
    Row none = FrictionModelQuality.none(counts, "cold_start", "too few").get(0);

    assertThat(none.size()).isEqualTo(FrictionModelQuality.TABLE.fields().size());
    assertThat(none.getString(FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.REASON)))
        .isEqualTo("too few");
    assertThat(
            none.getLong(FrictionModelQuality.TABLE.indexOf(FrictionModelQuality.ABANDONED_COUNT)))
        .isEqualTo(5);
  }
}
