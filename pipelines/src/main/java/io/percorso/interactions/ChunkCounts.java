package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per chunk that was read: what was in it, counted before any record got its verdict. The
 * conservation check holds the verdicts against it. Lives within a run; not stored.
 */
public final class ChunkCounts {
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field FILE_SHA256 = Interactions.FILE_SHA256;
  public static final Field FIRST_FRAME =
      Field.bigint("first_frame", "Number of the chunk's first frame, from 1").arrival();
  public static final Field FRAME_COUNT = Field.bigint("frame_count", "Frames in it").arrival();
  public static final Field RECORD_COUNT = Field.bigint("record_count", "Records in it").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.chunk_counts",
              "One row per chunk that was read",
              SOURCE,
              FILE_SHA256,
              FIRST_FRAME,
              FRAME_COUNT,
              RECORD_COUNT)
          .grain(SOURCE, FILE_SHA256, FIRST_FRAME);

  private ChunkCounts() {}
}
