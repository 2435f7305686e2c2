package io.percorso.retention;

import io.percorso.retention.LifeCounts.Stretch;
import io.percorso.statistics.KaplanMeier;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How likely a contract of some age is to be in force later. Within the days of life that are told
 * by the curve of {@link SurvivalCurves}; outside of them, and where the age is not known, by the
 * mean chance to end of all days told.
 */
final class StayingCurve implements Serializable {
  private static final long serialVersionUID = 1;

  private final int from;

  /** Share in force after each day from the first on, of those who reached it. */
  private final double[] shares;

  private final double hazard;

  private StayingCurve(int from, double[] shares, double hazard) {
    this.from = from;
    this.shares = shares;
    this.hazard = hazard;
  }

  static StayingCurve of(Stretch told) {
    double[] shares = new double[told.to() - told.from() + 1];
    Arrays.fill(shares, 1);
    for (KaplanMeier.Point point : KaplanMeier.curve(told.counts().riskSets())) {
      Arrays.fill(shares, (int) point.time() - told.from(), shares.length, point.share());
    }
    return new StayingCurve(told.from(), shares, told.counts().hazard(told.from()));
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
    int start = Math.min(Math.max(now, from), then);
    int end = Math.max(Math.min(then, last), start);
    double untold = (start - now) + (then - end);
    double before = share(start);
    double told = start > last || before == 0 ? 1 : share(end) / before;
    double outside = start > last || before == 0 ? days : untold;
    return told * Math.exp(-hazard * outside);
  }

  private double share(int day) {
    return day < from || day >= from + shares.length ? 1 : shares[day - from];
  }
}
