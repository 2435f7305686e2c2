package io.percorso.retention;

import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.retention.value.BgNbd;
import io.percorso.retention.value.BuyingHistory;
import io.percorso.retention.value.BuyingHistory.Counted;
import io.percorso.retention.value.Fitted;
import io.percorso.retention.value.GammaGamma;
import io.percorso.retention.value.GammaGamma.Spent;
import io.percorso.retention.value.ParetoNbd;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What {@link CustomerValue} is told by: made in one place, carried to where customers are. */
public final class ValueModels implements Serializable {
  private static final long serialVersionUID = 1;

  static final String BG_NBD = "bg_nbd";
  static final String PARETO_NBD = "pareto_nbd";

  static final String NOTHING_PAID = "nothing_paid";
  static final String FEW_CONTRACTS = "few_contracts";
  static final String FEW_BUYERS = "few_buyers";
  static final String BUYING_NOT_FITTED = "buying_not_fitted";
  static final String AMOUNTS_NOT_FITTED = "amounts_not_fitted";
  static final String AMOUNTS_VARY = "amounts_vary_with_frequency";

  private static final double WEEK = 7;
  private static final int DECIMALS = 4;

  private final CustomerValue.Rules rules;

  /** By kind of contract, of those of which one is told. */
  private final HashMap<String, StayingCurve> staying = new HashMap<>();

  /** Parameters of the model of buying and of Gamma-Gamma; null where a reason says why. */
  private double[] buying;

  private String buyingModel;

  private double[] amounts;
  private String buyingReason;
  private String amountsReason;

  private ValueModels(CustomerValue.Rules rules) {
    this.rules = rules;
  }

  /**
   * @param groups contracts by kind
   * @param leastWatched contracts without which staying, or a day of life, is not told
   * @param buyers rows of {@link CustomerValue#buyers}
   */
  public static ValueModels fit(
      Map<Group, LifeCounts> groups,
      long leastWatched,
      List<Row> buyers,
      CustomerValue.Rules rules) {
    ValueModels models = new ValueModels(rules);
    groups.forEach(
        (group, counts) -> {
          if (group.tier().equals(SurvivalCurves.ALL)) {
            StayingCurve.of(counts, leastWatched)
                .ifPresent(curve -> models.staying.put(group.kind(), curve));
          }
        });
    models.fitBuying(buyers);
    models.fitAmounts(buyers);
    return models;
  }

  private void fitBuying(List<Row> buyers) {
    long again = buyers.stream().filter(row -> history(row).repeats() > 0).count();
    if (again < rules.leastBuyers()) {
      buyingReason = FEW_BUYERS;
      return;
    }
    List<Counted> counted = counted(buyers);
    Optional<BgNbd> usual = converged(() -> BgNbd.fit(counted));
    if (usual.isPresent()) {
      BgNbd m = usual.get();
      buyingModel = BG_NBD;
      buying = new double[] {m.r(), m.alpha(), m.a(), m.b()};
      return;
    }
    Optional<ParetoNbd> other = converged(() -> ParetoNbd.fit(counted));
    if (other.isPresent()) {
      ParetoNbd m = other.get();
      buyingModel = PARETO_NBD;
      buying = new double[] {m.r(), m.alpha(), m.s(), m.beta()};
      return;
    }
    buyingReason = BUYING_NOT_FITTED;
  }

