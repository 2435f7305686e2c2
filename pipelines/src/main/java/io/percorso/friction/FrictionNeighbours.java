package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per touchpoint, side and neighbour: where journeys come from and where they go, and how
 * often the visit between showed a signal. Over the journeys of {@link TouchpointFriction}.
 */
public final class FrictionNeighbours {
  public static final Field TOUCHPOINT = TouchpointFriction.TOUCHPOINT;
  public static final Field SIDE = Field.word("side", "before or after the visit");
  public static final Field NEIGHBOUR =
      Touchpoints.TOUCHPOINT.as(
          "neighbour",
          "The journey's touchpoint on that side; START: the visit is the first; ABANDONED, GOAL or"
              + " PERSON (who had to help): the journey ended so");
  public static final Field FROM_MONTH = TouchpointFriction.FROM_MONTH;
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Visits of the touchpoint with that neighbour");
  public static final Field SIGNAL_VISIT_COUNT =
      Field.bigint("signal_visit_count", "Those that show a signal");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers with such a visit");

  /** The sides. */
  public static final String BEFORE = "before";

  public static final String AFTER = "after";

  /** Where there is no touchpoint. */
  public static final String START = "START";

  public static final String ABANDONED = "ABANDONED";
  public static final String GOAL = "GOAL";
  public static final String PERSON = "PERSON";

  private static final Field ONE = Field.id("one", "A side and its neighbour");

  public static final Table TABLE =
      Table.named(
              "gold.friction_neighbours",
              "One row per touchpoint, side and neighbour",
              TOUCHPOINT,
              SIDE,
              NEIGHBOUR,
              FROM_MONTH,
              VISIT_COUNT,
              SIGNAL_VISIT_COUNT,
              CUSTOMER_COUNT)
          .grain(TOUCHPOINT, SIDE, NEIGHBOUR)
          .expect(
              fail(
                  "no more visits show a signal than there are",
                  SIGNAL_VISIT_COUNT.col().leq(VISIT_COUNT.col())));

  private FrictionNeighbours() {}

  /**
   * @param visits rows of {@link VisitsAtRisk}
   */
  public static Dataset<Row> build(Dataset<Row> visits, LocalDate fromMonth) {
    Column end = VisitsAtRisk.END.col();
    Column next =
        when(end.equalTo(VisitsAtRisk.ESCALATED), PERSON)
            .when(end.equalTo(VisitsAtRisk.ABANDONED), ABANDONED)
            .otherwise(coalesce(VisitsAtRisk.NEXT_TOUCHPOINT.col(), lit(GOAL)));
    Column previous = coalesce(VisitsAtRisk.PREVIOUS_TOUCHPOINT.col(), lit(START));
    return visits
        .select(
            TOUCHPOINT.col(),
            VisitsAtRisk.CUSTOMER_ID.col(),
            VisitsAtRisk.SIGNALS.col(),
            explode(array(side(BEFORE, previous), side(AFTER, next))).as(ONE.name()))
        .groupBy(
            TOUCHPOINT.col(),
            ONE.col().getField(SIDE.name()).as(SIDE.name()),
            ONE.col().getField(NEIGHBOUR.name()).as(NEIGHBOUR.name()))
        .agg(
            count(lit(1)).as(VISIT_COUNT.name()),
            count(VisitsAtRisk.SIGNALS.col()).as(SIGNAL_VISIT_COUNT.name()),
            countDistinct(VisitsAtRisk.CUSTOMER_ID.col()).as(CUSTOMER_COUNT.name()))
        .withColumn(FROM_MONTH.name(), lit(fromMonth))
        .select(TABLE.columns());
  }

  private static Column side(String side, Column neighbour) {
    return struct(lit(side).as(SIDE.name()), neighbour.as(NEIGHBOUR.name()));
  }
}
