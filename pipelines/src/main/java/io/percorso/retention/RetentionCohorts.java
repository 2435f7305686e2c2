package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * One row per cohort and period after it: how many of the customers who were first seen in one day,
 * week or month came back in the period (recurring), and in it or later (rolling). Cells whose
 * period is not over at the cut-off have no figures. Rolling figures of late periods lie below what
 * they will be: who has yet to come back counts as lost.
 *
 * <p>First seen is not won: whoever was a customer before the data begins is of the first cohort
 * that there is, and that is marked.
 */
public final class RetentionCohorts {
  public static final Field PERIOD = Field.word("period", "day, week (from Monday) or month");
  public static final Field COHORT_START =
      Field.day("cohort_start", "First day of the period in which the customers were first seen");
  public static final Field IS_KNOWN =
      Field.flag("is_known", "False for those of whom only a device is known");
  public static final Field PERIOD_NUMBER =
      Field.integer("period_number", "Periods after the cohort's own, from 0");
  public static final Field IS_TRUNCATED =
      Field.flag("is_truncated", "True for the first cohort: many were customers before the data");
  public static final Field COHORT_COUNT =
      Field.bigint("cohort_count", "Customers of the cohort, at least 1");
  public static final Field RETURNED_COUNT =
      Field.bigint("returned_count", "Those active in the period; null: it is not over");
  public static final Field RETURNED_SHARE =
      Field.real("returned_share", "returned_count / cohort_count");
  public static final Field RETURNED_LOW =
      Field.real("returned_low", "Lower end of the 90 % interval of returned_share");
  public static final Field RETURNED_HIGH =
      Field.real("returned_high", "Upper end of the 90 % interval of returned_share");
  public static final Field ROLLING_COUNT =
      Field.bigint("rolling_count", "Those active in the period or later; null: it is not over");
  public static final Field ROLLING_SHARE =
      Field.real("rolling_share", "rolling_count / cohort_count");

  public static final Table TABLE =
      Table.named(
              "gold.retention_cohorts",
              "One row per period, cohort, kind of customer and period after it",
              PERIOD,
              COHORT_START,
              IS_KNOWN,
              PERIOD_NUMBER,
              IS_TRUNCATED,
              COHORT_COUNT,
              RETURNED_COUNT,
              RETURNED_SHARE,
              RETURNED_LOW,
              RETURNED_HIGH,
              ROLLING_COUNT,
              ROLLING_SHARE)
          .grain(PERIOD, COHORT_START, IS_KNOWN, PERIOD_NUMBER)
          .expect(
              fail(
                  "no more come back than there are",
                  coalesce(ROLLING_COUNT.col().leq(COHORT_COUNT.col()), lit(true))),
              fail(
                  "who came back in a period came back in it or later",
                  coalesce(RETURNED_COUNT.col().leq(ROLLING_COUNT.col()), lit(true))));

  private static final Field IS_ACTIVE = Field.flag("is_active", "Active in the period");
  private static final Field IS_LAST = Field.flag("is_last", "The last period told of a customer");
  private static final Field LAST_COUNT = Field.bigint("last_count", "Customers seen last then");
  private static final StructType SEEN =
      new StructType()
          .add(PERIOD.structField())
          .add(COHORT_START.structField())
          .add(IS_KNOWN.structField())
          .add(PERIOD_NUMBER.structField())
          .add(IS_ACTIVE.structField())
          .add(IS_LAST.structField());

  private RetentionCohorts() {}

