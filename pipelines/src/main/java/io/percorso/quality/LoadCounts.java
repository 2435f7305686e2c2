package io.percorso.quality;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.RejectedRecords;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per run, source, verdict and reason: how many records ended so. Over the reasons of a run
 * and source the counts add up to the records read. Files, bytes and counts per file are in {@link
 * InputFiles}.
 */
public final class LoadCounts {
  /** The verdict of a record that became an interaction. */
  public static final String LOADED = "loaded";

  /** The reason of a record that was loaded in time. */
  public static final String IN_TIME = "IN_TIME";

  /** The reason of a record that was loaded although it was late. */
  public static final String ACCEPTED_LATE = "ACCEPTED_LATE";

  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field VERDICT =
      RejectedRecords.VERDICT.as("verdict", "loaded, rejected, duplicate or late");
  public static final Field REASON =
      RejectedRecords.REASON.as(
          "reason",
          "Why, from the closed list of reasons; of loaded records IN_TIME, or ACCEPTED_LATE: later"
              + " than late.limit");
  public static final Field RECORD_COUNT =
      Field.bigint("record_count", "Records, at least 1").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.load_counts",
              "One row per run, source, verdict and reason of the records that the run read",
              RUN_ID,
              SOURCE,
              VERDICT,
              REASON,
              RECORD_COUNT)
          .grain(RUN_ID, SOURCE, VERDICT, REASON)
          .expect(fail("what is listed was counted", RECORD_COUNT.col().geq(1)));

  private LoadCounts() {}

  /**
   * @param files rows of {@link InputFiles} of one run
   * @param rejected rows of {@link RejectedRecords} of the same run
   */
  public static Dataset<Row> build(Dataset<Row> files, Dataset<Row> rejected) {
    Dataset<Row> refused =
        rejected
            .groupBy(RUN_ID.col(), SOURCE.col(), VERDICT.col(), REASON.col())
            .agg(count(lit(1)).as(RECORD_COUNT.name()));
    var late = InputFiles.ACCEPTED_LATE_COUNT.col();
    return loaded(files, IN_TIME, InputFiles.LOADED_COUNT.col().minus(late))
        .unionByName(loaded(files, ACCEPTED_LATE, late))
        .unionByName(refused)
        .select(TABLE.columns());
  }

  private static Dataset<Row> loaded(
      Dataset<Row> files, String reason, org.apache.spark.sql.Column records) {
    return files
        .groupBy(RUN_ID.col(), SOURCE.col())
        .agg(sum(records).as(RECORD_COUNT.name()))
        .where(RECORD_COUNT.col().geq(1))
        .withColumn(VERDICT.name(), lit(LOADED))
        .withColumn(REASON.name(), lit(reason));
  }
}
