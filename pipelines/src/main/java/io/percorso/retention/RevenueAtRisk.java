package io.percorso.retention;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per snapshot day, model and kind of contract: how many are expected to leave, and what
 * goes with them.
 *
 * <p>The interval holds chance, Σ p(1 − p)V², and what is not known of the level of the
 * probabilities: a model calibrated on n leavers is off by one part in √n. Customers leave each for
 * themselves in it: a shock that hits all at once is the column of the scenario, a quarter more.
 */
public final class RevenueAtRisk {
  public static final Field SNAPSHOT_DAY = RetentionRisk.SNAPSHOT_DAY;
  public static final Field MODEL_ID = RetentionRisk.MODEL_ID;
  public static final Field CONTRACT_KIND = RetentionRisk.CONTRACT_KIND;
  public static final Field HORIZON_DAYS = RetentionRisk.HORIZON_DAYS;
  public static final Field CUSTOMER_COUNT = Field.bigint("customer_count", "Customers");
  public static final Field HIGH_COUNT =
      Field.bigint("high_count", "Those in the high band").fitted();
  public static final Field EXPECTED_LEAVERS =
      Field.real("expected_leavers", "Sum of the probabilities").fitted();
  public static final Field VALUED_COUNT =
      Field.bigint("valued_count", "Customers of whom a value is known");
  public static final Field REVENUE_AT_RISK =
      Field.real(
              "revenue_at_risk",
              "Sum of probability x value, currency of reports; null: no value known")
          .fitted();
  public static final Field LOW =
      Field.real("revenue_low", "Lower end of its 90 % interval").fitted();
  public static final Field HIGH =
      Field.real("revenue_high", "Upper end of its 90 % interval").fitted();
  public static final Field SCENARIO =
      Field.real("revenue_in_shock", "The same if everybody left a quarter more often").fitted();

  public static final Table TABLE =
      Table.named(
              "gold.revenue_at_risk",
              "One row per snapshot day, model and kind of contract",
              SNAPSHOT_DAY,
              MODEL_ID,
              CONTRACT_KIND,
              HORIZON_DAYS,
              CUSTOMER_COUNT,
              HIGH_COUNT,
              EXPECTED_LEAVERS,
              VALUED_COUNT,
              REVENUE_AT_RISK,
              LOW,
              HIGH,
              SCENARIO)
          .grain(SNAPSHOT_DAY, MODEL_ID, CONTRACT_KIND)
          .partitionedBy(SNAPSHOT_DAY);

  private static final double SHOCK = 1.25;
  private static final String VARIANCE = "variance";

  private RevenueAtRisk() {}

  /**
   * @param risk rows of {@link RetentionRisk}
   * @param leavers on whom each model's level was judged, by model
   */
  public static Dataset<Row> build(Dataset<Row> risk, Map<String, Long> leavers) {
    Column p = RetentionRisk.PROBABILITY.col();
    Column value = RetentionRisk.CUSTOMER_VALUE.col();
    Column known = lit(1L);
    for (Map.Entry<String, Long> model : leavers.entrySet()) {
      known =
          when(MODEL_ID.col().equalTo(model.getKey()), lit(Math.max(1L, model.getValue())))
              .otherwise(known);
    }
    Column level = REVENUE_AT_RISK.col().multiply(REVENUE_AT_RISK.col()).divide(known);
    Column half =
        sqrt(org.apache.spark.sql.functions.col(VARIANCE).plus(level)).multiply(Wilson.Z90);
    return risk.groupBy(SNAPSHOT_DAY.col(), MODEL_ID.col(), CONTRACT_KIND.col(), HORIZON_DAYS.col())
        .agg(
            count(lit(1)).as(CUSTOMER_COUNT.name()),
            count(when(RetentionRisk.RISK_BAND.col().equalTo("high"), 1)).as(HIGH_COUNT.name()),
            exact(p).as(EXPECTED_LEAVERS.name()),
            count(value).as(VALUED_COUNT.name()),
            exact(RetentionRisk.REVENUE_AT_RISK.col()).as(REVENUE_AT_RISK.name()),
            exact(p.multiply(lit(1).minus(p)).multiply(value).multiply(value)).as(VARIANCE))
        .withColumn(LOW.name(), greatest(lit(0.0), REVENUE_AT_RISK.col().minus(half)))
        .withColumn(HIGH.name(), REVENUE_AT_RISK.col().plus(half))
        .withColumn(LOW.name(), when(REVENUE_AT_RISK.col().isNotNull(), LOW.col()))
        .withColumn(SCENARIO.name(), REVENUE_AT_RISK.col().multiply(SHOCK))
        .select(TABLE.columns());
  }

  /** A sum whose order does not matter: of millionths. */
  private static Column exact(Column number) {
    return sum(round(number.multiply(1e6)).cast("decimal(30,0)")).cast("double").divide(1e6);
  }
}
