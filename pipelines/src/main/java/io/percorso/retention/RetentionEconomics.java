package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.value.Campaign;
import io.percorso.retention.value.ExpectedProfit;
import io.percorso.retention.value.ScoredCustomer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per kind of contract: what keeping a customer costs against winning one, and whether a
 * campaign pays.
 *
 * <p>Keeping: an offer is accepted by the share of those who would leave that {@code
 * retention.campaign} expects, and each contact costs; so one who is kept costs the offer and the
 * contacts of those who did not accept. Those who would have stayed and take the offer anyhow cost
 * more, which the campaign's profit counts. Winning: {@code retention.acquisition-cost-multiple}
 * times that. The campaign's profit is that of {@link ExpectedProfit} on customers of a past period
 * of whom it is known who left, each worth the mean value.
 */
public final class RetentionEconomics {
  public static final Field CONTRACT_KIND =
      Field.word("contract_kind", "automatic, manual, none, or all customers");
  public static final Field CUSTOMER_COUNT = Field.bigint("customer_count", "Customers");
  public static final Field VALUED_COUNT =
      Field.bigint("valued_count", "Those whose value can be told").fitted();
  public static final Field VALUE_AMOUNT =
      Field.amount("value_amount", "Their value within the horizon, all together").fitted();
  public static final Field MEAN_VALUE_AMOUNT =
      Field.amount("mean_value_amount", "Value of one of them; null: of none it can be told")
          .fitted();
  public static final Field KEEPING_COST_AMOUNT =
      Field.amount("keeping_cost_amount", "What it costs to keep one who would leave");
  public static final Field WINNING_COST_AMOUNT =
      Field.amount("winning_cost_amount", "What it costs to win a new customer");
  public static final Field SCORED_COUNT =
      Field.bigint("scored_count", "Customers of a past period on whom the campaign is told")
          .fitted();
  public static final Field LEAVER_COUNT =
      Field.bigint("leaver_count", "Those of them who left").fitted();
  public static final Field PROFIT_AMOUNT =
      Field.amount("campaign_profit_amount", "Most that a campaign brings, per customer of all")
          .fitted();
  public static final Field ADDRESSED_SHARE =
      Field.real("addressed_share", "Part of the customers whom it should address, riskiest first")
          .fitted();
  public static final Field REASON =
      Field.word(
              "reason",
              "Why no campaign is told: no_scores, nobody_left, nobody_stayed, no_value,"
                  + " offer_above_value; null where one is")
          .fitted();

  public static final Table TABLE =
      Table.named(
              "gold.retention_economics",
              "One row per kind of contract: keeping against winning, and what a campaign brings",
              CONTRACT_KIND,
              CUSTOMER_COUNT,
              VALUED_COUNT,
              VALUE_AMOUNT,
              MEAN_VALUE_AMOUNT,
              KEEPING_COST_AMOUNT,
              WINNING_COST_AMOUNT,
              SCORED_COUNT,
              LEAVER_COUNT,
              PROFIT_AMOUNT,
              ADDRESSED_SHARE,
              REASON)
          .grain(CONTRACT_KIND)
          .expect(
              fail(
                  "a campaign or a reason",
                  PROFIT_AMOUNT.col().isNull().equalTo(REASON.col().isNotNull())),
              fail("a campaign loses nothing", coalesce(PROFIT_AMOUNT.col().geq(0), lit(true))),
              fail(
                  "a share lies between 0 and 1",
                  coalesce(ADDRESSED_SHARE.col().between(0, 1), lit(true))));

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param acquisitionMultiple what winning a customer costs, in what keeping one does
   * @param incentive cost of an accepted offer
   * @param contactCost of addressing one customer, above 0
   * @param acceptAlpha with acceptBeta: the share that accepts is spread as Beta of the two
   * @param acceptBeta above 0
   */
  public record Rules(
      double acquisitionMultiple,
      double incentive,
      double contactCost,
      double acceptAlpha,
      double acceptBeta) {
    public Rules {
      if (!(acquisitionMultiple > 0 && incentive >= 0 && contactCost >= 0)) {
        throw new IllegalArgumentException(
            ("retention.acquisition-cost-multiple is %s, campaign.incentive %s, contact-cost %s:"
                    + " the first is above 0, the others not below")
                .formatted(acquisitionMultiple, incentive, contactCost));
      }
      if (!(acceptAlpha > 0 && acceptBeta > 0)) {
        throw new IllegalArgumentException(
            "retention.campaign.accept-alpha is %s, accept-beta %s: give both above 0"
                .formatted(acceptAlpha, acceptBeta));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          settings.real("retention.acquisition-cost-multiple"),
          settings.real("retention.campaign.incentive"),
          settings.real("retention.campaign.contact-cost"),
          settings.real("retention.campaign.accept-alpha"),
          settings.real("retention.campaign.accept-beta"));
    }

    double keepingCost() {
      return incentive + contactCost * (acceptAlpha + acceptBeta) / acceptAlpha;
    }
  }

