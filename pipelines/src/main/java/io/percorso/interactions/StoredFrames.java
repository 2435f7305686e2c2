package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Frames of {@link RawRecords} made ready to be parsed once more: beside each what today's mapping
 * cannot tell again, namely when its file was first seen, and what the framing found wrong with it
 * (of a frame that was too long only the beginning is stored).
 */
public final class StoredFrames {
  private static final Field FAULT_FIELD =
      Field.word("fault", "What the framing found wrong, a reason by name; null for nothing");
  private static final List<Field> FIELDS =
      List.of(
          RawRecords.SOURCE,
          RawRecords.FILE_SHA256,
          RawRecords.FRAME_NUMBER,
          RawRecords.BYTE_OFFSET,
          RawRecords.RAW,
          RawRecords.RUN_ID,
          RawRecords.LOADED_AT,
          InputFiles.FIRST_SEEN_AT,
          FAULT_FIELD);

  static final int SOURCE = FIELDS.indexOf(RawRecords.SOURCE);
  static final int FILE = FIELDS.indexOf(RawRecords.FILE_SHA256);
  static final int NUMBER = FIELDS.indexOf(RawRecords.FRAME_NUMBER);
  static final int OFFSET = FIELDS.indexOf(RawRecords.BYTE_OFFSET);
  static final int RAW = FIELDS.indexOf(RawRecords.RAW);
  static final int RUN = FIELDS.indexOf(RawRecords.RUN_ID);
  static final int LOADED = FIELDS.indexOf(RawRecords.LOADED_AT);
  static final int FIRST_SEEN = FIELDS.indexOf(InputFiles.FIRST_SEEN_AT);
  static final int FAULT = FIELDS.indexOf(FAULT_FIELD);

  private StoredFrames() {}

  /**
   * Refusals, candidates and counts: {@code LoadInteractions.PARSED.rowsOf(pass, table)}; no raw
   * records.
   *
   * @param raw frames of {@link RawRecords}, all those of each file
   * @param files rows of {@link InputFiles}, one per file
   * @param rejected rows of {@link RejectedRecords} of these files
   */
  public static Dataset<Row> parse(
      Dataset<Row> raw, Dataset<Row> files, Dataset<Row> rejected, LoadPlan plan) {
    MapPartitionsFunction<Row, Row> read = rows -> new StoredFrameRows(rows, plan);
    return of(raw, files, rejected)
        .repartition(RawRecords.FILE_SHA256.col())
        .sortWithinPartitions(
            RawRecords.SOURCE.col(), RawRecords.FILE_SHA256.col(), RawRecords.FRAME_NUMBER.col())
        .mapPartitions(read, Encoders.row(LoadInteractions.PARSED.schema()));
  }

  private static Dataset<Row> of(Dataset<Row> raw, Dataset<Row> files, Dataset<Row> rejected) {
    Dataset<Row> faulty =
        rejected
            .where(RejectedRecords.DETAIL.col().equalTo(FrameRecords.FAULTY_FRAME))
            .select(
                RejectedRecords.SOURCE.col(),
                RejectedRecords.FILE_SHA256.col(),
                RejectedRecords.FRAME_NUMBER.col(),
                RejectedRecords.REASON.col().as(FAULT_FIELD.name()));
    Dataset<Row> seen =
        files.select(
            InputFiles.SOURCE.col(),
            InputFiles.CONTENT_SHA256.col().as(RawRecords.FILE_SHA256.name()),
            InputFiles.FIRST_SEEN_AT.col());
    String source = RawRecords.SOURCE.name();
    String file = RawRecords.FILE_SHA256.name();
    return raw.join(seen, new String[] {source, file})
        .join(faulty, new String[] {source, file, RawRecords.FRAME_NUMBER.name()}, "left")
        .select(FIELDS.stream().map(Field::col).toArray(Column[]::new));
  }
}
