package io.percorso.lake;

/** One row per run, table and promise that did not hold. */
public final class BrokenPromises {
  public static final Field RUN_NUMBER = Runs.RUN_NUMBER;
  public static final Field RUN_ID = Runs.RUN_ID;
  public static final Field TABLE_NAME = RunSteps.TABLE_NAME;
  public static final Field PROMISE = Field.text("promise", "The promise as a sentence");
  public static final Field SEVERITY =
      Field.word("severity", "fail: the run stays unpublished; warn: it goes on");
  public static final Field ROW_COUNT = Field.bigint("row_count", "Rows that break it").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.broken_promises",
              "One row per run, table and promise that did not hold",
              RUN_NUMBER,
              RUN_ID,
              TABLE_NAME,
              PROMISE,
              SEVERITY,
              ROW_COUNT)
          .grain(RUN_NUMBER, TABLE_NAME, PROMISE);

  /**
   * A promise that did not hold.
   *
   * @param table its name
   * @param sentence the promise
   * @param severity what it does to the run
   * @param rows how many rows break it
   */
  public record Broken(String table, String sentence, Expectation.Severity severity, long rows) {}

  private BrokenPromises() {}
}
