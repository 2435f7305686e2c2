package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One row per customer: what is to be expected of each within {@code retention.value-horizon}, in
 * two parts that are added.
 *
 * <ul>
 *   <li>A contract in force: the amount last paid, at every date on which the next payments are
 *       due, times the chance that it is in force then. That chance is told by the staying of
 *       contracts of its kind, of all where there are too few, given its age: {@link StayingCurve}.
 *       Not by a shifted beta-geometric, which needs a cohort seen from its first period on: most
 *       contracts began before the data. Of a contract whose end is asked for nothing is expected.
 *   <li>Purchases: their number by BG/NBD on the days with a purchase, in weeks from the first that
 *       is seen, or by Pareto/NBD where the parameters of the former run away, as they do where
 *       hardly anybody stops; times what one is worth by Gamma-Gamma. Fitted to customers drawn by
 *       lot, at most {@code retention.most-fitted}. Nothing from who never bought.
 * </ul>
 *
 * <p>Times {@code retention.margin-share}; with 1, the default, amounts are revenue. Nothing is
 * discounted: it is one year. Where a part that applies cannot be told, its value and the sum are
 * null and {@link #REASON} says why.
 */
public final class CustomerValue {
  public static final Field CUSTOMER_ID = CustomerLives.CUSTOMER_ID;
  public static final Field CONTRACT_KIND = CustomerLives.CONTRACT_KIND;
  public static final Field TIER = CustomerLives.TIER;
  public static final Field VALUE_AMOUNT =
      Field.amount("value_amount", "Expected within the horizon, currency of reports").fitted();
  public static final Field IS_MARGIN =
      Field.flag("is_margin", "False: no margin is set, and amounts are revenue");
  public static final Field CONTRACT_AMOUNT =
      Field.amount("contract_amount", "Its part of the contract; 0 without one").fitted();
  public static final Field STAYING_SHARE =
      Field.real("staying_share", "Probability that the contract is in force at the horizon's end")
          .fitted();
  public static final Field PAYMENT_COUNT =
      Field.real("payment_count", "Payments of the contract to be expected").fitted();
  public static final Field PURCHASE_AMOUNT =
      Field.amount("purchase_amount", "Its part of purchases; 0 of who never bought").fitted();
  public static final Field BUYING_MODEL =
      Field.word(
              "buying_model",
              "bg_nbd, or pareto_nbd where that could not be fitted; null of who never bought")
          .fitted();
  public static final Field ALIVE_SHARE =
      Field.real(
              "alive_share",
              "Probability that the customer still buys; null of who bought on one day alone, of"
                  + " whom BG/NBD cannot tell")
          .fitted();
  public static final Field EXPECTED_PURCHASES =
      Field.real("expected_purchase_count", "Days with a purchase to be expected").fitted();
  public static final Field MEAN_AMOUNT =
      Field.amount("mean_purchase_amount", "What such a day is expected to bring, revenue")
          .fitted();
  public static final Field REASON =
      Field.word(
              "reason",
              "Why the value is null: nothing_paid (no payment of the contract is known),"
                  + " few_contracts, few_buyers, buying_not_fitted, amounts_not_fitted,"
                  + " amounts_vary_with_frequency")
          .fitted();

  public static final Table TABLE =
      Table.named(
              "gold.customer_value",
              "One row per customer: what is to be expected of each",
              CUSTOMER_ID,
              CONTRACT_KIND,
              TIER,
              VALUE_AMOUNT,
              IS_MARGIN,
              CONTRACT_AMOUNT,
              STAYING_SHARE,
              PAYMENT_COUNT,
              PURCHASE_AMOUNT,
              BUYING_MODEL,
              ALIVE_SHARE,
              EXPECTED_PURCHASES,
              MEAN_AMOUNT,
              REASON)
          .grain(CUSTOMER_ID)
          .expect(
              fail(
                  "a value or a reason",
                  VALUE_AMOUNT.col().isNull().equalTo(REASON.col().isNotNull())),
              fail("a value is not below 0", coalesce(VALUE_AMOUNT.col().geq(0), lit(true))),
              fail(
                  "a probability lies between 0 and 1",
                  coalesce(ALIVE_SHARE.col().between(0, 1), lit(true))));

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param horizonDays within which value is told
   * @param paymentEvery days from payment to payment of a contract that was paid once
   * @param marginShare of an amount that is margin, above 0 and at most 1
   * @param leastBuyers who bought again, without whom buying is not fitted
   * @param mostFitted buyers to whom models are fitted
   * @param mostCorrelation of how often and how much customers buy, beyond which Gamma-Gamma is not
   *     believed
   */
  public record Rules(
      int horizonDays,
      int paymentEvery,
      double marginShare,
      long leastBuyers,
      long mostFitted,
      double mostCorrelation)
      implements Serializable {
    public Rules {
      if (!(marginShare > 0 && marginShare <= 1)) {
        throw new IllegalArgumentException(
            "retention.margin-share is %s: give a share above 0 and at most 1"
                .formatted(marginShare));
      }
      if (paymentEvery < 1 || horizonDays < 1 || mostFitted < 1) {
        throw new IllegalArgumentException(
            "retention.payment-every, value-horizon and most-fitted are %d, %d and %d: at least 1"
                .formatted(paymentEvery, horizonDays, mostFitted));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.duration("retention.value-horizon").toDays(),
          (int) settings.duration("retention.payment-every").toDays(),
          settings.real("retention.margin-share"),
          settings.integer("retention.least-buyers"),
          settings.integer("retention.most-fitted"),
          settings.real("retention.most-correlation"));
    }
  }

  private CustomerValue() {}

  /**
   * Those who bought, to whom the models are fitted: of every so many one, by a hash of the
   * customer.
   *
   * @param lives rows of {@link CustomerLives}
   * @param oneOf 1: all of them
   */
  public static Dataset<Row> buyers(Dataset<Row> lives, long oneOf) {
    return lives
        .where(
            CustomerLives.PURCHASE_DAYS
                .col()
                .geq(1)
                .and(pmod(xxhash64(CUSTOMER_ID.col()), lit(oneOf)).equalTo(0)))
        .select(
            CustomerLives.PURCHASE_DAYS.col(),
            CustomerLives.LAST_AT.col(),
            CustomerLives.WATCHED.col(),
            CustomerLives.PRICED_COUNT.col(),
            CustomerLives.SPENT.col());
  }

  /**
   * @param lives rows of {@link CustomerLives}
   */
  public static Dataset<Row> build(Dataset<Row> lives, ValueModels models) {
    MapFunction<Row, Row> value = models::row;
    Column[] needed =
        CustomerLives.FIELDS.stream()
            .filter(field -> field != CustomerLives.SPELLS && field != CustomerLives.SILENCES)
            .map(Field::col)
            .toArray(Column[]::new);
    return lives.select(needed).map(value, Encoders.row(TABLE.schema()));
  }
}
