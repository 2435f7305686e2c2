package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.Wilson;
import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.statistics.WeibullTimes;
import io.percorso.statistics.WeibullTimes.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.special.Erf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per feature of contracts and value of it: how many times as long contracts with the value
 * last as those that they are held against, of the same other features ({@link WeibullTimes}).
 * Whatever the cause of the end. Contracts that began before the data enter late. It says who lasts
 * longer, not that the feature is why.
 *
 * <p>Ten ends are asked for of each value and of what it is held against: with fewer, such fits go
 * astray (P. Peduzzi and others, Journal of Clinical Epidemiology 48, 1995).
 */
public final class ContractLengths {
  public static final Field FEATURE = Field.word("feature", "kind or tier");
  public static final Field VALUE =
      Field.text("value", "Kind of contract, or tier; other_tiers: none, or a rare one");
  public static final Field AGAINST =
      Field.text("against", "Value that it is held against: manual, or the tier of most contracts");
  public static final Field CONTRACT_COUNT =
      Field.bigint("contract_count", "Contracts watched that have the value");
  public static final Field ENDED_COUNT = Field.bigint("ended_count", "Those that are over");
  public static final Field TIME_RATIO =
      Field.real("time_ratio", "Times as long as those that it is held against; 1: no difference");
  public static final Field TIME_RATIO_LOW =
      Field.real("time_ratio_low", "Lower end of its 90 % interval");
  public static final Field TIME_RATIO_HIGH =
      Field.real("time_ratio_high", "Upper end of its 90 % interval");
  public static final Field PROBABILITY =
      Field.real("probability", "Of a ratio as far from 1 if there were no difference");
  public static final Field SHAPE =
      Field.real(
          "shape",
          "Of the one fit behind all rows: at twice the age the chance to end is 2^(shape - 1)"
              + " times as large");
  public static final Field REASON =
      Field.word(
          "reason",
          "Why nothing is told: few_ended, not_told (the fit came to no end); null where it is");

  public static final String KIND = "kind";
  public static final String OF_TIER = "tier";

  /** Contracts of no tier, and of those that are too rare to be told apart. */
  public static final String OTHER_TIERS = "other_tiers";

  static final String FEW_ENDED = "few_ended";
  static final String NOT_TOLD = "not_told";
  static final int LEAST_ENDED = 10;

  /** Of a day: a contract that is over on its first was in force for some part of it. */
  private static final double FIRST_DAY = 0.5;

  public static final Table TABLE =
      Table.named(
              "gold.contract_lengths",
              "One row per feature of contracts and value: how many times as long they last",
              FEATURE,
              VALUE,
              AGAINST,
              CONTRACT_COUNT,
              ENDED_COUNT,
              TIME_RATIO,
              TIME_RATIO_LOW,
              TIME_RATIO_HIGH,
              PROBABILITY,
              SHAPE,
              REASON)
          .grain(FEATURE, VALUE)
          .expect(
              fail(
                  "a figure or a reason",
                  TIME_RATIO.col().isNull().equalTo(REASON.col().isNotNull())),
              fail(
                  "a ratio lies within its interval",
                  TIME_RATIO_LOW
                      .col()
                      .leq(TIME_RATIO.col())
                      .and(TIME_RATIO.col().leq(TIME_RATIO_HIGH.col()))));

  /**
   * A value and what it is held against.
   *
   * @param leastEnded ends of the one or of the other, whichever has fewer, of contracts in the fit
   */
  private record Term(
      String feature, String value, String against, long contracts, long ended, long leastEnded) {
    boolean isTold() {
      return leastEnded >= LEAST_ENDED;
    }

    boolean isOf(String tier) {
      return feature.equals(OF_TIER) && value.equals(tier);
    }
  }

  private static final List<String> KINDS =
      List.of(CustomerFeatures.AUTOMATIC, CustomerFeatures.MANUAL);

  /** By tier, then by kind of contract. */
  private final SortedMap<String, Map<String, LifeCounts>> contracts = new TreeMap<>();

  /** Those of the fit: where tiers are told apart, without the tiers of few ends. */
  private final SortedMap<String, Map<String, LifeCounts>> fitted = new TreeMap<>();

  private final List<Term> terms = new ArrayList<>();

