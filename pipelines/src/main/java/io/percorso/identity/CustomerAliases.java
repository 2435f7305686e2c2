package io.percorso.identity;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per customer id that a run replaced, and the id that took identifiers from it.
 *
 * <p>Causes: <b>merge</b>, several ids became one; <b>split</b>, one became several;
 * <b>recognised</b>, a nameless device's customer is somebody known; <b>renamed</b>, a surer
 * identifier became known. Built from {@link CustomerIds} before and after a run.
 */
public final class CustomerAliases {
  public static final Field OLD_CUSTOMER_ID =
      CustomerIds.CUSTOMER_ID.as("old_customer_id", "Id until this run");
  public static final Field NEW_CUSTOMER_ID =
      CustomerIds.CUSTOMER_ID.as("new_customer_id", "Id from this run on");
  public static final Field CAUSE =
      Field.word("cause", "merge, split, recognised or renamed").arrival();
  public static final Field KNOWN_AT = CustomerIdHistory.KNOWN_AT;
  public static final Field RUN_ID = CustomerIdHistory.RUN_ID;

  public static final Table TABLE =
      Table.named(
              "silver.customer_aliases",
              "One row per customer id that a run replaced, and the id that took its identifiers",
              OLD_CUSTOMER_ID,
              NEW_CUSTOMER_ID,
              CAUSE,
              KNOWN_AT,
              RUN_ID)
          .grain(OLD_CUSTOMER_ID, NEW_CUSTOMER_ID, RUN_ID);

  private CustomerAliases() {}

  /**
   * @param before rows of {@link CustomerIds} of a scope as they were
   * @param after the same scope's as they are
   */
  public static Dataset<Row> build(
      Dataset<Row> before, Dataset<Row> after, Instant knownAt, String runId) {
    Dataset<Row> moved =
        before
            .where(not(IdentitySightings.isWeak(CustomerIds.IDENTIFIER)))
            .select(CustomerIds.IDENTIFIER.col(), named(OLD_CUSTOMER_ID))
            .join(
                after.select(CustomerIds.IDENTIFIER.col(), named(NEW_CUSTOMER_ID)),
                new String[] {CustomerIds.IDENTIFIER.name()})
            .select(OLD_CUSTOMER_ID.col(), NEW_CUSTOMER_ID.col())
            .distinct();
    // An id that keeps some of its identifiers is among them as its own successor.
    Column olds = count(lit(1)).over(Window.partitionBy(NEW_CUSTOMER_ID.col()));
    Column news = count(lit(1)).over(Window.partitionBy(OLD_CUSTOMER_ID.col()));
    Column cause = when(news.gt(1), "split").when(olds.gt(1), "merge").otherwise("renamed");
    return moved
        .withColumn(CAUSE.name(), cause)
        .where(OLD_CUSTOMER_ID.col().notEqual(NEW_CUSTOMER_ID.col()))
        .unionByName(recognised(before, after))
        .withColumn(KNOWN_AT.name(), lit(knownAt))
        .withColumn(RUN_ID.name(), lit(runId))
        .select(TABLE.columns());
  }

  private static Column named(Field field) {
    return CustomerIds.CUSTOMER_ID.col().as(field.name());
  }

  /** Weak identifiers on which somebody logged in for the first time. */
  private static Dataset<Row> recognised(Dataset<Row> before, Dataset<Row> after) {
    return after
        .where(IdentitySightings.isWeak(CustomerIds.IDENTIFIER))
        .join(
            before.select(CustomerIds.IDENTIFIER.col()),
            new String[] {CustomerIds.IDENTIFIER.name()},
            "left_anti")
        .select(
            CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col())
                .as(OLD_CUSTOMER_ID.name()),
            named(NEW_CUSTOMER_ID),
            lit("recognised").as(CAUSE.name()))
        .distinct();
  }
}
