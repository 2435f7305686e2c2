package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per stored interaction that lost against a later delivery of the same thing and is taken
 * out of silver.interactions. Per run, loaded - displaced = rows added.
 */
public final class Displaced {
  public static final Field INTERACTION_ID = Interactions.INTERACTION_ID;
  public static final Field OCCURRED_AT = Interactions.OCCURRED_AT;
  public static final Field OCCURRED_DAY = Interactions.OCCURRED_DAY;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field IDENTIFIERS = Interactions.IDENTIFIERS;
  public static final Field RUN_ID = Interactions.RUN_ID;

  public static final Table TABLE =
      Table.named(
              "ops.displaced",
              "One row per stored interaction that lost against a later delivery",
              INTERACTION_ID,
              OCCURRED_AT,
              OCCURRED_DAY,
              SOURCE,
              IDENTIFIERS,
              RUN_ID)
          .grain(INTERACTION_ID, OCCURRED_AT, RUN_ID);

  private Displaced() {}
}
