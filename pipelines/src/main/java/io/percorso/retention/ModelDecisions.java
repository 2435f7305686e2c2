package io.percorso.retention;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per decision about which version of a model is in use: the last that puts one in use
 * counts. Decisions are added and never changed.
 *
 * <ul>
 *   <li>first: there was none before
 *   <li>promoted: the new version passed every condition of the comparison with the old one
 *   <li>kept: it did not, and the old one stays in use
 *   <li>refused: it was not fit for use at all, and there is no old one
 *   <li>rolled_back: somebody put an earlier version in use again
 * </ul>
 */
public final class ModelDecisions {
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field DECISION_NUMBER =
      Field.integer("decision_number", "1 for the first of the model");
  public static final Field VERSION = RiskModels.VERSION.as("version", "Which version it is about");
  public static final Field DECISION =
      Field.word("decision", "first, promoted, kept, refused or rolled_back");
  public static final Field DECIDED_DAY = Field.day("decided_day", "Cut-off of the lake then");
  public static final Field WHY = Field.text("why", "In a sentence, with the figures");
  public static final Field RUN_ID = RiskModels.RUN_ID;

  /** Decisions that put their version in use. */
  public static final Object[] IN_USE = {"first", "promoted", "rolled_back"};

  public static final Table TABLE =
      Table.named(
              "ops.model_decisions",
              "One row per decision about which version of a model is in use",
              MODEL_ID,
              DECISION_NUMBER,
              VERSION,
              DECISION,
              DECIDED_DAY,
              WHY,
              RUN_ID)
          .grain(MODEL_ID, DECISION_NUMBER);

  private ModelDecisions() {}
}
