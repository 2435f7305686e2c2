package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per month, intent, touchpoint and model: what part of the successes the model gives to
 * the touchpoint. The models are those of {@link CreditModels.Model}.
 *
 * <p>Built from {@link JourneyVisits}, so only ended journeys count and direct repeats of a
 * touchpoint are one visit; for markov and shapley that makes no difference. In every month, intent
 * and model the credits sum to success_count. A touchpoint that ended journeys visit has a row even
 * where it gets nothing; a month and intent without a success has none.
 *
 * <p>Amounts in another currency than that of the reports are not converted: such a success counts
 * in credit and not in value_amount, and unvalued_count tells how many there are.
 *
 * <p>No model says what a touchpoint causes: customers who come by it may have succeeded without.
 * Markov's chain has no memory, so it gives a part even to a touchpoint that no success came by, if
 * one can be reached from there.
 */
public final class TouchpointCredit {
  public static final Field MONTH = JourneyVisits.MONTH;
  public static final Field INTENT = Journeys.INTENT;
  public static final Field TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as(
          "touchpoint", "Touchpoint; OTHER: the rarest together, markov only");
  public static final Field MODEL =
      Field.word("model", "first, last, linear, position (40-20-40), markov or shapley");
  public static final Field CREDIT =
      Field.real(
          "credit",
          "Successes that the model assigns to the touchpoint: a convention of sharing, not what"
              + " the touchpoint caused");
  public static final Field CREDIT_SHARE =
      Field.real("credit_share", "credit / success_count; not a causal share");
  public static final Field VALUE_AMOUNT =
      Field.amount(
          "value_amount",
          "Known worth assigned in the same way, reporting currency, not caused; null: no worth is"
              + " known");
  public static final Field REMOVAL_EFFECT =
      Field.real(
          "removal_effect",
          "Part of the successes that come by it in the markov chain, 0 to 1, not what would be"
              + " lost without it; null: other models");
  public static final Field SUCCESS_COUNT =
      Field.bigint("success_count", "Converted or resolved journeys of month and intent");
  public static final Field UNVALUED_COUNT =
      Field.bigint(
          "unvalued_count", "Of these, without a worth or in a currency that is not reported");

  private static final double ROUNDING = 1e-9;

  public static final Table TABLE =
      Table.named(
              "gold.touchpoint_credit",
              "One row per month, intent, touchpoint and model",
              MONTH,
              INTENT,
              TOUCHPOINT,
              MODEL,
              CREDIT,
              CREDIT_SHARE,
              VALUE_AMOUNT,
              REMOVAL_EFFECT,
              SUCCESS_COUNT,
              UNVALUED_COUNT)
          .grain(MONTH, INTENT, TOUCHPOINT, MODEL)
          .partitionedBy(MONTH)
          .expect(
              fail("a credit is not negative", CREDIT.col().geq(0)),
              fail(
                  "nothing gets more than all successes",
                  CREDIT.col().leq(SUCCESS_COUNT.col().multiply(1 + ROUNDING))),
              fail(
                  "markov alone has a removal effect",
                  REMOVAL_EFFECT
                      .col()
                      .isNotNull()
                      .equalTo(MODEL.col().equalTo(CreditModels.Model.MARKOV.word()))),
              fail("a removal effect is a share", REMOVAL_EFFECT.col().between(0, 1)));

  /**
   * From conf/base.yaml, sections credit and chains.
   *
   * @param endShare part of a success that the position model gives to the first visit, and to the
   *     last; 0 to one half
   * @param states touchpoints that are states of their own in a chain
   */
  public record Rules(double endShare, int states) implements Serializable {
    /**
     * @throws UserError of kind usage when a number is out of its range
     */
    public Rules {
      if (!(endShare >= 0 && endShare <= 0.5)) {
        throw UserError.usage(
            "setting 'credit.position.end' is %s: the first visit and the last get it each, so it is 0 to 0.5"
                .formatted(endShare));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(settings.real("credit.position.end"), Transitions.states(settings));
    }
  }

  private TouchpointCredit() {}

  /**
   * @param visits rows of {@link JourneyVisits}, all those of their months
   */
  public static Dataset<Row> build(Dataset<Row> visits, Rules rules) {
    return TallyRows.byMonthAndIntent(
        visits,
        CreditModels::tell,
        TABLE,
        (month, intent, tallies) -> rows(month, intent, new CreditModels(tallies, rules)));
  }

  private static List<Row> rows(LocalDate month, String intent, CreditModels models) {
    List<Row> rows = new ArrayList<>();
    for (CreditModels.Credit credit : models.credits()) {
      rows.add(
          RowFactory.create(
              month,
              intent,
              credit.touchpoint(),
              credit.model().word(),
              credit.credit(),
              credit.credit() / models.successes(),
              credit.value().orElse(null),
              credit.removalEffect().isPresent() ? credit.removalEffect().getAsDouble() : null,
              models.successes(),
              models.unvalued()));
    }
    return rows;
  }
}
