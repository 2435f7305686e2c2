package io.percorso.retention.risk;

import io.percorso.retention.value.Campaign;
import io.percorso.statistics.Calibration;
import io.percorso.statistics.Platt;
import io.percorso.statistics.Predictions;
import io.percorso.statistics.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a challenger takes the champion's place: it must hold every condition on the same test
 * rows. Bounds are one-sided 95 % ones of a bootstrap over customers in which both see the same
 * replicates. Before it acts it still runs in the shadow for a horizon.
 *
 * @param conditions each with its figure, those that fail too
 */
public record Promotion(boolean isPromoted, List<Condition> conditions) {
  private static final double UPPER = 0.95;
  private static final double LOWER = 0.05;
  private static final double AUC_MARGIN = -0.002;
  private static final double GROUP_MARGIN = -0.02;

  /** What a condition is about. */
  public enum Rule {
    /** There are rows, and of both outcomes. */
    BOTH_OUTCOMES,
    LOG_LOSS,
    AUC,
    SLOPE,
    IN_THE_LARGE,
    GROUPS,
    PROFIT
  }

  /**
   * One condition.
   *
   * @param figure that was held against the limit; NaN where there is none
   * @param sentence with the figure and the limit
   */
  public record Condition(Rule rule, double figure, boolean holds, String sentence) {}

