package io.percorso.lake;

/** One row per run and table that the run wrote or found unchanged. */
public final class RunSteps {
  public static final Field RUN_NUMBER = Runs.RUN_NUMBER;
  public static final Field RUN_ID = Runs.RUN_ID;
  public static final Field TABLE_NAME = Field.word("table_name", "Table, with its layer");
  public static final Field VERSION_BEFORE =
      Field.bigint("version_before", "Version before, -1 when there was none").arrival();
  public static final Field VERSION_AFTER =
      Field.bigint("version_after", "Version after; equal when nothing changed").arrival();
  public static final Field ROW_COUNT = Field.bigint("row_count", "Rows written").arrival();
  public static final Field REMOVED_COUNT =
      Field.bigint("removed_count", "Rows taken out or replaced").arrival();
  public static final Field SECONDS = Field.real("seconds", "Seconds of the write").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.run_steps",
              "One row per run and table written or found unchanged",
              RUN_NUMBER,
              RUN_ID,
              TABLE_NAME,
              VERSION_BEFORE,
              VERSION_AFTER,
              ROW_COUNT,
              REMOVED_COUNT,
              SECONDS)
          .grain(RUN_NUMBER, TABLE_NAME);

  private RunSteps() {}
}
