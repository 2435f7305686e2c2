package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per record that was not loaded: rejected, duplicate or late. Its bytes are in {@link
 * RawRecords} under the same file and frame.
 */
public final class RejectedRecords {
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field FILE_SHA256 = Interactions.FILE_SHA256;
  public static final Field FRAME_NUMBER = Interactions.FRAME_NUMBER;
  public static final Field ELEMENT_INDEX = Interactions.ELEMENT_INDEX;
  public static final Field BYTE_OFFSET = RawRecords.BYTE_OFFSET;
  public static final Field VERDICT =
      Field.word("verdict", "rejected, duplicate or late").arrival();
  public static final Field REASON =
      Field.word("reason", "Why, from the closed list of reasons").arrival();
  public static final Field DETAIL =
      Field.text("detail", "Names of fields and types, never a value of the record").arrival();
  public static final Field RAW =
      RawRecords.RAW.as(
          "raw", "The frame's bytes where a whole frame was refused; may hold personal data");
  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field LOADED_AT = RawRecords.LOADED_AT;

  public static final Table TABLE =
      Table.named(
              "bronze.rejected_records",
              "One row per record that was not loaded: rejected, duplicate or late",
              SOURCE,
              FILE_SHA256,
              FRAME_NUMBER,
              ELEMENT_INDEX,
              BYTE_OFFSET,
              VERDICT,
              REASON,
              DETAIL,
              RAW,
              RUN_ID,
              LOADED_AT)
          .grain(SOURCE, FILE_SHA256, FRAME_NUMBER, ELEMENT_INDEX)
          .partitionedBy(SOURCE)
          .expect(fail("a record that is not loaded has a reason", REASON.col().isNotNull()));

  private RejectedRecords() {}

  /**
   * Records that lost to another delivery of the same thing.
   *
   * @param losers rows with source, file, frame, element and run of each record
   * @param reason DUPLICATE or DUP_CONFLICT, over the losers' columns
   */
  static Dataset<Row> lost(Dataset<Row> losers, Column reason, String detail, LoadPlan plan) {
    // First the reason: it may read columns of the losers that have the names of others here.
    return losers
        .withColumn(REASON.name(), reason)
        .withColumn(VERDICT.name(), lit(Verdict.DUPLICATE.word()))
        .withColumn(BYTE_OFFSET.name(), absent(BYTE_OFFSET))
        .withColumn(DETAIL.name(), lit(detail))
        .withColumn(RAW.name(), absent(RAW))
        .withColumn(LOADED_AT.name(), lit(plan.loadedAt()))
        .select(TABLE.columns());
  }

  private static Column absent(Field field) {
    return lit(null).cast(field.type());
  }
}