  /**
   * @param champion what the model in use said
   * @param challenger what the new one said of the same rows, in the same order
   * @param replicates of the bootstrap, such as 1000
   */
  public static Promotion of(
      List<ScoredRow> champion, List<ScoredRow> challenger, Campaign campaign, int replicates) {
    requireSameRows(champion, challenger);
    long leavers = challenger.stream().filter(ScoredRow::hasLeft).count();
    boolean hasBoth = leavers > 0 && leavers < challenger.size();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        new Condition(
            Rule.BOTH_OUTCOMES,
            leavers,
            hasBoth,
            "%d of %d test rows are leavers; both outcomes are needed"
                .formatted(leavers, challenger.size())));
    if (hasBoth) {
      ClusterBootstrap bootstrap = ClusterBootstrap.of(challenger);
      Predictions probabilities = RiskMetrics.probabilities(challenger);
      conditions.add(logLoss(champion, challenger, bootstrap, replicates));
      conditions.add(auc(champion, challenger, bootstrap, replicates));
      conditions.add(slope(probabilities));
      conditions.add(inTheLarge(probabilities));
      conditions.add(groups(champion, challenger));
      conditions.add(profit(champion, challenger, campaign));
    }
    return new Promotion(conditions.stream().allMatch(Condition::holds), List.copyOf(conditions));
  }

  private static void requireSameRows(List<ScoredRow> champion, List<ScoredRow> challenger) {
    if (champion.size() != challenger.size()) {
      throw new IllegalArgumentException(
          "the champion scored %d rows and the challenger %d: score the same test rows with both"
              .formatted(champion.size(), challenger.size()));
    }
    for (int i = 0; i < champion.size(); i++) {
      ScoredRow one = champion.get(i);
      ScoredRow other = challenger.get(i);
      if (!one.customer().equals(other.customer())
          || !one.group().equals(other.group())
          || one.hasLeft() != other.hasLeft()) {
        throw new IllegalArgumentException(
            "row %d is %s for the champion and %s for the challenger: sort both alike"
                .formatted(i, one, other));
      }
    }
  }

  private static Condition logLoss(
      List<ScoredRow> champion, List<ScoredRow> challenger, ClusterBootstrap rows, int replicates) {
    double[] more =
        IntStream.range(0, champion.size())
            .mapToDouble(i -> challenger.get(i).logLoss() - champion.get(i).logLoss())
            .toArray();
    double upper = upper(rows.means(more, replicates));
    return condition(
        Rule.LOG_LOSS,
        upper,
        upper < 0,
        "log loss changes by at most %.5f with 95 %% confidence; it must fall");
  }

  /** The upper bound of figures of replicates; infinite where there are none. */
  private static double upper(double[] figures) {
    return figures.length == 0
        ? Double.POSITIVE_INFINITY
        : ClusterBootstrap.quantile(figures, UPPER);
  }

  private static Condition auc(
      List<ScoredRow> champion, List<ScoredRow> challenger, ClusterBootstrap rows, int replicates) {
    Predictions before = RiskMetrics.scores(champion);
    Predictions after = RiskMetrics.scores(challenger);
    double[] gains =
        IntStream.range(0, replicates)
            .mapToDouble(r -> gain(before, after, rows.weights(r)))
            .filter(Double::isFinite)
            .toArray();
    double lower =
        gains.length == 0 ? Double.NEGATIVE_INFINITY : ClusterBootstrap.quantile(gains, LOWER);
    return condition(
        Rule.AUC,
        lower,
        lower > AUC_MARGIN,
        "AUC changes by at least %.5f with 95 %% confidence; above -0.002 is needed");
  }

  /** What AUC gains in a replicate; NaN where it drew one outcome alone. */
  private static double gain(Predictions before, Predictions after, double[] weights) {
    if (Arrays.stream(weights).sum() == 0) {
      return Double.NaN;
    }
    Predictions drawn = after.weighted(weights);
    return drawn.events() > 0 && drawn.events() < drawn.weight()
        ? Ranking.auc(drawn) - Ranking.auc(before.weighted(weights))
        : Double.NaN;
  }

  private static Condition slope(Predictions probabilities) {
    double slope = RiskMetrics.line(probabilities).map(Platt::slope).orElse(Double.NaN);
    return condition(
        Rule.SLOPE,
        slope,
        slope >= 0.9 && slope <= 1.1,
        "the calibration slope is %.4f; 0.9 to 1.1 is needed");
  }

  private static Condition inTheLarge(Predictions probabilities) {
    double ratio = Calibration.inTheLarge(probabilities);
    return condition(
        Rule.IN_THE_LARGE,
        ratio,
        ratio >= 0.95 && ratio <= 1.05,
        "%.4f leavers are predicted for each who left; 0.95 to 1.05 is needed");
  }

  /** The largest loss of AUC of a group with enough leavers. */
  private static Condition groups(List<ScoredRow> champion, List<ScoredRow> challenger) {
    TreeMap<String, List<Integer>> rows =
        IntStream.range(0, challenger.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> challenger.get(i).group(), TreeMap::new, Collectors.toList()));
    double worst = Double.POSITIVE_INFINITY;
    String name = "";
    for (var group : rows.entrySet()) {
      Predictions after = RiskMetrics.scores(some(challenger, group.getValue()));
      if (after.events() >= RiskMetrics.ENOUGH_LEAVERS && after.events() < after.weight()) {
        double before = Ranking.auc(RiskMetrics.scores(some(champion, group.getValue())));
        double gain = Ranking.auc(after) - before;
        name = gain < worst ? group.getKey() : name;
        worst = Math.min(worst, gain);
      }
    }
    return name.isEmpty()
        ? new Condition(Rule.GROUPS, 0, true, "no group has 200 leavers, so none can lose")
        : condition(
            Rule.GROUPS,
            worst,
            worst >= GROUP_MARGIN,
            "AUC changes by %.5f in the group that gains least, '"
                + name.replace("%", "%%")
                + "'; at least -0.02 is needed");
  }

  private static List<ScoredRow> some(List<ScoredRow> rows, List<Integer> at) {
    return at.stream().map(rows::get).toList();
  }

  private static Condition profit(
      List<ScoredRow> champion, List<ScoredRow> challenger, Campaign campaign) {
    double gain = RiskMetrics.profit(challenger, campaign) - RiskMetrics.profit(champion, campaign);
    return condition(
        Rule.PROFIT,
        gain,
        gain >= 0,
        "expected profit per customer changes by %.5f; it must not fall");
  }

  private static Condition condition(Rule rule, double figure, boolean holds, String sentence) {
    return new Condition(rule, figure, holds, String.format(Locale.ROOT, sentence, figure));
  }
}
