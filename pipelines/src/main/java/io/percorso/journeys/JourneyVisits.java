package io.percorso.journeys;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per ended journey with all its visits in order, for the tables that look at whole
 * journeys: {@link Journeys#PATH} tells the first few only. Not stored.
 */
public final class JourneyVisits {
  public static final Field MONTH =
      Field.day("month", "First day of the month in which the journeys began");
  public static final Field WORTH =
      Journeys.VALUE_AMOUNT.as(
          "worth", "Worth in the reporting currency; null: unknown, or in another currency");
  public static final Field VISITS =
      Field.structs(
          "visits",
          Field.Content.TEXT,
          "Number of the first step and touchpoint of each visit, in order",
          JourneySteps.STEP_NUMBER,
          JourneySteps.TOUCHPOINT);

  /**
   * @param currency ISO 4217 code in which money is reported
   */
  public record Rules(String currency) implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules(settings.text("business.currency"));
    }
  }

  private static final Field VISIT = Field.id("visit", "One visit");

  private JourneyVisits() {}

  /**
   * @param journeys rows of {@link Journeys}; open ones are left out
   * @param steps rows of {@link JourneySteps}, all those of these journeys; others are left out
   */
  public static Dataset<Row> build(Dataset<Row> journeys, Dataset<Row> steps, Rules rules) {
    Column isReported =
        coalesce(Journeys.CURRENCY.col(), lit(rules.currency)).equalTo(rules.currency);
    Dataset<Row> ended =
        journeys
            .where(Journeys.OUTCOME.col().notEqual(Journeys.word(Journey.Outcome.OPEN)))
            .select(
                Journeys.JOURNEY_ID.col(),
                Journeys.STARTED_MONTH.col().as(MONTH.name()),
                Journeys.INTENT.col(),
                Journeys.OUTCOME.col(),
                Journeys.STEP_COUNT.col(),
                when(isReported, Journeys.VALUE_AMOUNT.col()).as(WORTH.name()));
    Dataset<Row> visits =
        steps
            .where(JourneySteps.OPENS_VISIT.col())
            .select(
                JourneySteps.JOURNEY_ID.col(),
                struct(JourneySteps.STEP_NUMBER.col(), JourneySteps.TOUCHPOINT.col())
                    .as(VISIT.name()));
    return ended
        .join(visits, Journeys.JOURNEY_ID.name())
        .groupBy(
            Journeys.JOURNEY_ID.col(),
            MONTH.col(),
            Journeys.INTENT.col(),
            Journeys.OUTCOME.col(),
            Journeys.STEP_COUNT.col(),
            WORTH.col())
        .agg(sort_array(collect_list(VISIT.col())).as(VISITS.name()));
  }

  static Walk walk(Row row) {
    List<Row> visits = row.getList(row.fieldIndex(VISITS.name()));
    List<String> touchpoints = new ArrayList<>();
    List<Long> stepCounts = new ArrayList<>();
    for (int i = 0; i < visits.size(); i++) {
      touchpoints.add(visits.get(i).getAs(JourneySteps.TOUCHPOINT.name()));
      long after =
          i + 1 < visits.size()
              ? firstStep(visits.get(i + 1))
              : row.<Long>getAs(Journeys.STEP_COUNT.name()) + 1;
      stepCounts.add(after - firstStep(visits.get(i)));
    }
    String abandoned = Journeys.word(Journey.Outcome.ABANDONED);
    Walk.End end =
        row.getAs(Journeys.OUTCOME.name()).equals(abandoned) ? Walk.End.NULL : Walk.End.SUCCESS;
    Optional<BigDecimal> worth = Optional.ofNullable(row.getAs(WORTH.name()));
    return new Walk(touchpoints, stepCounts, end, worth);
  }

  private static long firstStep(Row visit) {
    return visit.<Long>getAs(JourneySteps.STEP_NUMBER.name());
  }
}
