package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per frame, exactly as delivered; of a frame that is too long only its beginning. The
 * header of a CSV file is its frame 0.
 */
public final class RawRecords {
  /** Number of the row that holds a CSV file's header. */
  public static final long HEADER_FRAME = 0;

  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field FILE_SHA256 = Interactions.FILE_SHA256;
  public static final Field FRAME_NUMBER = Interactions.FRAME_NUMBER;
  public static final Field BYTE_OFFSET =
      Field.bigint("byte_offset", "First byte of the frame in the file's content, inflated")
          .arrival();
  public static final Field RAW =
      Field.bytes("raw", "The frame's bytes, without its line break; may hold personal data")
          .arrival();
  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field LOADED_AT =
      Field.timestamp("loaded_at", "When the run that loaded it began, UTC").arrival();

  public static final Table TABLE =
      Table.named(
              "bronze.raw_records",
              "One row per frame, exactly as delivered",
              SOURCE,
              FILE_SHA256,
              FRAME_NUMBER,
              BYTE_OFFSET,
              RAW,
              RUN_ID,
              LOADED_AT)
          .grain(SOURCE, FILE_SHA256, FRAME_NUMBER)
          .partitionedBy(SOURCE);

  private RawRecords() {}
}