  /**
   * @param activity rows of {@link Activity}
   * @param lastDay of the data
   */
  public static Dataset<Row> build(Dataset<Row> activity, LocalDate lastDay) {
    Column[] cell = {PERIOD.col(), COHORT_START.col(), IS_KNOWN.col(), PERIOD_NUMBER.col()};
    Dataset<Row> counted =
        activity
            .flatMap((FlatMapFunction<Row, Row>) RetentionCohorts::seen, Encoders.row(SEEN))
            .groupBy(cell)
            .agg(
                count(when(IS_ACTIVE.col(), 1)).as(RETURNED_COUNT.name()),
                count(when(IS_LAST.col(), 1)).as(LAST_COUNT.name()));
    WindowSpec cohort = Window.partitionBy(PERIOD.col(), COHORT_START.col(), IS_KNOWN.col());
    Dataset<Row> cohorts =
        counted
            .groupBy(PERIOD.col(), COHORT_START.col(), IS_KNOWN.col())
            .agg(sum(LAST_COUNT.col()).as(COHORT_COUNT.name()))
            .withColumn(
                IS_TRUNCATED.name(),
                COHORT_START
                    .col()
                    .equalTo(min(COHORT_START.col()).over(Window.partitionBy(PERIOD.col()))))
            .withColumn(PERIOD_NUMBER.name(), explode(sequence(lit(0), lastNumber(lastDay))));
    Column isOver = PERIOD_NUMBER.col().lt(overNumber(lastDay));
    Column rolling =
        sum(coalesce(LAST_COUNT.col(), lit(0L)))
            .over(
                cohort
                    .orderBy(PERIOD_NUMBER.col())
                    .rowsBetween(Window.currentRow(), Window.unboundedFollowing()));
    return cohorts
        .join(
            counted,
            new String[] {
              PERIOD.name(), COHORT_START.name(), IS_KNOWN.name(), PERIOD_NUMBER.name()
            },
            "left")
        .withColumn(ROLLING_COUNT.name(), rolling)
        .withColumn(ROLLING_COUNT.name(), when(isOver, ROLLING_COUNT.col()))
        .withColumn(RETURNED_COUNT.name(), when(isOver, coalesce(RETURNED_COUNT.col(), lit(0L))))
        .withColumn(RETURNED_SHARE.name(), share(RETURNED_COUNT))
        .withColumn(
            RETURNED_LOW.name(), Wilson.low(RETURNED_COUNT.col(), COHORT_COUNT.col(), Wilson.Z90))
        .withColumn(
            RETURNED_HIGH.name(), Wilson.high(RETURNED_COUNT.col(), COHORT_COUNT.col(), Wilson.Z90))
        .withColumn(ROLLING_SHARE.name(), share(ROLLING_COUNT))
        .select(TABLE.columns());
  }

  private static Iterator<Row> seen(Row customer) {
    boolean isKnown = Activity.isKnown(customer);
    List<Row> rows = new ArrayList<>();
    for (CohortVisits.Seen seen : CohortVisits.of(Activity.days(customer))) {
      rows.add(
          RowFactory.create(
              seen.period().word(),
              seen.cohort(),
              isKnown,
              seen.number(),
              seen.isActive(),
              seen.isLast()));
    }
    return rows.iterator();
  }

  private static Column share(Field part) {
    return part.col().cast("double").divide(COHORT_COUNT.col());
  }

  /** The last period of a cohort that is told: one that has begun, or the last of its kind. */
  private static Column lastNumber(LocalDate lastDay) {
    Column last = lit(0);
    for (Period period : Period.values()) {
      Column begun = between(period, period.of(lastDay));
      last =
          when(
                  PERIOD.col().equalTo(period.word()),
                  org.apache.spark.sql.functions.least(begun, lit(period.last())))
              .otherwise(last);
    }
    return last;
  }

  /** How many periods of a cohort, its own included, are over at the end of the last day. */
  private static Column overNumber(LocalDate lastDay) {
    Column over = lit(0);
    for (Period period : Period.values()) {
      LocalDate running = period.of(lastDay.plusDays(1));
      over = when(PERIOD.col().equalTo(period.word()), between(period, running)).otherwise(over);
    }
    return over;
  }

  /** Periods between the cohort's and a later one. */
  private static Column between(Period period, LocalDate later) {
    Column start = COHORT_START.col();
    return switch (period) {
      case DAY -> org.apache.spark.sql.functions.datediff(lit(later), start);
      case WEEK -> org.apache.spark.sql.functions.datediff(lit(later), start).divide(7).cast("int");
      case MONTH -> org.apache.spark.sql.functions.months_between(lit(later), start).cast("int");
    };
  }
}