  private static final int DECIMALS = 4;

  private RetentionEconomics() {}

  /**
   * Customers and their value by kind of contract: at most three rows.
   *
   * @param values rows of {@link CustomerValue}
   */
  public static Dataset<Row> sums(Dataset<Row> values) {
    return values
        .groupBy(CONTRACT_KIND.col())
        .agg(
            count(lit(1)).as(CUSTOMER_COUNT.name()),
            count(CustomerValue.VALUE_AMOUNT.col()).as(VALUED_COUNT.name()),
            sum(CustomerValue.VALUE_AMOUNT.col()).as(VALUE_AMOUNT.name()));
  }

  private record Sum(long customers, long valued, BigDecimal value) {
    static final Sum NOBODY = new Sum(0, 0, BigDecimal.ZERO);

    Sum plus(Sum other) {
      return new Sum(customers + other.customers, valued + other.valued, value.add(other.value));
    }
  }

  /**
   * The table's rows.
   *
   * @param sums rows of {@link #sums}
   * @param scored customers of a past period with what became of them, by kind of contract; those
   *     of {@link SurvivalCurves#ALL} too
   */
  public static List<Row> rows(
      List<Row> sums, Map<String, List<ScoredCustomer>> scored, Rules rules) {
    List<Row> rows = new ArrayList<>();
    Sum all = Sum.NOBODY;
    for (Row row : sums) {
      BigDecimal value = row.getAs(VALUE_AMOUNT.name());
      Sum sum =
          new Sum(
              row.<Long>getAs(CUSTOMER_COUNT.name()),
              row.<Long>getAs(VALUED_COUNT.name()),
              value == null ? BigDecimal.ZERO : value);
      String kind = row.getAs(CONTRACT_KIND.name());
      rows.add(row(kind, sum, scored.getOrDefault(kind, List.of()), rules));
      all = all.plus(sum);
    }
    List<ScoredCustomer> everybody = scored.getOrDefault(SurvivalCurves.ALL, List.of());
    rows.add(row(SurvivalCurves.ALL, all, everybody, rules));
    return rows;
  }

  private static Row row(String kind, Sum sum, List<ScoredCustomer> scored, Rules rules) {
    Optional<BigDecimal> mean =
        sum.valued == 0
            ? Optional.empty()
            : Optional.of(
                sum.value.divide(BigDecimal.valueOf(sum.valued), DECIMALS, RoundingMode.HALF_EVEN));
    long leavers = scored.stream().filter(ScoredCustomer::isLeaver).count();
    double worth = mean.map(BigDecimal::doubleValue).orElse(0.0);
    Optional<String> reason = reason(scored, leavers, worth, rules);
    Optional<ExpectedProfit> profit =
        reason.isPresent()
            ? Optional.empty()
            : Optional.of(ExpectedProfit.of(scored, campaign(worth, rules)));
    return RowFactory.create(
        kind,
        sum.customers,
        sum.valued,
        sum.valued == 0 ? null : sum.value.setScale(DECIMALS, RoundingMode.HALF_EVEN),
        mean.orElse(null),
        money(rules.keepingCost()),
        money(rules.keepingCost() * rules.acquisitionMultiple),
        (long) scored.size(),
        leavers,
        profit.map(p -> money(p.perCustomer())).orElse(null),
        profit.map(ExpectedProfit::addressed).orElse(null),
        reason.orElse(null));
  }

  private static Campaign campaign(double worth, Rules rules) {
    return new Campaign(
        rules.acceptAlpha, rules.acceptBeta, worth, rules.incentive, rules.contactCost);
  }

  private static Optional<String> reason(
      List<ScoredCustomer> scored, long leavers, double worth, Rules rules) {
    if (scored.isEmpty()) {
      return Optional.of("no_scores");
    }
    if (leavers == 0) {
      return Optional.of("nobody_left");
    }
    if (leavers == scored.size()) {
      return Optional.of("nobody_stayed");
    }
    if (worth == 0) {
      return Optional.of("no_value");
    }
    return worth <= rules.incentive ? Optional.of("offer_above_value") : Optional.empty();
  }

  private static BigDecimal money(double of) {
    return BigDecimal.valueOf(of).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
