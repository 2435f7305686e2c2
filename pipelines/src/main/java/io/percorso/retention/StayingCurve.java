package io.percorso.retention;

import io.percorso.retention.LifeCounts.Stretch;
import io.percorso.statistics.KaplanMeier;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How likely a contract of some age is to be in force later. Within the days of life that are told
 * by the curve of {@link SurvivalCurves}; outside of them, and where the age is not known, by the
 * mean chance to end on a day of all contracts of the kind, whatever their age.
 */
final class StayingCurve implements Serializable {
  private static final long serialVersionUID = 1;

  private final int from;

  /** Share in force after each day from the first on, of those who reached it; maybe none. */
  private final double[] shares;

  private final double hazard;

  private StayingCurve(int from, double[] shares, double hazard) {
    this.from = from;
    this.shares = shares;
    this.hazard = hazard;
  }

  /**
   * Nothing where fewer contracts than so many were watched.
   *
   * @param leastWatched contracts, at each day of life that is told
   */
  static Optional<StayingCurve> of(LifeCounts counts, long leastWatched) {
    if (counts.entered() < leastWatched) {
      return Optional.empty();
    }
    double hazard = counts.hazard();
    return Optional.of(
        counts
            .told(leastWatched)
            .map(told -> new StayingCurve(told.from(), shares(told), hazard))
            .orElseGet(() -> new StayingCurve(0, new double[0], hazard)));
  }

  private static double[] shares(Stretch told) {
    double[] shares = new double[told.to() - told.from() + 1];
    Arrays.fill(shares, 1);
    for (KaplanMeier.Point point : KaplanMeier.curve(told.counts().riskSets())) {
      Arrays.fill(shares, (int) point.time() - told.from(), shares.length, point.share());
    }
    return shares;
  }

  /**
   * Probability to be in force after some more days.
   *
   * @param age in days; nothing where it is not known
   */
  double staying(OptionalInt age, int days) {
    if (age.isEmpty()) {
      return Math.exp(-hazard * days);
    }
    int now = age.getAsInt();
    int then = now + days;
    int last = from + shares.length - 1;
    int start = Math.max(now, from);
    int end = Math.min(then, last);
    if (start >= end || share(start) == 0) {
      return Math.exp(-hazard * days);
    }
    double untold = (start - now) + (then - end);
    return share(end) / share(start) * Math.exp(-hazard * untold);
  }

  private double share(int day) {
    return shares[day - from];
  }
}
