package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.percorso.friction.hazard.Causes;
import io.percorso.friction.hazard.Losses;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.statistics.BetaBinomial;
import io.percorso.statistics.EValue;
import io.percorso.statistics.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per touchpoint: what its friction costs, by the model of {@link
 * io.percorso.friction.hazard}, over the journeys that ended and began in the last months. Made
 * anew as a whole. Of a model are all columns but cold_start_score; until enough journeys have
 * ended there is only that one, which nobody has validated.
 *
 * <p>Evidence and why: {@link Evidence}. None of its words but confirmed is a cause for sure: only
 * a change to the touchpoint can tell.
 */
public final class TouchpointFriction {
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field BASIS =
      Field.word("basis", "model, or cold_start: a weighted sum of signals");
  public static final Field FROM_MONTH =
      Field.day("from_month", "First day of the first month whose journeys are counted");
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Visits that the customer could have given up after");
  public static final Field CUSTOMER_COUNT =
      Field.bigint("customer_count", "Distinct customers with such a visit");
  public static final Field FRICTION_VISIT_COUNT =
      Field.bigint(
          "friction_visit_count",
          "Visits that show a signal which is no interest there; before a model, any signal");
  public static final Field INCIDENCE_SHARE =
      Field.real(
              "incidence_share",
              "Their share, drawn towards that of all touchpoints where visits are few")
          .fitted();
  public static final Field INCIDENCE_LOW =
      Field.real("incidence_low", "Lower end of the 90 % interval of incidence_share").fitted();
  public static final Field INCIDENCE_HIGH =
      Field.real("incidence_high", "Upper end of the 90 % interval of incidence_share").fitted();
  public static final Field SEVERITY =
      Field.real("severity", "Friction index over the visits that show a signal").fitted();
  public static final Field FRICTION_INDEX =
      Field.real(
              "friction_index",
              "Per cent of customers who would have gone on but were lost to friction, over all"
                  + " visits")
          .fitted();
  public static final Field INDEX_LOW =
      Field.real("index_low", "Lower end of the 90 % interval of friction_index").fitted();
  public static final Field INDEX_HIGH =
      Field.real("index_high", "Upper end of the 90 % interval of friction_index").fitted();
  public static final Field STANDARDISED_INDEX =
      Field.real(
              "standardised_index",
              "friction_index if the visits had the intents that all visits have: to compare"
                  + " touchpoints")
          .fitted();
  public static final Field RISK_RATIO =
      Field.real(
              "risk_ratio",
              "How many times as often visits with friction end the journey as without")
          .fitted();
  public static final Field LOST_JOURNEYS =
      Field.real("lost_journeys", "Journeys that would have reached their goal without friction")
          .fitted();
  public static final Field LOST_LOW =
      Field.real("lost_low", "Lower end of the 90 % interval of lost_journeys").fitted();
  public static final Field LOST_HIGH =
      Field.real("lost_high", "Upper end of the 90 % interval of lost_journeys").fitted();
  public static final Field CHAIN_LOST_JOURNEYS =
      Field.real(
              "chain_lost_journeys",
              "The same by a chain of touchpoints that knows no confounders, to compare; null: all"
                  + " visits show a signal, or none")
          .fitted();
  public static final Field LOST_AMOUNT =
      Field.amount(
              "lost_amount",
              "What lost_journeys would have brought and no later journey made good, reporting"
                  + " currency; null: no journey has a known worth")
          .fitted();
  public static final Field LOST_AMOUNT_LOW =
      Field.amount("lost_amount_low", "Lower end of the 90 % interval of lost_amount").fitted();
  public static final Field LOST_AMOUNT_HIGH =
      Field.amount("lost_amount_high", "Upper end of the 90 % interval of lost_amount").fitted();
  public static final Field Q_VALUE =
      Field.real("q_value", "Smallest false discovery rate at which the loss is one").fitted();
  public static final Field ATTENUATION =
      Field.real("attenuation", "Share of the seeming loss that is who comes there; below 0: less")
          .fitted();
  public static final Field E_VALUE =
      Field.real(
              "e_value",
              "How strong something unmeasured must be, as a risk ratio, to explain risk_ratio"
                  + " away")
          .fitted();
  public static final Field IS_REVERSED =
      Field.flag(
          "is_reversed",
          "True when friction seems to drive customers away or to keep them, and among customers of"
              + " one channel, device and intent it is the other way round");
  public static final Field ALIKE_Z =
      Field.real(
              "alike_z",
              "Standard errors by which more visits with friction end the journey, among customers"
                  + " of one channel, device and intent")
          .fitted();
  public static final Field EVIDENCE =
      Field.word("evidence", "none, audience, associated, adjusted or confirmed").fitted();
  public static final Field EVIDENCE_REASON =
      Field.text("evidence_reason", "Why, in a sentence").fitted();
  public static final Field RANK =
      Field.integer(
              "rank",
              "Place by lost_low, 1 the worst; null: evidence is neither adjusted nor confirmed")
          .fitted();
  public static final Field COLD_START_SCORE =
      Field.real(
          "cold_start_score",
          "Signals by their weight (friction.cold-start) for each minute of visits; null: of a"
              + " model, or no minute is known");

