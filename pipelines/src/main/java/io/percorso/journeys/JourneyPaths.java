package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.unix_millis;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per month, intent and distinct path of journeys, the most frequent paths only.
 *
 * <p>Built from {@link Journeys}. Only ended journeys count: an open one is not yet a failure. Of
 * equally frequent paths the first in the alphabet is kept. The interval is Wilson's at 90 %.
 */
public final class JourneyPaths {
  public static final Field MONTH =
      Field.day("month", "First day of the month in which the journeys began");
  public static final Field INTENT = Journeys.INTENT;
  public static final Field PATH = Journeys.PATH;
  public static final Field JOURNEY_COUNT =
      Field.bigint("journey_count", "Ended journeys on this path, at least 1");
  public static final Field SUCCESS_COUNT =
      Field.bigint("success_count", "Of these, converted or resolved");
  public static final Field CONVERSION_SHARE =
      Field.real("conversion_share", "success_count / journey_count");
  public static final Field CONVERSION_LOW =
      Field.real("conversion_low", "Lower end of the 90 % interval of conversion_share");
  public static final Field CONVERSION_HIGH =
      Field.real("conversion_high", "Upper end of the 90 % interval of conversion_share");
  public static final Field MEDIAN_MINUTES =
      Field.real("median_minutes", "Median time from first to last step, exact over milliseconds");

  public static final Table TABLE =
      Table.named(
              "gold.journey_paths",
              "One row per month, intent and distinct path of journeys",
              MONTH,
              INTENT,
              PATH,
              JOURNEY_COUNT,
              SUCCESS_COUNT,
              CONVERSION_SHARE,
              CONVERSION_LOW,
              CONVERSION_HIGH,
              MEDIAN_MINUTES)
          .grain(MONTH, INTENT, PATH)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "no more journeys succeed than there are",
                  SUCCESS_COUNT.col().leq(JOURNEY_COUNT.col())));

  /**
   * @param top paths kept per month and intent
   */
  public record Rules(int top) implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules((int) settings.integer("paths.top"));
    }
  }

  private static final Field RANK = Field.integer("rank", "Place by frequency; not stored");
  private static final double MILLIS_IN_MINUTE = 60_000.0;

  private JourneyPaths() {}

  /**
   * @param journeys rows of {@link Journeys}
   */
  public static Dataset<Row> build(Dataset<Row> journeys, Rules rules) {
    Column isSuccess =
        Journeys.OUTCOME
            .col()
            .isin(
                Journeys.word(Journey.Outcome.CONVERTED), Journeys.word(Journey.Outcome.RESOLVED));
    Column millis =
        unix_millis(Journeys.ENDED_AT.col()).minus(unix_millis(Journeys.STARTED_AT.col()));
    Column rank =
        row_number()
            .over(
                Window.partitionBy(MONTH.col(), INTENT.col())
                    .orderBy(JOURNEY_COUNT.col().desc(), PATH.col()));
    return journeys
        .where(Journeys.OUTCOME.col().notEqual(Journeys.word(Journey.Outcome.OPEN)))
        .groupBy(Journeys.STARTED_MONTH.col().as(MONTH.name()), INTENT.col(), PATH.col())
        .agg(
            count(lit(1)).as(JOURNEY_COUNT.name()),
            count_if(isSuccess).as(SUCCESS_COUNT.name()),
            percentile(millis, lit(0.5)).divide(MILLIS_IN_MINUTE).as(MEDIAN_MINUTES.name()))
        .withColumn(RANK.name(), rank)
        .where(RANK.col().leq(rules.top))
        .withColumn(
            CONVERSION_SHARE.name(), SUCCESS_COUNT.col().cast("double").divide(JOURNEY_COUNT.col()))
        .withColumn(
            CONVERSION_LOW.name(), Wilson.low(SUCCESS_COUNT.col(), JOURNEY_COUNT.col(), Wilson.Z90))
        .withColumn(
            CONVERSION_HIGH.name(),
            Wilson.high(SUCCESS_COUNT.col(), JOURNEY_COUNT.col(), Wilson.Z90))
        .select(TABLE.columns());
  }
}
