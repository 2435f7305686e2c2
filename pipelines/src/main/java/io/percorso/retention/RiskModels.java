package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;

/**
 * One row per model that was fitted: the registry. A row is never changed; which version is in use
 * is told by {@link ModelDecisions}.
 *
 * <p>{@code training_key} is the digest of the training rows' origin, the rules and the program's
 * version: a model whose key is known is not fitted again. The model itself is in the row, whole
 * and to the last bit, so that any version can be asked again.
 */
public final class RiskModels {
  public static final Field MODEL_ID =
      Field.word("model_id", "What it says: contract_30, contract_90 (days), visits");
  public static final Field VERSION = Field.integer("version", "1 for the first");
  public static final Field KIND =
      Field.word("kind", "prevalence, recency, rfm, logistic or trees").fitted();
  public static final Field HORIZON_DAYS =
      Field.integer("horizon_days", "Leaving within so many days is told");
  public static final Field FITTED_DAY =
      Field.day("fitted_day", "Cut-off of the run that fitted it");
  public static final Field TRAINING_KEY =
      Field.id("training_key", "Digest of training rows, rules and program");
  public static final Field FIRST_SNAPSHOT =
      Field.day("first_snapshot", "First snapshot it was fitted or judged on");
  public static final Field LAST_SNAPSHOT =
      Field.day("last_snapshot", "Last snapshot it was fitted or judged on");
  public static final Field ROW_COUNT = Field.bigint("row_count", "Snapshots of customers in all");
  public static final Field LEAVER_COUNT = Field.bigint("leaver_count", "Those that left");
  public static final Field TEST_LEAVER_COUNT =
      Field.bigint("test_leaver_count", "Those that left, on the slice that it was judged on");
  public static final Field IS_IN_TIME =
      Field.flag("is_in_time", "Judged on later snapshots than it was fitted on");
  public static final Field REASONS =
      Field.text("reasons", "What was done and what was left out, and why");
  public static final Field DATA_VERSIONS =
      Field.text("data_versions", "Versions of the tables that it was fitted from");
  public static final Field MODEL = Field.text("model", "The model, as JSON").fitted();
  public static final Field RUN_ID = Field.id("run_id", "Run that fitted it").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.models",
              "One row per model that was fitted",
              MODEL_ID,
              VERSION,
              KIND,
              HORIZON_DAYS,
              FITTED_DAY,
              TRAINING_KEY,
              FIRST_SNAPSHOT,
              LAST_SNAPSHOT,
              ROW_COUNT,
              LEAVER_COUNT,
              TEST_LEAVER_COUNT,
              IS_IN_TIME,
              REASONS,
              DATA_VERSIONS,
              MODEL,
              RUN_ID)
          .grain(MODEL_ID, VERSION)
          .expect(fail("no more leave than there are", LEAVER_COUNT.col().leq(ROW_COUNT.col())));

  /**
   * A model as it is asked.
   *
   * @param model as JSON
   */
  public record Stored(
      String modelId,
      int version,
      int horizonDays,
      LocalDate fittedDay,
      String trainingKey,
      long testLeavers,
      String model)
      implements java.io.Serializable {}

  private RiskModels() {}
}
