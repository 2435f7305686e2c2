package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per interaction and time at which a delivery told it that lost against one of another
 * time.
 *
 * <p>Deliveries of one id are one thing as long as each lies within {@code dedupe.days} of the next
 * ({@link Contest}). One that lost is in no other table with its time, and may still be what ties a
 * delivery of a later night to the one that stands: without its time, two things would stand where
 * one night with all deliveries finds one. Few records come under one id with several times, so
 * that this table stays small.
 */
public final class LostTimes {
  public static final Field INTERACTION_ID = Interactions.INTERACTION_ID;
  public static final Field OCCURRED_AT = Interactions.OCCURRED_AT;
  public static final Field OCCURRED_DAY = Interactions.OCCURRED_DAY;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field RUN_ID = Interactions.RUN_ID;

  public static final Table TABLE =
      Table.named(
              "ops.lost_times",
              "One row per interaction and time at which a delivery told it that lost against one"
                  + " of another time",
              INTERACTION_ID,
              OCCURRED_AT,
              OCCURRED_DAY,
              SOURCE,
              RUN_ID)
          .grain(INTERACTION_ID, OCCURRED_AT, RUN_ID);

  private LostTimes() {}
}
