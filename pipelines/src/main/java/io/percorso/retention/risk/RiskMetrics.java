package io.percorso.retention.risk;

import io.percorso.retention.value.Campaign;
import io.percorso.retention.value.ExpectedProfit;
import io.percorso.retention.value.ScoredCustomer;
import io.percorso.statistics.Calibration;
import io.percorso.statistics.Interval;
import io.percorso.statistics.Platt;
import io.percorso.statistics.Predictions;
import io.percorso.statistics.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How well a model did on rows that it was not fitted to: what ranks is judged by the score, what
 * prices by the probability.
 *
 * @param group of the rows; {@link #ALL} for all of them
 * @param leavers rows in which the customer left
 * @param hasEnoughLeavers at least 200; below, figures say little
 * @param figures empty where all customers did the same
 */
public record RiskMetrics(
    String group, long rows, long leavers, boolean hasEnoughLeavers, Optional<Figures> figures) {
  /** The group of all rows. */
  public static final String ALL = "all";

  /** The group of rows of customers of whom nothing was learnt. */
  public static final String NEW = "new_customers";

  static final int ENOUGH_LEAVERS = 200;
  private static final int BINS = 15;
  private static final double TENTH = 0.1;

  /**
   * The figures of one group.
   *
   * @param auc of the score, as is averagePrecision
   * @param brierSkill 1 at best, 0 when it knows no more than the share of leavers
   * @param calibrationError mean distance between probability and share over 15 bins of equal mass
   * @param inTheLarge leavers predicted against those who left
   * @param line of log odds that would mend the probabilities; empty where none is the best, as
   *     when all have one probability
   * @param liftOfTenth of the highest tenth
   * @param profit expected maximum per customer, in the campaign's currency
   */
  public record Figures(
      double auc,
      double averagePrecision,
      double brier,
      double brierSkill,
      double logLoss,
      double calibrationError,
      double inTheLarge,
      Optional<Platt> line,
      double liftOfTenth,
      double profit,
      Intervals intervals) {}

  /** Where figures lie with 90 % probability, by a bootstrap over customers. */
  public record Intervals(
      Optional<Interval> auc,
      Optional<Interval> brier,
      Optional<Interval> logLoss,
      Optional<Interval> slope) {}

  /**
   * All rows first, then each group by its name.
   *
   * @param replicates of the bootstrap, such as 200
   */
  public static List<RiskMetrics> of(List<ScoredRow> rows, Campaign campaign, int replicates) {
    List<RiskMetrics> metrics = new ArrayList<>();
    metrics.add(of(ALL, rows, campaign, replicates));
    rows.stream()
        .collect(Collectors.groupingBy(ScoredRow::group, TreeMap::new, Collectors.toList()))
        .forEach((group, some) -> metrics.add(of(group, some, campaign, replicates)));
    return List.copyOf(metrics);
  }

  /** Of one group, whatever the rows say. */
  static RiskMetrics of(String group, List<ScoredRow> rows, Campaign campaign, int replicates) {
    long leavers = rows.stream().filter(ScoredRow::hasLeft).count();
    Optional<Figures> figures =
        leavers == 0 || leavers == rows.size()
            ? Optional.empty()
            : Optional.of(figures(rows, campaign, replicates));
    return new RiskMetrics(group, rows.size(), leavers, leavers >= ENOUGH_LEAVERS, figures);
  }

  private static Figures figures(List<ScoredRow> rows, Campaign campaign, int replicates) {
    Predictions scores = scores(rows);
    Predictions probabilities = probabilities(rows);
    return new Figures(
        Ranking.auc(scores),
        Ranking.averagePrecision(scores),
        Calibration.brier(probabilities),
        Calibration.brierSkill(probabilities),
        Calibration.logLoss(probabilities),
        Calibration.errorOfEqualMass(probabilities, BINS),
        Calibration.inTheLarge(probabilities),
        line(probabilities),
        Ranking.lift(scores, TENTH),
        profit(rows, campaign),
        intervals(scores, probabilities, ClusterBootstrap.of(rows), replicates));
  }

  static Predictions scores(List<ScoredRow> rows) {
    return Predictions.of(rows.stream().mapToDouble(ScoredRow::score).toArray(), hasLeft(rows));
  }

  static Predictions probabilities(List<ScoredRow> rows) {
    return Predictions.of(
        rows.stream().mapToDouble(ScoredRow::probability).toArray(), hasLeft(rows));
  }

  private static boolean[] hasLeft(List<ScoredRow> rows) {
    boolean[] hasLeft = new boolean[rows.size()];
    for (int i = 0; i < hasLeft.length; i++) {
      hasLeft[i] = rows.get(i).hasLeft();
    }
    return hasLeft;
  }

  static double profit(List<ScoredRow> rows, Campaign campaign) {
    List<ScoredCustomer> customers =
        rows.stream().map(row -> new ScoredCustomer(row.score(), row.hasLeft())).toList();
    return ExpectedProfit.of(customers, campaign).perCustomer();
  }

  static Optional<Platt> line(Predictions probabilities) {
    return probabilities.isOneValue() || probabilities.isSeparated()
        ? Optional.empty()
        : Optional.of(Calibration.line(probabilities));
  }

  private static Intervals intervals(
      Predictions scores, Predictions probabilities, ClusterBootstrap bootstrap, int replicates) {
    double[][] figures = new double[4][replicates];
    Arrays.stream(figures).forEach(of -> Arrays.fill(of, Double.NaN));
    for (int r = 0; r < replicates; r++) {
      double[] weights = bootstrap.weights(r);
      if (Arrays.stream(weights).sum() == 0) {
        continue;
      }
      Predictions ranked = scores.weighted(weights);
      Predictions priced = probabilities.weighted(weights);
      if (ranked.events() > 0 && ranked.events() < ranked.weight()) {
        figures[0][r] = Ranking.auc(ranked);
        figures[3][r] = line(priced).map(Platt::slope).orElse(Double.NaN);
      }
      figures[1][r] = Calibration.brier(priced);
      figures[2][r] = Calibration.logLoss(priced);
    }
    return new Intervals(
        ClusterBootstrap.ninety(figures[0]),
        ClusterBootstrap.ninety(figures[1]),
        ClusterBootstrap.ninety(figures[2]),
        ClusterBootstrap.ninety(figures[3]));
  }
}
