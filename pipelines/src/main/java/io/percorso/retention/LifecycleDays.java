package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
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
import org.apache.spark.sql.types.StructType;

/**
 * One row per day, kind of customer and state: how many customers are new, current, reactivated,
 * resurrected, at risk or dormant at its end. What the states mean: {@link Lifecycle}. Every
 * customer seen so far is in one of them, from the first day of activity on.
 */
public final class LifecycleDays {
  public static final Field DAY = Field.day("day", "In the business zone");
  public static final Field IS_KNOWN = RetentionCohorts.IS_KNOWN;
  public static final Field STATE =
      Field.word("state", "new, current, reactivated, resurrected, at_risk or dormant");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Customers in the state at the end of the day");
  public static final Field CUSTOMER_SHARE =
      Field.real("customer_share", "Of all customers of the kind seen so far");

  public static final Table TABLE =
      Table.named(
              "gold.lifecycle",
              "One row per day, kind of customer and state of the lifecycle in which somebody is",
              DAY,
              IS_KNOWN,
              STATE,
              CUSTOMER_COUNT,
              CUSTOMER_SHARE)
          .grain(DAY, IS_KNOWN, STATE)
          .expect(fail("somebody is in the state", CUSTOMER_COUNT.col().geq(1)));

  private static final Field CHANGE = Field.bigint("change", "Customers who come less who go");
  private static final StructType CHANGES =
      new StructType()
          .add(DAY.structField())
          .add(IS_KNOWN.structField())
          .add(STATE.structField())
          .add(CHANGE.structField());

  private LifecycleDays() {}

  /**
   * @param activity rows of {@link Activity}
   * @param lastDay of the data
   */
  public static Dataset<Row> build(Dataset<Row> activity, LocalDate lastDay, Settings settings) {
    Lifecycle.Rules rules = Lifecycle.Rules.from(settings);
    LocalDate end = lastDay.plusDays(1);
    FlatMapFunction<Row, Row> changesOf = customer -> changes(customer, end, rules);
    Column[] ofState = {IS_KNOWN.col(), STATE.col()};
    Dataset<Row> changes =
        activity
            .flatMap(changesOf, Encoders.row(CHANGES))
            .groupBy(DAY.col(), IS_KNOWN.col(), STATE.col())
            .agg(sum(CHANGE.col()).as(CHANGE.name()));
    Dataset<Row> days =
        changes
            .groupBy(ofState)
            .agg(explode(sequence(min(DAY.col()), lit(lastDay))).as(DAY.name()));
    Column soFar =
        sum(coalesce(CHANGE.col(), lit(0L)))
            .over(
                Window.partitionBy(ofState)
                    .orderBy(DAY.col())
                    .rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
    Column all = sum(CUSTOMER_COUNT.col()).over(Window.partitionBy(DAY.col(), IS_KNOWN.col()));
    return days.join(changes, new String[] {DAY.name(), IS_KNOWN.name(), STATE.name()}, "left")
        .withColumn(CUSTOMER_COUNT.name(), soFar)
        .where(CUSTOMER_COUNT.col().gt(0))
        .withColumn(CUSTOMER_SHARE.name(), CUSTOMER_COUNT.col().cast("double").divide(all))
        .select(TABLE.columns());
  }

  private static Iterator<Row> changes(Row customer, LocalDate end, Lifecycle.Rules rules) {
    boolean isKnown = Activity.isKnown(customer);
    List<Row> rows = new ArrayList<>();
    for (Lifecycle.Span span : Lifecycle.of(Activity.days(customer), end, rules)) {
      rows.add(RowFactory.create(span.from(), isKnown, span.state().word(), 1L));
      if (span.until().isBefore(end)) {
        rows.add(RowFactory.create(span.until(), isKnown, span.state().word(), -1L));
      }
    }
    return rows.iterator();
  }
}
