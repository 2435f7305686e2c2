package io.percorso.friction.hazard;

import io.percorso.statistics.FalseDiscovery;
import io.percorso.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The journeys that friction cost at each touchpoint, and how sure that is: by drawing customers
 * anew, each with all their visits.
 *
 * @param touchpoints in the order of their numbers
 * @param all of all touchpoints together
 * @param draws what the replicates drew
 */
public record Losses(List<Loss> touchpoints, Loss all, Draws draws) {
  private static final double TAIL = 0.05;

  /**
   * @param visits that could have been given up
   * @param frictionVisits those that show a signal which is no interest there
   * @param index per cent of customers who would have gone on after their visits but were lost to
   *     friction; below 0 where those with friction left less often
   * @param severity the same over the visits that show friction; 0 where none does
   * @param riskRatio how many times as often visits with friction end the journey as they would
   *     without; 1 where none shows any
   * @param lost journeys
   * @param error standard error of lost
   * @param interval 90 % of lost
   * @param q smallest rate of false findings at which the loss is one; of all touchpoints together:
   *     the p-value
   */
  public record Loss(
      long visits,
      long frictionVisits,
      double index,
      double severity,
      double riskRatio,
      double lost,
      double error,
      Interval interval,
      double q) {}

  /**
   * How far the coefficients of each replicate lie from those of all.
   *
   * @param leave of giving up
   * @param arrive of reaching the goal
   */
  public record Draws(double[][] leave, double[][] arrive) {
    /** The model as it is, then that of each replicate. */
    Hazard[] hazards(Hazard all) {
      Hazard[] hazards = new Hazard[1 + leave.length];
      hazards[0] = all;
      for (int b = 0; b < leave.length; b++) {
        hazards[b + 1] = all.moved(leave[b], arrive[b]);
      }
      return hazards;
    }
  }

  /**
   * @param replicates at least 50, or the ends of an interval say nothing
   */
  public static Losses of(HazardFit fit, Visits visits, int replicates) {
    if (replicates < 2) {
      throw new IllegalArgumentException(replicates + " replicates spread nothing");
    }
    Hazard hazard = fit.hazard();
    LostSums sums =
        visits.sum(() -> new LostSums(hazard, replicates), LostSums::add, LostSums::join);
    double[][] leave = moved(fit.leave().inverse(), sums.pullOnLeave);
    double[][] arrive = moved(fit.arrive().inverse(), sums.pullOnArrive);
    int touchpoints = sums.lost.length;
    double[][] drawn = new double[touchpoints][replicates];
    double[] together = new double[replicates];
    for (int k = 0; k < touchpoints; k++) {
      for (int b = 0; b < replicates; b++) {
        drawn[k][b] =
            sums.drawn[k][b]
                + product(sums.byLeave[k], leave[b])
                + product(sums.byArrive[k], arrive[b]);
        together[b] += drawn[k][b];
      }
    }
    double[] p = new double[touchpoints];
    for (int k = 0; k < touchpoints; k++) {
      p[k] = p(sums.lost[k], error(drawn[k]));
    }
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    List<Loss> losses = new ArrayList<>();
    for (int k = 0; k < touchpoints; k++) {
      losses.add(
          new Loss(
              sums.visits[k],
              sums.frictionVisits[k],
              index(sums.driven[k], sums.stays[k]),
              index(sums.driven[k], sums.frictionVisits[k] - sums.without[k]),
              ratio(sums.with[k], sums.without[k]),
              sums.lost[k],
              error(drawn[k]),
              interval(drawn[k]),
              q[k]));
    }
    double all = Arrays.stream(sums.lost).sum();
    long visited = Arrays.stream(sums.visits).sum();
    return new Losses(
        losses,
        new Loss(
            visited,
            Arrays.stream(sums.frictionVisits).sum(),
            index(Arrays.stream(sums.driven).sum(), Arrays.stream(sums.stays).sum()),
            index(
                Arrays.stream(sums.driven).sum(),
                Arrays.stream(sums.frictionVisits).sum() - Arrays.stream(sums.without).sum()),
            ratio(Arrays.stream(sums.with).sum(), Arrays.stream(sums.without).sum()),
            all,
            error(together),
            interval(together),
            p(all, error(together))),
        new Draws(leave, arrive));
  }

  private static double index(double driven, double stays) {
    return stays == 0 ? 0 : 100 * driven / stays;
  }

  private static double ratio(double with, double without) {
    return without == 0 ? 1 : with / without;
  }

  /**
   * How much of a touchpoint's loss is not its friction but who comes there: 1 − the loss over that
   * which a model finds that does not know the confounders.
   *
   * @param naive of {@link HazardFit#naive}
   * @return 0 where nothing seems lost
   */
  public double attenuation(int touchpoint, Losses naive) {
    double seeming = naive.touchpoints.get(touchpoint).lost;
    return seeming <= 0 ? 0 : 1 - touchpoints.get(touchpoint).lost / seeming;
  }

  /** How far the coefficients of each replicate lie from those of all. */
  private static double[][] moved(double[][] inverse, double[][] pulls) {
    return Arrays.stream(pulls)
        .map(pull -> Arrays.stream(inverse).mapToDouble(row -> product(row, pull)).toArray())
        .toArray(double[][]::new);
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  static double p(double lost, double error) {
    return error == 0
        ? (lost > 0 ? 0 : 1)
        : new NormalDistribution(null, 0, 1).cumulativeProbability(-lost / error);
  }

  static double error(double[] drawn) {
    double mean = Arrays.stream(drawn).average().orElse(0);
    double squares = Arrays.stream(drawn).map(d -> (d - mean) * (d - mean)).sum();
    return Math.sqrt(squares / Math.max(1, drawn.length - 1));
  }

  /** Within which nine of ten draws lie. */
  static Interval interval(double[] drawn) {
    return interval(drawn, TAIL);
  }

  static Interval interval(double[] drawn, double tail) {
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
