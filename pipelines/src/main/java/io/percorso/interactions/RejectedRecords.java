package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

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
}
