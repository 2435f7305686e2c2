package io.percorso.lake;

/**
 * One row per run: what it was asked, what it started from, and how it ended. A run that crashed
 * keeps the status {@code started}; the next run of the same question continues it under its
 * number.
 */
public final class Runs {
  public static final Field RUN_ID = Field.id("run_id", "Pipeline, date and number of the run");
  public static final Field RUN_NUMBER =
      Field.bigint("run_number", "Strictly increasing; kept when a run is continued");
  public static final Field PIPELINE = Field.word("pipeline", "Name in conf/schedule.yaml");
  public static final Field RUN_DAY =
      Field.day("run_day", "The date that was asked for, business zone");
  public static final Field CUTOFF_DAY =
      Field.day("cutoff_day", "Last day that the lake's state tables see after this run");
  public static final Field STATUS =
      Field.word("status", "started, done, failed, restoring, restored (its tables were put back)");
  public static final Field STARTED_AT =
      Field.timestamp("started_at", "First attempt, UTC").arrival();
  public static final Field ENDED_AT =
      Field.timestamp(
              "ended_at", "End of the last attempt, UTC; null while it runs or after a crash")
          .arrival();
  public static final Field INPUT_DIGEST =
      Field.id("input_digest", "Digest of manifest, settings and code version");
  public static final Field MANIFEST =
      Field.text(
          "manifest", "The files of this run as JSON, so that a continued run takes the same ones");
  public static final Field START_VERSIONS =
      Field.structs(
          "start_versions",
          Field.Content.ID,
          "Version of each table before the first write, by table name; a table not listed did not"
              + " exist",
          Field.word("table", "Table"),
          Field.bigint("version", "Version"));
  public static final Field RECORD_COUNT =
      Field.bigint("record_count", "Records in the files of this run").arrival();
  public static final Field LOADED_COUNT = Field.bigint("loaded_count", "Records loaded").arrival();
  public static final Field DUPLICATE_COUNT =
      Field.bigint("duplicate_count", "Records that repeat another").arrival();
  public static final Field REJECTED_COUNT =
      Field.bigint("rejected_count", "Records refused").arrival();
  public static final Field LATE_COUNT =
      Field.bigint("late_count", "Records that came too late").arrival();
  public static final Field PEAK_MEMORY_BYTES =
      Field.bigint("peak_memory_bytes", "Largest heap in use at the ends of steps").arrival();
  public static final Field MESSAGE = Field.text("message", "Why it failed").arrival();
  public static final Field COMMAND =
      Field.text("command", "What to type to run it again").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.runs",
              "One row per run of a pipeline",
              RUN_ID,
              RUN_NUMBER,
              PIPELINE,
              RUN_DAY,
              CUTOFF_DAY,
              STATUS,
              STARTED_AT,
              ENDED_AT,
              INPUT_DIGEST,
              MANIFEST,
              START_VERSIONS,
              RECORD_COUNT,
              LOADED_COUNT,
              DUPLICATE_COUNT,
              REJECTED_COUNT,
              LATE_COUNT,
              PEAK_MEMORY_BYTES,
              MESSAGE,
              COMMAND)
          .grain(RUN_NUMBER);

  private Runs() {}
}