  private static List<Counted> counted(List<Row> buyers) {
    Map<BuyingHistory, Long> counts = new HashMap<>();
    buyers.forEach(row -> counts.merge(history(row), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(one -> new Counted(one.getKey(), one.getValue()))
        .toList();
  }

  private void fitAmounts(List<Row> buyers) {
    List<Spent> spent = new ArrayList<>();
    buyers.forEach(row -> spent(row).ifPresent(spent::add));
    if (spent.size() < rules.leastBuyers()) {
      amountsReason = FEW_BUYERS;
      return;
    }
    if (Math.abs(GammaGamma.correlation(spent)) > rules.mostCorrelation()) {
      amountsReason = AMOUNTS_VARY;
      return;
    }
    Optional<GammaGamma> model = converged(() -> GammaGamma.fit(spent)).filter(m -> m.q() > 1);
    amounts = model.map(m -> new double[] {m.p(), m.q(), m.v()}).orElse(null);
    amountsReason = model.isPresent() ? null : AMOUNTS_NOT_FITTED;
  }

  private interface Fit<M> {
    Fitted<M> fit();
  }

  /** The model, unless the data do not say it. */
  private static <M> Optional<M> converged(Fit<M> fit) {
    try {
      return Optional.of(fit.fit()).filter(Fitted::isConverged).map(Fitted::model);
    } catch (IllegalArgumentException | ArithmeticException | MathIllegalStateException e) {
      return Optional.empty();
    }
  }

  /** What a contract brings; a reason where that cannot be told. */
  private record Contract(
      OptionalDouble amount, OptionalDouble staying, OptionalDouble payments, String reason) {
    static final Contract NONE =
        new Contract(OptionalDouble.of(0), OptionalDouble.empty(), OptionalDouble.empty(), null);
    static final Contract IN_NOTICE =
        new Contract(OptionalDouble.of(0), OptionalDouble.of(0), OptionalDouble.of(0), null);

    static Contract untold(String reason) {
      return new Contract(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), reason);
    }
  }

  /** What purchases bring; a reason where that cannot be told. */
  private record Purchases(
      OptionalDouble amount,
      OptionalDouble alive,
      OptionalDouble expected,
      OptionalDouble mean,
      String reason) {
    static final Purchases NONE =
        new Purchases(
            OptionalDouble.of(0),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            null);

    static Purchases untold(OptionalDouble alive, OptionalDouble expected, String reason) {
      return new Purchases(OptionalDouble.empty(), alive, expected, OptionalDouble.empty(), reason);
    }
  }

  /** A row of {@link CustomerValue} from one of {@link CustomerLives}. */
  Row row(Row life) {
    Contract contract = contract(life);
    Purchases purchases = purchases(life);
    return RowFactory.create(
        life.getAs(CustomerLives.CUSTOMER_ID.name()),
        life.getAs(CustomerLives.CONTRACT_KIND.name()),
        life.getAs(CustomerLives.TIER.name()),
        money(sum(contract.amount, purchases.amount)),
        rules.marginShare() < 1,
        money(contract.amount),
        boxed(contract.staying),
        boxed(contract.payments),
        money(purchases.amount),
        life.<Long>getAs(CustomerLives.PURCHASE_DAYS.name()) == 0 ? null : buyingModel,
        boxed(purchases.alive),
        boxed(purchases.expected),
        money(purchases.mean),
        contract.reason == null ? purchases.reason : contract.reason);
  }

  private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble())
        : OptionalDouble.empty();
  }

  private Contract contract(Row life) {
    String kind = life.getAs(CustomerLives.CONTRACT_KIND.name());
    if (kind.equals(CustomerFeatures.NO_CONTRACT)) {
      return Contract.NONE;
    }
    if (life.<Boolean>getAs(CustomerLives.IS_IN_NOTICE.name())) {
      return Contract.IN_NOTICE;
    }
    Double paid = life.getAs(CustomerLives.PAID_AMOUNT.name());
    Integer unpaid = life.getAs(CustomerLives.UNPAID_DAYS.name());
    if (paid == null || unpaid == null) {
      return Contract.untold(NOTHING_PAID);
    }
    StayingCurve curve = staying.getOrDefault(kind, staying.get(SurvivalCurves.ALL));
    if (curve == null) {
      return Contract.untold(FEW_CONTRACTS);
    }
    Integer age = life.getAs(CustomerLives.AGE_DAYS.name());
    OptionalInt known = age == null ? OptionalInt.empty() : OptionalInt.of(age);
    Double every = life.getAs(CustomerLives.PAID_EVERY.name());
    double payments =
        payments(curve, known, unpaid, every == null ? rules.paymentEvery() : Math.max(1, every));
    return new Contract(
        OptionalDouble.of(rules.marginShare() * paid * payments),
        OptionalDouble.of(curve.staying(known, rules.horizonDays())),
        OptionalDouble.of(payments),
        null);
  }

  /** Payments to be expected; one that is overdue is due tomorrow, and the next a period later. */
  private double payments(StayingCurve curve, OptionalInt age, int unpaid, double every) {
    double sum = 0;
    for (double due = Math.max(1, every - unpaid); due <= rules.horizonDays(); due += every) {
      sum += curve.staying(age, (int) Math.round(due));
    }
    return sum;
  }

  private Purchases purchases(Row life) {
    if (life.<Long>getAs(CustomerLives.PURCHASE_DAYS.name()) == 0) {
      return Purchases.NONE;
    }
    if (buying == null) {
      return Purchases.untold(OptionalDouble.empty(), OptionalDouble.empty(), buyingReason);
    }
    BuyingHistory history = history(life);
    double expected = expected(history);
    if (!Double.isFinite(expected)) {
      return Purchases.untold(OptionalDouble.empty(), OptionalDouble.empty(), BUYING_NOT_FITTED);
    }
    OptionalDouble alive = alive(history);
    if (amounts == null) {
      return Purchases.untold(alive, OptionalDouble.of(expected), amountsReason);
    }
    GammaGamma worth = new GammaGamma(amounts[0], amounts[1], amounts[2]);
    double mean = spent(life).map(worth::expectedAmount).orElseGet(worth::expectedAmount);
    return new Purchases(
        OptionalDouble.of(rules.marginShare() * expected * mean),
        alive,
        OptionalDouble.of(expected),
        OptionalDouble.of(mean),
        null);
  }

  /** NaN where the model would have somebody buy without end. */
  private double expected(BuyingHistory of) {
    double weeks = rules.horizonDays() / WEEK;
    try {
      return buyingModel.equals(BG_NBD)
          ? bgNbd().expectedPurchases(of, weeks)
          : paretoNbd().expectedPurchases(of, weeks);
    } catch (IllegalArgumentException e) {
      return Double.NaN;
    }
  }

  private OptionalDouble alive(BuyingHistory of) {
    if (buyingModel.equals(PARETO_NBD)) {
      return OptionalDouble.of(paretoNbd().aliveProbability(of));
    }
    return of.repeats() > 0
        ? OptionalDouble.of(bgNbd().aliveProbability(of))
        : OptionalDouble.empty();
  }

  private BgNbd bgNbd() {
    return new BgNbd(buying[0], buying[1], buying[2], buying[3]);
  }

  private ParetoNbd paretoNbd() {
    return new ParetoNbd(buying[0], buying[1], buying[2], buying[3]);
  }

  private static BuyingHistory history(Row row) {
    return new BuyingHistory(
        row.<Long>getAs(CustomerLives.PURCHASE_DAYS.name()) - 1,
        row.<Integer>getAs(CustomerLives.LAST_AT.name()) / WEEK,
        row.<Integer>getAs(CustomerLives.WATCHED.name()) / WEEK);
  }

  /** Nothing where no amount is known. */
  private static Optional<Spent> spent(Row row) {
    long priced = row.<Long>getAs(CustomerLives.PRICED_COUNT.name());
    double sum = row.<Double>getAs(CustomerLives.SPENT.name());
    return priced == 0 ? Optional.empty() : Optional.of(new Spent(priced, sum / priced));
  }

  private static Double boxed(OptionalDouble of) {
    return of.isPresent() ? of.getAsDouble() : null;
  }

  private static BigDecimal money(OptionalDouble of) {
    return of.isPresent()
        ? BigDecimal.valueOf(of.getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_EVEN)
        : null;
  }
}