  private ContractLengths(Map<Group, LifeCounts> groups) {
    Map<String, LifeCounts> rest = new TreeMap<>();
    for (String kind : KINDS) {
      rest.put(kind, of(groups, kind, SurvivalCurves.ALL));
    }
    for (Group group : groups.keySet()) {
      if (KINDS.contains(group.kind()) && !group.tier().equals(SurvivalCurves.ALL)) {
        contracts
            .computeIfAbsent(group.tier(), t -> new TreeMap<>())
            .put(group.kind(), groups.get(group));
        rest.compute(group.kind(), (kind, counts) -> counts.less(groups.get(group)));
      }
    }
    if (entered(rest) > 0) {
      contracts.put(OTHER_TIERS, rest);
    }
    fitted.putAll(contracts);
    if (!contracts.isEmpty()) {
      List<Term> tiers = tiers();
      if (tiers.stream().anyMatch(Term::isTold)) {
        fitted.keySet().removeIf(tier -> tiers.stream().anyMatch(t -> t.isOf(tier) && !t.isTold()));
      }
      terms.add(kind(groups));
      terms.addAll(tiers);
    }
  }

  /** The table's rows; none where there are no contracts. */
  public static List<Row> rows(Map<Group, LifeCounts> groups) {
    return new ContractLengths(groups).rows();
  }

  private static LifeCounts of(Map<Group, LifeCounts> groups, String kind, String tier) {
    return groups.getOrDefault(new Group(kind, tier), new LifeCounts(SurvivalCurves.CAUSES));
  }

  private static long entered(Map<String, LifeCounts> byKind) {
    return byKind.values().stream().mapToLong(LifeCounts::entered).sum();
  }

  private static long ended(Map<String, LifeCounts> byKind) {
    return byKind.values().stream().mapToLong(LifeCounts::ended).sum();
  }

  private Term kind(Map<Group, LifeCounts> groups) {
    LifeCounts automatic = of(groups, CustomerFeatures.AUTOMATIC, SurvivalCurves.ALL);
    return new Term(
        KIND,
        CustomerFeatures.AUTOMATIC,
        CustomerFeatures.MANUAL,
        automatic.entered(),
        automatic.ended(),
        KINDS.stream().mapToLong(this::fittedEnds).min().orElseThrow());
  }

  private long fittedEnds(String kind) {
    return fitted.values().stream()
        .filter(byKind -> byKind.containsKey(kind))
        .mapToLong(byKind -> byKind.get(kind).ended())
        .sum();
  }

  private List<Term> tiers() {
    String largest =
        contracts.keySet().stream()
            .max(Comparator.comparingLong(tier -> entered(contracts.get(tier))))
            .orElseThrow();
    long otherEnded = ended(contracts.get(largest));
    return contracts.keySet().stream()
        .filter(tier -> !tier.equals(largest))
        .map(
            tier ->
                new Term(
                    OF_TIER,
                    tier,
                    largest,
                    entered(contracts.get(tier)),
                    ended(contracts.get(tier)),
                    Math.min(ended(contracts.get(tier)), otherEnded)))
        .toList();
  }

  private List<Row> rows() {
    List<Term> told = terms.stream().filter(Term::isTold).toList();
    Optional<WeibullTimes> fit = told.isEmpty() ? Optional.empty() : WeibullTimes.of(times(told));
    return terms.stream()
        .map(
            term ->
                fit.isPresent() && told.contains(term)
                    ? row(term, fit.get(), told.indexOf(term) + 1)
                    : row(term))
        .toList();
  }

  private List<Times> times(List<Term> told) {
    List<Times> times = new ArrayList<>();
    fitted.forEach(
        (tier, byKind) ->
            byKind.forEach((kind, counts) -> add(times, features(told, kind, tier), counts)));
    return times;
  }

  private static double[] features(List<Term> told, String kind, String tier) {
    return told.stream()
        .mapToDouble(t -> t.isOf(tier) || (t.feature.equals(KIND) && t.value.equals(kind)) ? 1 : 0)
        .toArray();
  }

  private static void add(List<Times> times, double[] features, LifeCounts counts) {
    counts.moments(
        (day, entered, lost, happened) ->
            times.add(
                new Times(
                    features,
                    Math.max(FIRST_DAY, day),
                    day == ContractFold.BEGINNING ? 0 : entered,
                    happened,
                    lost)));
  }

  private static Row row(Term term) {
    return RowFactory.create(
        term.feature,
        term.value,
        term.against,
        term.contracts,
        term.ended,
        null,
        null,
        null,
        null,
        null,
        term.isTold() ? NOT_TOLD : FEW_ENDED);
  }

  private static Row row(Term term, WeibullTimes fit, int place) {
    double effect = fit.coefficients().get(place);
    double error = fit.errors().get(place);
    return RowFactory.create(
        term.feature,
        term.value,
        term.against,
        term.contracts,
        term.ended,
        Math.exp(effect),
        Math.exp(effect - Wilson.Z90 * error),
        Math.exp(effect + Wilson.Z90 * error),
        Erf.erfc(Math.abs(effect / error) / Math.sqrt(2)),
        1 / fit.scale(),
        null);
  }
}