  /** Where a row comes from. */
  public static final String MODEL = "model";

  public static final String COLD_START = "cold_start";

  public static final Table TABLE =
      Table.named(
              "gold.touchpoint_friction",
              "One row per touchpoint with visits of journeys that ended",
              TOUCHPOINT,
              BASIS,
              FROM_MONTH,
              VISIT_COUNT,
              CUSTOMER_COUNT,
              FRICTION_VISIT_COUNT,
              INCIDENCE_SHARE,
              INCIDENCE_LOW,
              INCIDENCE_HIGH,
              SEVERITY,
              FRICTION_INDEX,
              INDEX_LOW,
              INDEX_HIGH,
              STANDARDISED_INDEX,
              RISK_RATIO,
              LOST_JOURNEYS,
              LOST_LOW,
              LOST_HIGH,
              CHAIN_LOST_JOURNEYS,
              LOST_AMOUNT,
              LOST_AMOUNT_LOW,
              LOST_AMOUNT_HIGH,
              Q_VALUE,
              ATTENUATION,
              E_VALUE,
              IS_REVERSED,
              ALIKE_Z,
              EVIDENCE,
              EVIDENCE_REASON,
              RANK,
              COLD_START_SCORE)
          .grain(TOUCHPOINT)
          .expect(
              fail(
                  "no more visits show friction than there are",
                  FRICTION_VISIT_COUNT.col().leq(VISIT_COUNT.col())),
              fail("an interval has two ends in order", LOST_LOW.col().leq(LOST_HIGH.col())),
              fail(
                  "no figure is NaN",
                  LOST_JOURNEYS.col().isNaN().or(FRICTION_INDEX.col().isNaN()).equalTo(false)),
              fail(
                  "a loss has evidence, a cold start has none",
                  LOST_JOURNEYS.col().isNull().equalTo(EVIDENCE.col().isNull())));

  private static final double SURE = 0.9;
  private static final int DECIMALS = 4;

  /** Fewer than those in which the order of a sum shows. */
  private static final int SCORE_DECIMALS = 6;

  private TouchpointFriction() {}

