package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Hazard;
import io.percorso.friction.hazard.Visit;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per visit that shows a signal, of a journey that ended: what the friction did to the
 * chance that the journey is given up right after it, by the model that {@link
 * FrictionModelQuality} judges, and what of it is each signal's. Visits without a signal lose
 * nothing and have no row. Made anew whenever the model is.
 */
public final class FrictionVisits {
  public static final Field VISIT_ID = VisitsAtRisk.VISIT_ID;
  public static final Field JOURNEY_ID = VisitsAtRisk.JOURNEY_ID;
  public static final Field CUSTOMER_ID = VisitsAtRisk.CUSTOMER_ID;
  public static final Field TOUCHPOINT = VisitsAtRisk.TOUCHPOINT;
  public static final Field CHANNEL = VisitsAtRisk.CHANNEL;
  public static final Field INTENT = VisitsAtRisk.INTENT;
  public static final Field OCCURRED_AT = VisitsAtRisk.OCCURRED_AT;
  public static final Field VISIT_MONTH = VisitsAtRisk.VISIT_MONTH;
  public static final Field HAZARD =
      Field.real("hazard", "Chance that the journey is given up right after the visit, as it was")
          .fitted();
  public static final Field CALM_HAZARD =
      Field.real("calm_hazard", "The same without friction").fitted();
  public static final Field FRICTION_INDEX =
      Field.real(
              "friction_index",
              "Per cent of customers who would have gone on but were lost to friction; below 0:"
                  + " fewer leave")
          .fitted();
  public static final Field LOST_JOURNEYS =
      Field.real(
              "lost_journeys",
              "Part of a journey that would have reached its goal without friction")
          .fitted();
  public static final Field LOST_PART =
      Field.real("lost_part", "What of lost_journeys is this signal's").fitted();
  public static final Field SIGNALS =
      Field.structs(
              "signals",
              Field.Content.ENUM,
              "The signals that the visit shows; their parts add up to lost_journeys",
              FrictionSignals.SIGNAL,
              FrictionSignals.STRENGTH,
              LOST_PART)
          .fitted();

  public static final Table TABLE =
      Table.named(
              "silver.friction_visits",
              "One row per visit that shows a signal, of a journey that ended",
              VISIT_ID,
              JOURNEY_ID,
              CUSTOMER_ID,
              TOUCHPOINT,
              CHANNEL,
              INTENT,
              OCCURRED_AT,
              VISIT_MONTH,
              HAZARD,
              CALM_HAZARD,
              FRICTION_INDEX,
              LOST_JOURNEYS,
              SIGNALS)
          .grain(VISIT_ID)
          .expect(
              fail(
                  "a chance lies between 0 and 1",
                  HAZARD.col().between(0, 1).and(CALM_HAZARD.col().between(0, 1))));

  private FrictionVisits() {}

  /**
   * @param visits rows of {@link VisitsAtRisk}
   */
  public static Dataset<Row> build(Dataset<Row> visits, VisitLabels labels, Hazard hazard) {
    List<String> signals = labels.signals();
    return visits
        .where(
            VisitsAtRisk.SIGNALS
                .col()
                .isNotNull()
                .and(VisitsAtRisk.END.col().notEqual(VisitsAtRisk.ESCALATED)))
        .map(
            (MapFunction<Row, Row>) row -> row(row, labels.visit(row), signals, hazard),
            Encoders.row(TABLE.schema()));
  }

  private static Row row(Row row, Visit visit, List<String> signals, Hazard hazard) {
    Hazard.Felt felt = hazard.of(visit);
    double[] shares = hazard.shares(visit);
    List<Row> parts = new ArrayList<>();
    for (int j = 0; j < shares.length; j++) {
      if (visit.signals()[j] != 0) {
        parts.add(
            RowFactory.create(signals.get(j), visit.signals()[j], shares[j] * felt.arrival()));
      }
    }
    return RowFactory.create(
        row.getAs(VISIT_ID.name()),
        row.getAs(JOURNEY_ID.name()),
        row.getAs(CUSTOMER_ID.name()),
        row.getAs(TOUCHPOINT.name()),
        row.getAs(CHANNEL.name()),
        row.getAs(INTENT.name()),
        row.getAs(OCCURRED_AT.name()),
        row.getAs(VISIT_MONTH.name()),
        felt.with(),
        felt.without(),
        felt.index(),
        felt.lost(),
        parts.toArray(new Row[0]));
  }
}
