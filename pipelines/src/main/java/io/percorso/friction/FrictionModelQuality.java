package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Judgement;
import io.percorso.friction.hazard.Losses;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row: the model behind {@link TouchpointFriction}, how it does on visits it was not fitted to,
 * and what it says of everything together; or why there is none.
 */
public final class FrictionModelQuality {
  public static final Field STATUS =
      Field.word(
          "status",
          "fitted; cold_start: too few journeys have ended; kept: nothing could be fitted, and the"
              + " last model's tables stay");
  public static final Field REASON =
      Field.text("reason", "Why nothing could be fitted; null where it could");
  public static final Field FROM_MONTH = TouchpointFriction.FROM_MONTH;
  public static final Field CUTOFF_DAY = Field.day("cutoff_day", "Last day that the model knows");
  public static final Field JOURNEY_COUNT =
      Field.bigint("journey_count", "Journeys that ended and are counted");
  public static final Field ABANDONED_COUNT = Field.bigint("abandoned_count", "Those given up");
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Visits that the customer could have given up after");
  public static final Field RIDGE =
      Field.real("ridge", "How strongly coefficients are held: that which does best later on")
          .fitted();
  public static final Field LATER_FROM_DAY =
      Field.day(
              "later_from_day",
              "First of the later days, with a fifth of the visits, on which an earlier fit was"
                  + " judged")
          .fitted();
  public static final Field LATER_VISIT_COUNT =
      Field.bigint("later_visit_count", "Visits of these days").fitted();
  public static final Field EXPECTED_SHARE =
      Field.real(
              "expected_share",
              "Journeys that the earlier fit expects to be given up after them, over those that"
                  + " were; 1 is right")
          .fitted();
  public static final Field LOG_LOSS =
      Field.real("log_loss", "Mean log loss of the earlier fit per visit of these days").fitted();
  public static final Field BASE_LOG_LOSS =
      Field.real("base_log_loss", "The same of who knows only how often visits end the journey")
          .fitted();
  public static final Field AUC =
      Field.real("auc", "Chance that it tells a visit that ended the journey from one that did not")
          .fitted();
  public static final Field PLACEBO_Z =
      Field.real(
              "placebo_z",
              "Standard errors by which a signal drawn by lot lies from nothing; beyond 2 in one of"
                  + " 20 fits")
          .fitted();
  public static final Field LOST_JOURNEYS = TouchpointFriction.LOST_JOURNEYS;
  public static final Field LOST_LOW = TouchpointFriction.LOST_LOW;
  public static final Field LOST_HIGH = TouchpointFriction.LOST_HIGH;
  public static final Field LOST_AMOUNT = TouchpointFriction.LOST_AMOUNT;
  public static final Field LOST_AMOUNT_LOW = TouchpointFriction.LOST_AMOUNT_LOW;
  public static final Field LOST_AMOUNT_HIGH = TouchpointFriction.LOST_AMOUNT_HIGH;

  /** How a night's fit went. */
  public static final String FITTED = "fitted";

  public static final String KEPT = "kept";

  public static final Table TABLE =
      Table.named(
              "gold.friction_model_quality",
              "One row per window of months: the model of friction",
              FROM_MONTH,
              CUTOFF_DAY,
              STATUS,
              REASON,
              JOURNEY_COUNT,
              ABANDONED_COUNT,
              VISIT_COUNT,
              RIDGE,
              LATER_FROM_DAY,
              LATER_VISIT_COUNT,
              EXPECTED_SHARE,
              LOG_LOSS,
              BASE_LOG_LOSS,
              AUC,
              PLACEBO_Z,
              LOST_JOURNEYS,
              LOST_LOW,
              LOST_HIGH,
              LOST_AMOUNT,
              LOST_AMOUNT_LOW,
              LOST_AMOUNT_HIGH)
          .grain(FROM_MONTH)
          .expect(
              fail(
                  "a model that could not be fitted has a reason",
                  REASON.col().isNull().equalTo(STATUS.col().equalTo(FITTED))));

  /**
   * What a model is made of.
   *
   * @param journeys that ended
   * @param abandoned of them
   */
  public record Counts(LocalDate fromMonth, LocalDate cutoffDay, long journeys, long abandoned) {}

  private FrictionModelQuality() {}

  /** Of a model. */
  public static List<Row> rows(FittedFriction fitted, Counts counts) {
    Optional<Judgement> judged = fitted.judgement();
    Losses.Loss all = fitted.losses().all();
    var money = fitted.causes().all();
    boolean hasWorth = fitted.hasWorth();
    return List.of(
        RowFactory.create(
            counts.fromMonth,
            counts.cutoffDay,
            FITTED,
            null,
            counts.journeys,
            counts.abandoned,
            all.visits(),
            fitted.ridge(),
            judged.map(j -> LocalDate.ofEpochDay(j.fromDay())).orElse(null),
            judged.map(Judgement::visits).orElse(null),
            judged.filter(j -> j.left() > 0).map(j -> j.expected() / j.left()).orElse(null),
            judged.map(Judgement::logLoss).orElse(null),
            judged.map(Judgement::baseLogLoss).orElse(null),
            judged.map(Judgement::auc).orElse(null),
            fitted.fit().placebo(fitted.labels().placebo()),
            all.lost(),
            all.interval().low(),
            all.interval().high(),
            TouchpointFriction.amount(hasWorth, money.amount()),
            TouchpointFriction.amount(hasWorth, money.interval().low()),
            TouchpointFriction.amount(hasWorth, money.interval().high())));
  }

  /** Of none. */
  public static List<Row> none(Counts counts, String status, String reason) {
    Object[] values = new Object[TABLE.fields().size()];
    values[0] = counts.fromMonth;
    values[1] = counts.cutoffDay;
    values[2] = status;
    values[3] = reason;
    values[4] = counts.journeys;
    values[5] = counts.abandoned;
    return List.of(RowFactory.create(values));
  }
}
