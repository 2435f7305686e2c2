package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A piece of a landing file that one task reads: it begins and ends between two frames.
 *
 * @param source name of the source
 * @param path where the file lies
 * @param sha256 of the file as it lies, hexadecimal
 * @param isCompressed true for gzip
 * @param byteCount size of the file when it was checked
 * @param firstSeenAtMicros when it was first seen, microseconds since 1970
 * @param startByte first byte of its content (inflated) that belongs to the chunk
 * @param endByte the byte after the last
 * @param firstFrameNumber from 1 within the file
 * @param header names of the columns of a CSV file, else empty
 */
public record Chunk(
    String source,
    String path,
    String sha256,
    boolean isCompressed,
    long byteCount,
    long firstSeenAtMicros,
    long startByte,
    long endByte,
    long firstFrameNumber,
    List<String> header) {
  /** One row per chunk; what is handed to the tasks. Not stored. */
  public static final Table TABLE =
      Table.named(
          "ops.chunks",
          "One row per chunk of a landing file",
          Interactions.SOURCE,
          Field.text("path", "Where the file lies"),
          Interactions.FILE_SHA256,
          Field.flag("is_compressed", "True for gzip"),
          Field.bigint("byte_count", "Size of the file, bytes"),
          Field.bigint("first_seen_at_micros", "Microseconds since 1970, UTC"),
          Field.bigint("start_byte", "First byte of the chunk in the content"),
          Field.bigint("end_byte", "The byte after its last"),
          ChunkCounts.FIRST_FRAME,
          Field.words("header", "Names of the columns of a CSV file"));

  public Row toRow() {
    return RowFactory.create(
        source,
        path,
        sha256,
        isCompressed,
        byteCount,
        firstSeenAtMicros,
        startByte,
        endByte,
        firstFrameNumber,
        header.toArray(String[]::new));
  }

  public static Chunk of(Row row) {
    return new Chunk(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getList(9));
  }
}
