package io.percorso.identity;

import static org.apache.spark.sql.functions.lit;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per span of an identifier that a run began or ceased to believe: what was believed when.
 *
 * <p>Only grows. What was believed at a time is, of each identifier and span, the last row with
 * {@link #KNOWN_AT} up to then, where that row began it. Built from {@link CustomerIds} before and
 * after a run.
 */
public final class CustomerIdHistory {
  public static final Field IDENTIFIER = CustomerIds.IDENTIFIER;
  public static final Field VALID_FROM = CustomerIds.VALID_FROM;
  public static final Field VALID_UNTIL = CustomerIds.VALID_UNTIL;
  public static final Field CUSTOMER_ID = CustomerIds.CUSTOMER_ID;
  public static final Field CHANGE =
      Field.word("change", "began or ceased: to be believed from this run on").arrival();
  public static final Field KNOWN_AT =
      Field.timestamp("known_at", "When the run began that believed it, UTC").arrival();
  public static final Field RUN_ID = Field.id("run_id", "That run").arrival();

  public static final Table TABLE =
      Table.named(
              "silver.customer_id_history",
              "One row per span of an identifier that a run began or ceased to believe",
              IDENTIFIER,
              VALID_FROM,
              VALID_UNTIL,
              CUSTOMER_ID,
              CHANGE,
              KNOWN_AT,
              RUN_ID)
          .grain(IDENTIFIER, VALID_FROM, CHANGE, RUN_ID);

  private CustomerIdHistory() {}

  /**
   * @param before rows of {@link CustomerIds} of a scope as they were
   * @param after the same scope's as they are
   */
  public static Dataset<Row> build(
      Dataset<Row> before, Dataset<Row> after, Instant knownAt, String runId) {
    return changed(after, before, "began")
        .unionByName(changed(before, after, "ceased"))
        .withColumn(KNOWN_AT.name(), lit(knownAt))
        .withColumn(RUN_ID.name(), lit(runId))
        .select(TABLE.columns());
  }

  private static Dataset<Row> changed(Dataset<Row> of, Dataset<Row> without, String change) {
    return believed(of).except(believed(without)).withColumn(CHANGE.name(), lit(change));
  }

  private static Dataset<Row> believed(Dataset<Row> ids) {
    return ids.select(IDENTIFIER.col(), VALID_FROM.col(), VALID_UNTIL.col(), CUSTOMER_ID.col());
  }
}
