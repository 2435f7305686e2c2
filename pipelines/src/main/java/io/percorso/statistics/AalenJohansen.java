package io.percorso.statistics;

import io.percorso.statistics.RiskSets.RiskSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of people to whom each of several causes has happened, over time, where only the first
 * to happen can: one who left for one reason can no longer leave for another. O. Aalen and S.
 * Johansen, Scandinavian Journal of Statistics 5 (1978). One minus {@link KaplanMeier} of a cause
 * alone says more than can be: it lets those who left otherwise leave once again.
 *
 * <p>Standard errors by E. Marubini and M. Valsecchi, Analysing survival data (1995); of one cause
 * they are Greenwood's.
 */
public final class AalenJohansen {
  private AalenJohansen() {}

  /**
   * The curves after a time at which something happened.
   *
   * @param events of each cause at this very time
   * @param free share to whom nothing has happened; with shares it adds up to 1
   * @param shares to whom each cause has happened
   * @param errors standard errors of shares
   */
  public record Point(
      double time, long watched, long[] events, double free, double[] shares, double[] errors) {}

  /** Sums over the times so far that give the error of a cause's share at any later time. */
  private static final class Errors {
    private double ofFree;
    private double crossed;
    private double squared;
    private double own;
    private double ownTimesShare;
    private double ownSquared;

    /**
     * @param spread events / (watched · left), 0 when nobody is left
     * @param hazard this cause's events / watched
     * @param share after this time
     */
    void add(double spread, double freeBefore, double hazard, long watched, double share) {
      ofFree += spread;
      crossed += spread * share;
      squared += spread * share * share;
      double step = freeBefore * hazard / watched;
      own += step;
      ownTimesShare += step * share;
      ownSquared += freeBefore * freeBefore * (1 - hazard) * hazard / watched;
    }

    double at(double share) {
      double variance =
          share * share * ofFree
              - 2 * share * crossed
              + squared
              + ownSquared
              - 2 * (share * own - ownTimesShare);
      return Math.sqrt(Math.max(0, variance));
    }
  }

  /** The curves, a point for every time at which something happened, ascending. */
  public static List<Point> curves(RiskSets people) {
    int causes = people.causes();
    Errors[] sums = new Errors[causes];
    for (int cause = 0; cause < causes; cause++) {
      sums[cause] = new Errors();
    }
    List<Point> points = new ArrayList<>();
    double[] shares = new double[causes];
    double free = 1;
    for (RiskSet at : people.at(people.eventTimes())) {
      long watched = at.watched();
      long events = at.allEvents();
      long left = watched - events;
      double spread = left == 0 ? 0 : (double) events / watched / left;
      double[] errors = new double[causes];
      for (int cause = 0; cause < causes; cause++) {
        double hazard = (double) at.events()[cause] / watched;
        shares[cause] += free * hazard;
        sums[cause].add(spread, free, hazard, watched, shares[cause]);
        errors[cause] = sums[cause].at(shares[cause]);
      }
      free *= (double) left / watched;
      points.add(new Point(at.time(), watched, at.events(), free, shares.clone(), errors));
    }
    return points;
  }
}
