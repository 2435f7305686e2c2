package io.percorso.friction.hazard;

import io.percorso.statistics.FalseDiscovery;
import io.percorso.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What friction costs in one slice of a touchpoint's visits, and whether that is another slice than
 * the rest: the model lets a signal do the same to everybody, so a slice in which more are given up
 * after friction than the model says has something of its own.
 *
 * @param slice its number
 * @param frictionVisits at least 1
 * @param index per cent of customers who would have gone on but were lost to friction
 * @param lost journeys, by the model
 * @param interval 90 % of lost
 * @param excess journeys lost after friction beyond those of the model; below 0: fewer
 * @param excessInterval 90 % of excess
 * @param q smallest rate of false findings, over all slices, at which the excess is one, on either
 *     side
 */
public record Slice(
    int touchpoint,
    int slice,
    long visits,
    long frictionVisits,
    double index,
    double lost,
    Interval interval,
    double excess,
    Interval excessInterval,
    double q) {
  static List<Slice> of(SliceSums sums) {
    List<int[]> shown = new ArrayList<>();
    for (int k = 0; k < sums.visits.length; k++) {
      for (int s = 0; s < sums.visits[k].length; s++) {
        if (sums.isTold(k, s)) {
          shown.add(new int[] {k, s});
        }
      }
    }
    double[] p =
        shown.stream().map(at -> sums.excess[at[0]][at[1]]).mapToDouble(Slice::p).toArray();
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < q.length; i++) {
      int k = shown.get(i)[0];
      int s = shown.get(i)[1];
      double stays = sums.stays[k][s];
      slices.add(
          new Slice(
              k,
              s,
              sums.visits[k][s],
              sums.frictionVisits[k][s],
              stays == 0 ? 0 : 100 * sums.driven[k][s] / stays,
              sums.lost[k][s][0],
              Losses.interval(replicates(sums.lost[k][s])),
              sums.excess[k][s][0],
              Losses.interval(replicates(sums.excess[k][s])),
              q[i]));
    }
    return slices;
  }

  private static double p(double[] drawn) {
    double error = Losses.error(replicates(drawn));
    return error == 0
        ? 1
        : 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.abs(drawn[0]) / error);
  }

  private static double[] replicates(double[] drawn) {
    return Arrays.copyOfRange(drawn, 1, drawn.length);
  }
}
