package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per month, intent, step position and touchpoint at which ended journeys were there.
 *
 * <p>Built from {@link Journeys}, which keep the touchpoints of their first steps. A journey that
 * took fewer steps is at {@value JourneyEdges#END} from there on, so the shares of every position
 * sum to 1 and that of END never falls from one position to the next. An open journey is left out:
 * where it stands is not where it stops. The counts of several intents may be added; shares are
 * then counts over the sum of a position.
 */
public final class JourneyStepsMatrix {
  public static final Field MONTH =
      Field.day("month", "First day of the month in which the journeys began");
  public static final Field INTENT = Journeys.INTENT;
  public static final Field STEP_POSITION =
      Field.bigint("step_position", "Place in the journey, from 1");
  public static final Field TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("touchpoint", "Touchpoint of that step; END: there was none");
  public static final Field JOURNEY_COUNT =
      Field.bigint("journey_count", "Ended journeys that were there, at least 1");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers who made them");
  public static final Field SHARE =
      Field.real("share", "Of the month's ended journeys of this intent");

  public static final Table TABLE =
      Table.named(
              "gold.journey_steps_matrix",
              "One row per month, intent, step position and touchpoint",
              MONTH,
              INTENT,
              STEP_POSITION,
              TOUCHPOINT,
              JOURNEY_COUNT,
              CUSTOMER_COUNT,
              SHARE)
          .grain(MONTH, INTENT, STEP_POSITION, TOUCHPOINT)
          .partitionedBy(MONTH)
          .expect(
              fail(
                  "a journey has a first step",
                  STEP_POSITION.col().gt(1).or(TOUCHPOINT.col().notEqual(JourneyEdges.END))),
              fail("a share is above 0 and at most 1", SHARE.col().gt(0).and(SHARE.col().leq(1))));

  /**
   * Business numbers of this table.
   *
   * @param positions steps from the first on that the matrix shows, at least 1
   */
  public record Rules(int positions) implements Serializable {
    public Rules {
      if (positions < 1) {
        throw UserError.usage(
            "steps-matrix.positions is %d: a matrix has at least one position, such as 12"
                .formatted(positions));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules((int) settings.integer("steps-matrix.positions"));
    }
  }

  private static final Field PLACE = Field.integer("place", "Position from 0; not stored");

  private JourneyStepsMatrix() {}

  /**
   * @param journeys rows of {@link Journeys}
   */
  public static Dataset<Row> build(Dataset<Row> journeys, Rules rules) {
    Column steps = Journeys.FIRST_STEPS.col();
    Column ended = array_repeat(lit(JourneyEdges.END), lit(rules.positions).minus(size(steps)));
    Column ofPosition =
        sum(JOURNEY_COUNT.col())
            .over(Window.partitionBy(MONTH.col(), INTENT.col(), STEP_POSITION.col()));
    return journeys
        .where(Journeys.OUTCOME.col().notEqual(Journeys.word(Journey.Outcome.OPEN)))
        .select(
            Journeys.STARTED_MONTH.col().as(MONTH.name()),
            INTENT.col(),
            Journeys.CUSTOMER_ID.col(),
            posexplode(concat(steps, ended)).as(new String[] {PLACE.name(), TOUCHPOINT.name()}))
        .groupBy(
            MONTH.col(),
            INTENT.col(),
            PLACE.col().plus(1).cast("bigint").as(STEP_POSITION.name()),
            TOUCHPOINT.col())
        .agg(
            count(lit(1)).as(JOURNEY_COUNT.name()),
            size(collect_set(Journeys.CUSTOMER_ID.col())).cast("bigint").as(CUSTOMER_COUNT.name()))
        .withColumn(SHARE.name(), JOURNEY_COUNT.col().cast("double").divide(ofPosition))
        .select(TABLE.columns());
  }
}
