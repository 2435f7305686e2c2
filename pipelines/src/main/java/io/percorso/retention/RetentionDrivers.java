package io.percorso.retention;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per model, snapshot day and reason: what drives the risk of those whose risk is
 * explained, the highest. A customer has up to three reasons.
 */
public final class RetentionDrivers {
  public static final Field SNAPSHOT_DAY = RetentionRisk.SNAPSHOT_DAY;
  public static final Field MODEL_ID = RetentionRisk.MODEL_ID;
  public static final Field REASON = Field.word("reason", "Which, from the closed list of reasons");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Customers of whom it is a reason").fitted();
  public static final Field FIRST_COUNT =
      Field.bigint("first_count", "Customers of whom it is the first").fitted();
  public static final Field FIRST_SHARE =
      Field.real("first_share", "Part of those whose risk is explained").fitted();
  public static final Field MEAN_CONTRIBUTION =
      Field.real("mean_contribution", "What it adds to the log odds where it is a reason").fitted();
  public static final Field REVENUE_AT_RISK =
      Field.real("revenue_at_risk", "Of the customers of whom it is the first, currency of reports")
          .fitted();

  public static final Table TABLE =
      Table.named(
              "gold.retention_drivers",
              "One row per model, snapshot day and reason",
              SNAPSHOT_DAY,
              MODEL_ID,
              REASON,
              CUSTOMER_COUNT,
              FIRST_COUNT,
              FIRST_SHARE,
              MEAN_CONTRIBUTION,
              REVENUE_AT_RISK)
          .grain(SNAPSHOT_DAY, MODEL_ID, REASON);

  private static final String EACH = "each";

  private RetentionDrivers() {}

  /**
   * @param risk rows of {@link RetentionRisk}
   */
  public static Dataset<Row> build(Dataset<Row> risk) {
    Column reason = org.apache.spark.sql.functions.col(EACH).getField("reason");
    Column isFirst = RetentionRisk.TOP_REASON.col().equalTo(REASON.col());
    return risk.where(RetentionRisk.TOP_REASON.col().isNotNull())
        .withColumn(EACH, explode(RetentionRisk.REASONS.col()))
        .withColumn(REASON.name(), reason)
        .groupBy(SNAPSHOT_DAY.col(), MODEL_ID.col(), REASON.col())
        .agg(
            count(lit(1)).as(CUSTOMER_COUNT.name()),
            count(when(isFirst, 1)).as(FIRST_COUNT.name()),
            round(avg(org.apache.spark.sql.functions.col(EACH).getField("contribution")), 9)
                .as(MEAN_CONTRIBUTION.name()),
            round(sum(when(isFirst, RetentionRisk.REVENUE_AT_RISK.col())), 2)
                .as(REVENUE_AT_RISK.name()))
        .withColumn(
            FIRST_SHARE.name(),
            FIRST_COUNT
                .col()
                .cast("double")
                .divide(
                    sum(FIRST_COUNT.col())
                        .over(Window.partitionBy(SNAPSHOT_DAY.col(), MODEL_ID.col()))))
        .select(TABLE.columns());
  }
}
