package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.statistics.LogRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per tier: whether contracts that renew themselves are over sooner or later than those
 * that are paid by hand. The ends of the former against those to be expected if both had the same
 * chance to end on every day of life ({@link LogRank}), whatever the cause, over all days and not
 * only those that {@link SurvivalCurves} tells. It says that the two differ, not that the kind is
 * why: who chooses one may be another sort of customer.
 */
public final class ContractComparisons {
  public static final Field TIER = SurvivalCurves.TIER;
  public static final Field AUTOMATIC_COUNT =
      Field.bigint("automatic_count", "Contracts watched that renew themselves");
  public static final Field MANUAL_COUNT =
      Field.bigint("manual_count", "Contracts watched that are paid by hand");
  public static final Field ENDED_COUNT =
      Field.bigint("automatic_ended_count", "Those that renew themselves and are over");
  public static final Field EXPECTED_COUNT =
      Field.real("automatic_expected_count", "That would be, if the kinds were the same");
  public static final Field CHI_SQUARE =
      Field.real("chi_square", "(ended - expected)² / variance, of one degree of freedom");
  public static final Field PROBABILITY =
      Field.real(
          "probability", "Of a chi-square as large if the kinds were the same; below 0.05 is rare");
  public static final Field REASON =
      Field.word("reason", "Why nothing is told, nothing_to_compare; null where it is");

  static final String NOTHING_TO_COMPARE = "nothing_to_compare";

  public static final Table TABLE =
      Table.named(
              "gold.contract_comparisons",
              "One row per tier: contracts that renew themselves against those paid by hand",
              TIER,
              AUTOMATIC_COUNT,
              MANUAL_COUNT,
              ENDED_COUNT,
              EXPECTED_COUNT,
              CHI_SQUARE,
              PROBABILITY,
              REASON)
          .grain(TIER)
          .expect(
              fail(
                  "a figure or a reason",
                  PROBABILITY.col().isNull().equalTo(REASON.col().isNotNull())));

  private ContractComparisons() {}

  /** The table's rows. */
  public static List<Row> rows(Map<Group, LifeCounts> groups) {
    List<Row> rows = new ArrayList<>();
    for (Group group : groups.keySet()) {
      if (group.kind().equals(SurvivalCurves.ALL)) {
        rows.add(row(group.tier(), groups));
      }
    }
    return rows;
  }

  private static Row row(String tier, Map<Group, LifeCounts> groups) {
    LifeCounts automatic = of(CustomerFeatures.AUTOMATIC, tier, groups);
    LifeCounts manual = of(CustomerFeatures.MANUAL, tier, groups);
    Optional<LogRank> test = test(automatic, manual);
    return RowFactory.create(
        tier,
        automatic.entered(),
        manual.entered(),
        test.map(t -> Math.round(t.observed())).orElse(null),
        test.map(LogRank::expected).orElse(null),
        test.map(LogRank::chiSquare).orElse(null),
        test.map(LogRank::probability).orElse(null),
        test.isPresent() ? null : NOTHING_TO_COMPARE);
  }

  private static LifeCounts of(String kind, String tier, Map<Group, LifeCounts> groups) {
    return groups.getOrDefault(new Group(kind, tier), new LifeCounts(SurvivalCurves.CAUSES));
  }

  private static Optional<LogRank> test(LifeCounts automatic, LifeCounts manual) {
    try {
      return Optional.of(LogRank.of(automatic.riskSets(), manual.riskSets()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
