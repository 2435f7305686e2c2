package io.percorso.journeys;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares the successes of one set of walks out to the touchpoints on the way, by six models.
 *
 * <p>Each model's credits sum to the successes and its values to their worth, to the last unit.
 */
final class CreditModels {
  /** How a success is shared out. */
  enum Model {
    /** All to the first visit. */
    FIRST,
    /** All to the last visit. */
    LAST,
    /** To each visit the same. */
    LINEAR,
    /**
     * A fixed part to the first and to the last visit, the rest evenly to those between; half and
     * half where there are two, all where there is one.
     */
    POSITION,
    /** In proportion to the removal effects of {@link MarkovChain}. */
    MARKOV,
    /**
     * Evenly to the distinct touchpoints of the walk: the Shapley value of the game whose worth of
     * a set is the successes of walks that stay within it (K. Zhao, S. Mahboobi, S. Bagheri,
     * Shapley value methods for attribution modeling, 2018).
     */
    SHAPLEY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a visit stands in its walk. */
  enum Place {
    FIRST,
    MIDDLE,
    LAST,
    /** First and last. */
    ONLY;

    static Place of(int index, int length) {
      if (length == 1) {
        return ONLY;
      }
      return index == 0 ? FIRST : index == length - 1 ? LAST : MIDDLE;
    }
  }

  /**
   * @param value in the reporting currency, four decimals; empty where no success has a known worth
   * @param removalEffect of the markov model, 0 to 1
   */
  record Credit(
      String touchpoint,
      Model model,
      double credit,
      Optional<BigDecimal> value,
      OptionalDouble removalEffect) {}

  private static final int DECIMALS = 4;
  private static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(DECIMALS);

  /** Largest sum that fits a column of money, decimal(18,4). */
  private static final BigDecimal MOST = BigDecimal.TEN.pow(14).subtract(UNIT);

  /** How far rounding may take the sum of credits from the successes, as a part of them. */
  private static final double ROUNDING = 1e-9;

  private final Tallies tallies;
  private final TouchpointCredit.Rules rules;
  private long successes;
  private long valued;
  private BigDecimal worth = BigDecimal.ZERO;

  CreditModels(Tallies tallies, TouchpointCredit.Rules rules) {
    this.tallies = tallies;
    this.rules = rules;
    tallies.forEach(
        Tally.Kind.PLACE,
        (tally, sum) -> {
          if (isAt(Place.FIRST, tally)) {
            successes += sum.count();
            valued += sum.valuedCount();
            worth = worth.add(sum.worth());
          }
        });
  }

  /** Adds what these models need to know of a walk. */
  static void tell(Walk walk, Tallies tallies) {
    walk.tellChain(tallies);
    if (walk.end() != Walk.End.SUCCESS) {
      return;
    }
    List<String> touchpoints = walk.touchpoints();
    int length = touchpoints.size();
    for (int i = 0; i < length; i++) {
      Tally place =
          Tally.of(Tally.Kind.PLACE, touchpoints.get(i))
              .next(Place.of(i, length).name())
              .length(length);
      tallies.countSuccess(place, walk.worth());
    }
    Set<String> distinct = Set.copyOf(touchpoints);
    distinct.forEach(
        touchpoint ->
            tallies.countSuccess(
                Tally.of(Tally.Kind.SET, touchpoint).length(distinct.size()), walk.worth()));
  }

  long successes() {
    return successes;
  }

  /** Successes whose worth is unknown or in another currency. */
  long unvalued() {
    return successes - valued;
  }

  /**
   * For each model every touchpoint that a walk visits, those that get nothing included; nothing at
   * all where nothing succeeded. The rarest touchpoints beyond {@link
   * TouchpointCredit.Rules#states} share one credit of the markov model, under the name {@link
   * Transitions#OTHER}.
   */
  List<Credit> credits() {
    List<Credit> credits = new ArrayList<>();
    if (successes == 0) {
      return credits;
    }
    Transitions transitions = tallies.transitions();
    for (Model model : List.of(Model.FIRST, Model.LAST, Model.LINEAR, Model.POSITION)) {
      add(credits, model, byWeight(transitions, model, Tally.Kind.PLACE), new TreeMap<>());
    }
    SortedMap<String, Double> effects =
        MarkovChain.of(transitions.keeping(rules.states())).removalEffects();
    add(credits, Model.MARKOV, byEffect(effects), effects);
    add(
        credits,
        Model.SHAPLEY,
        byWeight(transitions, Model.SHAPLEY, Tally.Kind.SET),
        new TreeMap<>());
    return credits;
  }