  /** Of a model. */
  public static List<Row> rows(FittedFriction fitted) {
    List<Losses.Loss> losses = fitted.losses().touchpoints();
    Optional<BetaBinomial> common = common(losses);
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < losses.size(); k++) {
      Losses.Loss loss = losses.get(k);
      if (loss.visits() > 0) {
        rows.add(row(fitted, k, common));
      }
    }
    return rows;
  }

  private static Row row(FittedFriction fitted, int k, Optional<BetaBinomial> common) {
    Losses.Loss loss = fitted.losses().touchpoints().get(k);
    Causes.Touchpoint more = fitted.causes().touchpoints().get(k);
    BetaBinomial.Group shown = new BetaBinomial.Group(loss.frictionVisits(), loss.visits());
    Interval incidence = common.map(c -> c.interval(shown, SURE)).orElse(new Interval(0, 1));
    boolean hasWorth = fitted.hasWorth();
    Evidence.Finding finding = fitted.finding(k);
    return RowFactory.create(
        fitted.labels().touchpoints().get(k),
        MODEL,
        fitted.fromMonth(),
        loss.visits(),
        fitted.customers(k),
        loss.frictionVisits(),
        common.map(c -> c.mean(shown)).orElse((double) shown.hits() / shown.trials()),
        incidence.low(),
        incidence.high(),
        loss.severity(),
        loss.index(),
        more.index().low(),
        more.index().high(),
        more.standardised(),
        loss.riskRatio(),
        loss.lost(),
        loss.interval().low(),
        loss.interval().high(),
        chain(fitted.lostByChain(k)),
        amount(hasWorth, more.money().amount()),
        amount(hasWorth, more.money().interval().low()),
        amount(hasWorth, more.money().interval().high()),
        loss.q(),
        fitted.attenuation(k),
        EValue.of(loss.riskRatio()),
        more.isReversed(),
        more.alikeZ(),
        finding.evidence().word(),
        finding.reason(),
        fitted.rank(k).orElse(null),
        null);
  }

  /** How the touchpoints' shares are spread; none of a single one. */
  private static Optional<BetaBinomial> common(List<Losses.Loss> losses) {
    List<BetaBinomial.Group> groups =
        losses.stream()
            .filter(loss -> loss.visits() > 0)
            .map(loss -> new BetaBinomial.Group(loss.frictionVisits(), loss.visits()))
            .toList();
    return groups.size() < 2 ? Optional.empty() : Optional.of(BetaBinomial.fit(groups));
  }

  private static Double chain(OptionalDouble lost) {
    return lost.isPresent() ? lost.getAsDouble() : null;
  }

  static BigDecimal amount(boolean isKnown, double amount) {
    return isKnown ? BigDecimal.valueOf(amount).setScale(DECIMALS, RoundingMode.HALF_UP) : null;
  }

  /**
   * Until there is a model.
   *
   * @param visits rows of {@link VisitsAtRisk}, perhaps none
   */
  public static Dataset<Row> coldStart(
      Dataset<Row> visits, LocalDate fromMonth, FrictionRules rules) {
    Column weighted =
        aggregate(
            coalesce(VisitsAtRisk.SIGNALS.col(), array()),
            lit(0.0),
            (sum, one) ->
                sum.plus(
                    one.getField(FrictionSignals.STRENGTH.name())
                        .multiply(weight(rules, one.getField(FrictionSignals.SIGNAL.name())))));
    Column shows = when(VisitsAtRisk.SIGNALS.col().isNotNull(), 1);
    Column minutes = sum(VisitsAtRisk.MINUTES.col());
    Dataset<Row> sums =
        visits
            .where(VisitsAtRisk.END.col().notEqual(VisitsAtRisk.ESCALATED))
            .groupBy(TOUCHPOINT.col())
            .agg(
                count(lit(1)).as(VISIT_COUNT.name()),
                countDistinct(VisitsAtRisk.CUSTOMER_ID.col()).as(CUSTOMER_COUNT.name()),
                count(shows).as(FRICTION_VISIT_COUNT.name()),
                when(minutes.gt(0), round(sum(weighted).divide(minutes), SCORE_DECIMALS))
                    .as(COLD_START_SCORE.name()))
            .withColumn(BASIS.name(), lit(COLD_START))
            .withColumn(FROM_MONTH.name(), lit(fromMonth));
    Column[] all =
        TABLE.fields().stream()
            .map(
                field ->
                    List.of(sums.columns()).contains(field.name())
                        ? field.col()
                        : lit(null).cast(field.type()).as(field.name()))
            .toArray(Column[]::new);
    return sums.select(all);
  }

  private static Column weight(FrictionRules rules, Column signal) {
    Column weight = lit(1.0);
    for (var one : rules.coldStartWeights().entrySet()) {
      weight = when(signal.equalTo(one.getKey()), lit(one.getValue())).otherwise(weight);
    }
    return weight;
  }
}
