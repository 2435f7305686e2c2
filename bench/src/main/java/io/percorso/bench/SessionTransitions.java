package io.percorso.bench;

import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Step;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One row per pair of touchpoints of which one follows the other in a session: what the peers
 * compute in place of the product's steps. The pass gives one row per customer and pair, {@link
 * #sum} one per pair.
 */
public final class SessionTransitions {
  public static final Field FROM_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("from_touchpoint", "Touchpoint that is left");
  public static final Field TO_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("to_touchpoint", "Touchpoint that follows in the session");
  public static final Field TRANSITION_COUNT =
      Field.bigint("transition_count", "Times the one directly followed the other, at least 1");

  public static final Table TABLE =
      Table.named(
              "gold.session_transitions",
              "One row per pair of touchpoints of which one follows the other in a session",
              FROM_TOUCHPOINT,
              TO_TOUCHPOINT,
              TRANSITION_COUNT)
          .grain(FROM_TOUCHPOINT, TO_TOUCHPOINT);

  private SessionTransitions() {}

  static Timeline.Part part() {
    // Never begun at a restart point: its rows are sums over a whole partition, and have no time.
    return new Timeline.Part(TABLE, FROM_TOUCHPOINT, Fold::new);
  }

  /**
   * @param transitions rows of {@link #TABLE}, several of one pair
   */
  static Dataset<Row> sum(Dataset<Row> transitions) {
    return transitions
        .groupBy(FROM_TOUCHPOINT.col(), TO_TOUCHPOINT.col())
        .agg(functions.sum(TRANSITION_COUNT.col()).as(TRANSITION_COUNT.name()));
  }

  /** The same, from the product's steps. */
  static Dataset<Row> of(Dataset<Row> steps) {
    return steps
        .where(JourneySteps.SESSION_NEXT_TOUCHPOINT.col().isNotNull())
        .groupBy(
            JourneySteps.TOUCHPOINT.col().as(FROM_TOUCHPOINT.name()),
            JourneySteps.SESSION_NEXT_TOUCHPOINT.col().as(TO_TOUCHPOINT.name()))
        .agg(functions.count(functions.lit(1)).as(TRANSITION_COUNT.name()));
  }

  private record Pair(String from, String to) {}

  private static final class Fold implements Timeline.Listener {
    private final Timeline.Rows rows;
    private final Map<Pair, Long> counts = new HashMap<>();

    Fold(Timeline.Rows rows) {
      this.rows = rows;
    }

    @Override
    public void stepEnded(Step step) {
      step.nextInSession()
          .ifPresent(
              next ->
                  counts.merge(new Pair(step.interaction().place(), next.place()), 1L, Long::sum));
    }

    @Override
    public void customerEnded() {
      counts.forEach((pair, count) -> rows.add(pair.from(), pair.to(), count));
      counts.clear();
    }
  }
}
