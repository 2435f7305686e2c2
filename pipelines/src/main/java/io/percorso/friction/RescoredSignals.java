package io.percorso.friction;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per touchpoint and signal: how many visits show it under two sets of thresholds.
 *
 * <p>Built from two sets of rows of {@link FrictionSignals}. An answer, never stored.
 */
public final class RescoredSignals {
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field SIGNAL = FrictionSignals.SIGNAL;
  public static final Field BEFORE_VISIT_COUNT =
      Field.bigint("before_visit_count", "Visits that show the signal as the lake has it");
  public static final Field AFTER_VISIT_COUNT =
      Field.bigint("after_visit_count", "The same under the other thresholds");
  public static final Field CHANGE =
      Field.bigint("change", "after_visit_count - before_visit_count");
  public static final Field BEFORE_STRENGTH =
      Field.real("before_strength", "Sum of the strengths as the lake has them");
  public static final Field AFTER_STRENGTH =
      Field.real("after_strength", "The same under the other thresholds");

  public static final Table TABLE =
      Table.named(
              "gold.rescored_signals",
              "One row per touchpoint and signal, with its visits under two sets of thresholds",
              TOUCHPOINT,
              SIGNAL,
              BEFORE_VISIT_COUNT,
              AFTER_VISIT_COUNT,
              CHANGE,
              BEFORE_STRENGTH,
              AFTER_STRENGTH)
          .grain(TOUCHPOINT, SIGNAL);

  private static final String IS_AFTER = "is_after";

  private RescoredSignals() {}

  /**
   * Signals of either side, those that change most first.
   *
   * @param before rows of {@link FrictionSignals} of a period
   * @param after the same under other thresholds
   */
  public static Dataset<Row> build(Dataset<Row> before, Dataset<Row> after) {
    Column isAfter = col(IS_AFTER);
    Column strength = FrictionSignals.STRENGTH.col();
    return side(before, false)
        .unionByName(side(after, true))
        .groupBy(TOUCHPOINT.col(), SIGNAL.col())
        .agg(
            sum(when(isAfter, 0L).otherwise(1L)).as(BEFORE_VISIT_COUNT.name()),
            sum(when(isAfter, 1L).otherwise(0L)).as(AFTER_VISIT_COUNT.name()),
            sum(when(isAfter, 0.0).otherwise(strength)).as(BEFORE_STRENGTH.name()),
            sum(when(isAfter, strength).otherwise(0.0)).as(AFTER_STRENGTH.name()))
        .withColumn(CHANGE.name(), AFTER_VISIT_COUNT.col().minus(BEFORE_VISIT_COUNT.col()))
        .select(TABLE.columns())
        .orderBy(
            abs(CHANGE.col()).desc(),
            AFTER_VISIT_COUNT.col().desc(),
            TOUCHPOINT.col(),
            SIGNAL.col());
  }

  private static Dataset<Row> side(Dataset<Row> signals, boolean isAfter) {
    return signals
        .select(TOUCHPOINT.col(), SIGNAL.col(), FrictionSignals.STRENGTH.col())
        .withColumn(IS_AFTER, lit(isAfter));
  }
}
