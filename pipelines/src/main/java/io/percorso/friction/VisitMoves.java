package io.percorso.friction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where journeys go from each touchpoint, after visits with signals and without: a chain of order 1
 * (E. Anderl et al., Mapping the customer journey, 2016) by which the hazard model's losses are
 * checked. The chain knows no confounders and nothing of what lies behind a touchpoint.
 */
public final class VisitMoves {
  private static final Field NEXT = Field.id("next", "Touchpoint after the visit, or the end");
  private static final Field SHOWS = Field.flag("shows", "True when the visit shows a signal");

  private record From(String touchpoint, boolean showsFriction) {}

  private final Map<From, Map<String, Long>> moves = new HashMap<>();

  /**
   * @param rows of {@link #counts}
   */
  public VisitMoves(List<Row> rows) {
    rows.forEach(row -> add(row.getString(0), row.getString(1), row.getBoolean(2), row.getLong(3)));
  }

  /** No visit is known. */
  VisitMoves() {}

  VisitMoves add(String touchpoint, String next, boolean showsFriction, long visits) {
    moves
        .computeIfAbsent(new From(touchpoint, showsFriction), from -> new HashMap<>())
        .merge(next, visits, Long::sum);
    return this;
  }

  /**
   * One row per touchpoint, next one or end, and whether a signal shows: visits.
   *
   * @param visits rows of {@link VisitsAtRisk}
   * @param labels touchpoints that are not told apart are one
   */
  public static Dataset<Row> counts(Dataset<Row> visits, VisitLabels labels) {
    Column end = VisitsAtRisk.END.col();
    Column next =
        when(end.equalTo(VisitsAtRisk.ESCALATED), FrictionNeighbours.PERSON)
            .when(end.equalTo(VisitsAtRisk.ABANDONED), FrictionNeighbours.ABANDONED)
            .otherwise(
                coalesce(
                    labels.toldApart(VisitsAtRisk.NEXT_TOUCHPOINT), lit(FrictionNeighbours.GOAL)));
    return visits
        .groupBy(
            labels.toldApart(VisitsAtRisk.TOUCHPOINT).as(VisitsAtRisk.TOUCHPOINT.name()),
            next.as(NEXT.name()),
            VisitsAtRisk.SIGNALS.col().isNotNull().as(SHOWS.name()))
        .count();
  }

  /**
   * Journeys that would have reached their goal if visits with signals had gone on as those without
   * do; below 0 where they went on better. None where a side has no visit. Visits after which a
   * person had to help are left out.
   */
  public OptionalDouble lostAt(String touchpoint) {
    Map<String, Long> shown = moves.getOrDefault(new From(touchpoint, true), Map.of());
    Map<String, Long> calm = moves.getOrDefault(new From(touchpoint, false), Map.of());
    long visits = visits(shown);
    if (visits == 0 || visits(calm) == 0) {
      return OptionalDouble.empty();
    }
    Map<String, Double> values = values();
    return OptionalDouble.of(visits * (value(calm, values) - value(shown, values)));
  }

  private static long visits(Map<String, Long> next) {
    return next.entrySet().stream()
        .filter(e -> !e.getKey().equals(FrictionNeighbours.PERSON))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Chance of the goal after visits that go on so. */
  private static double value(Map<String, Long> next, Map<String, Double> values) {
    double sum =
        next.entrySet().stream()
            .mapToDouble(e -> e.getValue() * values.getOrDefault(e.getKey(), 0.0))
            .sum();
    return sum / visits(next);
  }

  /** Chance that a journey at a touchpoint, or at an end, reaches its goal. */
  private Map<String, Double> values() {
    TreeSet<String> touchpoints = new TreeSet<>();
    moves.keySet().forEach(from -> touchpoints.add(from.touchpoint));
    List<String> states = new ArrayList<>(touchpoints);
    double[][] stays = new double[states.size()][states.size()];
    double[] reaches = new double[states.size()];
    for (int i = 0; i < stays.length; i++) {
      Map<String, Long> next = new HashMap<>();
      for (boolean shows : new boolean[] {true, false}) {
        moves
            .getOrDefault(new From(states.get(i), shows), Map.of())
            .forEach((to, visits) -> next.merge(to, visits, Long::sum));
      }
      double all = next.values().stream().mapToLong(Long::longValue).sum();
      for (int j = 0; j < stays.length; j++) {
        stays[i][j] = (i == j ? 1 : 0) - next.getOrDefault(states.get(j), 0L) / all;
      }
      reaches[i] = next.getOrDefault(FrictionNeighbours.GOAL, 0L) / all;
    }
    Map<String, Double> values = new HashMap<>();
    values.put(FrictionNeighbours.GOAL, 1.0);
    if (!states.isEmpty()) {
      RealVector solved =
          new LUDecomposition(new Array2DRowRealMatrix(stays, false))
              .getSolver()
              .solve(new ArrayRealVector(reaches, false));
      for (int i = 0; i < stays.length; i++) {
        values.put(states.get(i), solved.getEntry(i));
      }
    }
    return values;
  }
}
