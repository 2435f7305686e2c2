package io.percorso.retention;

import io.percorso.testing.BaseSettings;
import io.percorso.testing.Grid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts of one customer drawn as a grid, told through the fold without Spark. Days are numbers, and
 * those of the expected grid are snapshots: a row tells what is known at the end of its day. Absent
 * columns are null.
 */
final class Facts {
  static final CustomerFeatures.Rules RULES = CustomerFeatures.Rules.from(BaseSettings.inUtc());

  private static final LocalDate DAY_0 = LocalDate.of(2026, 1, 4);

  private final List<FeatureFold.Fact> facts = new ArrayList<>();

  private Facts(List<Map<String, String>> rows) {
    rows.forEach(row -> facts.add(fact(row)));
  }

  static Facts of(String drawn) {
    return new Facts(Grid.of(drawn).rows());
  }

  static LocalDate day(int number) {
    return DAY_0.plusDays(number);
  }

  /** Shows features, and {@code told}, {@code contract_kind}, {@code tier}, day after day. */
  void show(String expected) {
    Grid grid = Grid.of(expected);
    grid.assertShows(grid.rows(), row -> column -> cell(row.get("day"), column));
  }

  private Object cell(String snapshot, String column) {
    LocalDate at = day(Integer.parseInt(snapshot));
    FeatureFold fold = new FeatureFold(RULES);
    facts.stream().filter(fact -> !fact.day().isAfter(at)).forEach(fold::take);
    return switch (column) {
      case "day" -> snapshot;
      case "told" -> fold.isTold(at) ? "yes" : "no";
      case "contract_kind" -> fold.contractKind();
      case "tier" -> fold.tier().orElse(null);
      default -> number(feature(fold, at, column));
    };
  }

  private static double feature(FeatureFold fold, LocalDate at, String name) {
    return CustomerFeatures.FEATURES.stream()
        .filter(field -> field.name().equals(name))
        .map(field -> fold.features(at).get(field))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no feature " + name));
  }

  /** Without a fraction where there is none; four places where there is one. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    double rounded = Math.round(value * 10_000) / 10_000.0;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  private static FeatureFold.Fact fact(Map<String, String> row) {
    return new FeatureFold.Fact(
        day(Integer.parseInt(row.get("day"))),
        row.get("fact"),
        Optional.ofNullable(row.get("id")).orElse(""),
        new double[] {number(row, "first"), number(row, "second")},
        row.get("word"),
        row.get("collection"),
        row.get("tier"),
        Optional.ofNullable(row.get("since")).map(LocalDate::parse).orElse(null));
  }

  private static double number(Map<String, String> row, String column) {
    return Optional.ofNullable(row.get(column)).map(Double::valueOf).orElse(Double.NaN);
  }
}
