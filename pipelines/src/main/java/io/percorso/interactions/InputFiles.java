package io.percorso.interactions;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per file that a run found for the first time, with what became of its records:
 * record_count = loaded + duplicate + rejected + late.
 */
public final class InputFiles {
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field PATH =
      Field.text("path", "Where it lay, below the landing folder, redacted").arrival();
  public static final Field PATH_HASH =
      Field.id("path_hash", "Keyed hash of the path as it is, by which the file is known again")
          .arrival();
  public static final Field CONTENT_SHA256 =
      Field.id("content_sha256", "SHA-256 of its bytes; empty when it was not read").arrival();
  public static final Field FIRST_SEEN_AT =
      Field.timestamp("first_seen_at", "When a run first found it, UTC").arrival();
  public static final Field MODIFIED_AT =
      Field.timestamp("modified_at", "When it was last written, UTC").arrival();
  public static final Field BYTE_COUNT = Field.bigint("byte_count", "Its size").arrival();
  public static final Field VERDICT =
      Field.word("verdict", "accepted, refused or same_content").arrival();
  public static final Field REASON =
      Field.word("reason", "Why it was not read, from the closed list of reasons").arrival();
  public static final Field DETAIL = Field.text("detail", "The reason in words").arrival();
  public static final Field FRAME_COUNT = ChunkCounts.FRAME_COUNT;
  public static final Field RECORD_COUNT = ChunkCounts.RECORD_COUNT;
  public static final Field LOADED_COUNT =
      Field.bigint("loaded_count", "Records that became interactions").arrival();
  public static final Field DUPLICATE_COUNT =
      Field.bigint("duplicate_count", "Records that came before, or lost").arrival();
  public static final Field REJECTED_COUNT =
      Field.bigint("rejected_count", "Records that could not be read").arrival();
  public static final Field LATE_COUNT =
      Field.bigint("late_count", "Records later than late.reject").arrival();
  public static final Field ACCEPTED_LATE_COUNT =
      Field.bigint("accepted_late_count", "Loaded records later than late.limit").arrival();
  public static final Field RUN_ID = Interactions.RUN_ID;

  public static final Table TABLE =
      Table.named(
              "ops.input_files",
              "One row per file that a run found for the first time",
              SOURCE,
              PATH,
              PATH_HASH,
              CONTENT_SHA256,
              FIRST_SEEN_AT,
              MODIFIED_AT,
              BYTE_COUNT,
              VERDICT,
              REASON,
              DETAIL,
              FRAME_COUNT,
              RECORD_COUNT,
              LOADED_COUNT,
              DUPLICATE_COUNT,
              REJECTED_COUNT,
              LATE_COUNT,
              ACCEPTED_LATE_COUNT,
              RUN_ID)
          .grain(PATH_HASH, CONTENT_SHA256, RUN_ID);

  private InputFiles() {}

  /** A file with its counts still at 0, as {@link #account} takes it. */
  public static Row row(LandingFile file, FileNames names, String runId) {
    return RowFactory.create(
        FileNames.shown(file.source()),
        file.shownPath(),
        names.hash(file.path()),
        file.sha256(),
        file.firstSeenAt(),
        file.modifiedAt(),
        file.byteCount(),
        file.verdict().word(),
        file.reason(),
        file.detail(),
        0L,
        0L,
        0L,
        0L,
        0L,
        0L,
        0L,
        runId);
  }

  /**
   * What the next look at the landing folder knows by name, size and time.
   *
   * @param rows of files that were looked at
   */
  public static Predicate<LandingFile.Known> known(List<Row> rows, FileNames names) {
    Set<LandingFile.Known> hashed =
        rows.stream()
            .map(
                row ->
                    new LandingFile.Known(
                        row.getAs(PATH_HASH.name()),
                        row.<Long>getAs(BYTE_COUNT.name()),
                        row.getAs(MODIFIED_AT.name())))
            .collect(Collectors.toSet());
    return file ->
        hashed.contains(
            new LandingFile.Known(names.hash(file.path()), file.byteCount(), file.modifiedAt()));
  }

  /** True for a file that was not read; other rules may read it. */
  public static boolean isRefused(Row row) {
    return row.getAs(VERDICT.name()).equals(LandingFile.FileVerdict.REFUSED.word());
  }

  /** What the next look at the landing folder knows by content; nothing where it was refused. */
  public static Optional<LandingFile.Content> content(Row row) {
    return row.getAs(VERDICT.name()).equals(LandingFile.FileVerdict.ACCEPTED.word())
        ? Optional.of(
            new LandingFile.Content(row.getAs(SOURCE.name()), row.getAs(CONTENT_SHA256.name())))
        : Optional.empty();
  }

  /**
   * The files with their counts.
   *
   * @param files rows of {@link #row}
   * @param chunkCounts {@link ChunkCounts} of the run
   * @param loaded records that the run added: source, file and is_late
   * @param rejected {@link RejectedRecords} of the run, of parsing and of resolving
   */
  public static Dataset<Row> account(
      Dataset<Row> files, Dataset<Row> chunkCounts, Dataset<Row> loaded, Dataset<Row> rejected) {
    Field file = Interactions.FILE_SHA256;
    Dataset<Row> read =
        chunkCounts
            .groupBy(SOURCE.col(), file.col())
            .agg(
                sum(FRAME_COUNT.col()).as(FRAME_COUNT.name()),
                sum(RECORD_COUNT.col()).as(RECORD_COUNT.name()));
    Dataset<Row> kept =
        loaded
            .groupBy(SOURCE.col(), file.col())
            .agg(
                count(lit(1)).as(LOADED_COUNT.name()),
                count(when(Interactions.IS_LATE.col(), 1)).as(ACCEPTED_LATE_COUNT.name()));
    Dataset<Row> refused =
        rejected
            .groupBy(SOURCE.col(), file.col())
            .agg(
                of(Verdict.DUPLICATE).as(DUPLICATE_COUNT.name()),
                of(Verdict.REJECTED).as(REJECTED_COUNT.name()),
                of(Verdict.LATE).as(LATE_COUNT.name()));
    Dataset<Row> counts =
        read.join(kept, new String[] {SOURCE.name(), file.name()}, "full")
            .join(refused, new String[] {SOURCE.name(), file.name()}, "full")
            .withColumnRenamed(file.name(), CONTENT_SHA256.name())
            .withColumn(VERDICT.name(), lit(LandingFile.FileVerdict.ACCEPTED.word()));
    Column[] columns =
        TABLE.fields().stream()
            .map(
                f ->
                    f.name().endsWith("_count") && f != BYTE_COUNT
                        ? coalesce(f.of("counted"), lit(0L)).as(f.name())
                        : f.of("file"))
            .toArray(Column[]::new);
    return files
        .as("file")
        .join(
            counts.as("counted"),
            SOURCE
                .of("file")
                .equalTo(SOURCE.of("counted"))
                .and(CONTENT_SHA256.of("file").equalTo(CONTENT_SHA256.of("counted")))
                .and(VERDICT.of("file").equalTo(VERDICT.of("counted"))),
            "left")
        .select(columns);
  }

  private static Column of(Verdict verdict) {
    return count(when(RejectedRecords.VERDICT.col().equalTo(verdict.word()), 1));
  }
}