  /** What a model gives to one touchpoint. */
  private record Share(double credit, BigDecimal worth) {
    static final Share NOTHING = new Share(0, BigDecimal.ZERO);

    Share plus(Share other) {
      return new Share(credit + other.credit, worth.add(other.worth));
    }
  }

  private SortedMap<String, Share> byWeight(Transitions transitions, Model model, Tally.Kind kind) {
    SortedMap<String, Share> shares = new TreeMap<>();
    transitions.touchpoints().forEach(touchpoint -> shares.put(touchpoint, Share.NOTHING));
    tallies.forEach(
        kind,
        (tally, sum) -> {
          double weight = weight(model, tally);
          Share share =
              new Share(sum.count() * weight, sum.worth().multiply(BigDecimal.valueOf(weight)));
          shares.merge(tally.touchpoint(), share, Share::plus);
        });
    return shares;
  }

  private SortedMap<String, Share> byEffect(SortedMap<String, Double> effects) {
    double all = 0;
    for (double effect : effects.values()) {
      all += effect;
    }
    SortedMap<String, Share> shares = new TreeMap<>();
    for (String touchpoint : effects.keySet()) {
      double part = effects.get(touchpoint) / all;
      shares.put(touchpoint, new Share(successes * part, worth.multiply(BigDecimal.valueOf(part))));
    }
    return shares;
  }

  private double weight(Model model, Tally tally) {
    return switch (model) {
      case FIRST -> isAt(Place.FIRST, tally) ? 1 : 0;
      case LAST -> isAt(Place.LAST, tally) ? 1 : 0;
      case LINEAR, SHAPLEY -> 1.0 / tally.length();
      case POSITION -> positionWeight(place(tally), tally.length());
      case MARKOV -> throw new IllegalArgumentException("removal effects are no weights");
    };
  }

  private double positionWeight(Place place, int length) {
    return switch (place) {
      case ONLY -> 1;
      case FIRST, LAST -> length == 2 ? 0.5 : rules.endShare();
      case MIDDLE -> (1 - 2 * rules.endShare()) / (length - 2);
    };
  }

  private static boolean isAt(Place end, Tally tally) {
    return place(tally) == end || place(tally) == Place.ONLY;
  }

  private static Place place(Tally tally) {
    return Place.valueOf(tally.next());
  }

  private void add(
      List<Credit> credits,
      Model model,
      SortedMap<String, Share> shares,
      SortedMap<String, Double> effects) {
    double sum = 0;
    for (Share share : shares.values()) {
      sum += share.credit();
    }
    if (!(Math.abs(sum - successes) <= ROUNDING * successes)) {
      throw new IllegalStateException(
          "the credits of model %s sum to %s, not to the %d successes that they share out"
              .formatted(model.word(), sum, successes));
    }
    SortedMap<String, BigDecimal> values = isValued() ? values(shares) : new TreeMap<>();
    shares.forEach(
        (touchpoint, share) ->
            credits.add(
                new Credit(
                    touchpoint,
                    model,
                    share.credit(),
                    Optional.ofNullable(values.get(touchpoint)),
                    effects.containsKey(touchpoint)
                        ? OptionalDouble.of(effects.get(touchpoint))
                        : OptionalDouble.empty())));
  }

  private boolean isValued() {
    return valued > 0 && worth.abs().compareTo(MOST) <= 0;
  }

  /**
   * The worth in whole units of the last decimal: each share is rounded down, and the units left
   * over go to the largest remainders, of equal ones to the first in the alphabet.
   */
  private SortedMap<String, BigDecimal> values(SortedMap<String, Share> shares) {
    SortedMap<String, BigDecimal> values = new TreeMap<>();
    BigDecimal left = worth;
    for (String touchpoint : shares.keySet()) {
      BigDecimal value = shares.get(touchpoint).worth().setScale(DECIMALS, RoundingMode.FLOOR);
      values.put(touchpoint, value);
      left = left.subtract(value);
    }
    List<String> byRemainder =
        values.keySet().stream()
            .sorted(
                Comparator.comparing((String t) -> values.get(t).subtract(shares.get(t).worth())))
            .toList();
    BigDecimal unit = left.signum() < 0 ? UNIT.negate() : UNIT;
    for (int i = 0; left.signum() != 0; i = (i + 1) % byRemainder.size()) {
      values.merge(byRemainder.get(i), unit, BigDecimal::add);
      left = left.subtract(unit);
    }
    return values;
  }
}
