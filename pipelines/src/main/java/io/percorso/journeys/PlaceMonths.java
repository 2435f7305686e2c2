package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per month, source, channel, place and action, with how often and when: what {@link
 * Touchpoints} is made from, so that a night reads the months that it changed and not all.
 */
public final class PlaceMonths {
  public static final Field OCCURRED_MONTH = Interactions.OCCURRED_MONTH;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field PLACE =
      Interactions.PLACE.as("place", "Where it happened as the source says it; empty: not said");
  public static final Field ACTION = Interactions.ACTION;
  public static final Field FIRST_SEEN_AT =
      Field.timestamp("first_seen_at", "Earliest interaction there, UTC");
  public static final Field LAST_SEEN_AT =
      Field.timestamp("last_seen_at", "Latest interaction there, UTC");
  public static final Field INTERACTION_COUNT =
      Field.bigint("interaction_count", "Interactions there up to the cut-off, at least 1");

  public static final Table TABLE =
      Table.named(
              "silver.place_months",
              "One row per month, source, channel, place and action",
              OCCURRED_MONTH,
              SOURCE,
              CHANNEL,
              PLACE,
              ACTION,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              INTERACTION_COUNT)
          .grain(OCCURRED_MONTH, SOURCE, CHANNEL, PLACE, ACTION)
          .partitionedBy(OCCURRED_MONTH)
          .expect(
              fail(
                  "a place is first seen before it is last seen",
                  FIRST_SEEN_AT.col().leq(LAST_SEEN_AT.col())));

  /** The place of an interaction whose source names none. */
  static final String NOT_SAID = "";

  private PlaceMonths() {}

  /**
   * @param interactions rows of {@link Interactions} that are visible, whole months of them
   */
  public static Dataset<Row> build(Dataset<Row> interactions) {
    return interactions
        .groupBy(
            OCCURRED_MONTH.col(),
            SOURCE.col(),
            CHANNEL.col(),
            coalesce(Interactions.PLACE.col(), lit(NOT_SAID)).as(PLACE.name()),
            ACTION.col())
        .agg(
            min(Interactions.OCCURRED_AT.col()).as(FIRST_SEEN_AT.name()),
            max(Interactions.OCCURRED_AT.col()).as(LAST_SEEN_AT.name()),
            count(lit(1)).as(INTERACTION_COUNT.name()))
        .select(TABLE.columns());
  }
}
