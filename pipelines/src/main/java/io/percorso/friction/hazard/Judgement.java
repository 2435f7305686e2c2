package io.percorso.friction.hazard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * How a model fitted to earlier visits does on the later days, with a fifth of them: the one that
 * does best is taken, and its figures are told.
 *
 * @param ridge of the model that does best
 * @param fromDay first of the later days, since 1970
 * @param visits of these days
 * @param left of them, last visits of journeys given up
 * @param expected left by the model
 * @param logLoss mean per visit, natural logarithm
 * @param baseLogLoss the same of who knows only how often visits are the last one
 * @param auc chance that of two visits, of which one was the last, the model tells which; by two
 *     thousand classes
 */
public record Judgement(
    double ridge,
    int fromDay,
    long visits,
    long left,
    double expected,
    double logLoss,
    double baseLogLoss,
    double auc) {
  private static final double EARLIER = 0.8;
  private static final int CLASSES = 2_000;
  private static final double LEAST = 1e-12;

  /** Visits by day. */
  private static final class Days implements Serializable {
    private final TreeMap<Integer, Long> visits = new TreeMap<>();

    private void add(Visit visit) {
      visits.merge(visit.day(), 1L, Long::sum);
    }

    private Days join(Days other) {
      other.visits.forEach((day, count) -> visits.merge(day, count, Long::sum));
      return this;
    }

    /** The first day before which most visits lie. */
    private int split() {
      long all = visits.values().stream().mapToLong(Long::longValue).sum();
      long before = 0;
      for (var day : visits.entrySet()) {
        if (before >= EARLIER * all) {
          return day.getKey();
        }
        before += day.getValue();
      }
      return visits.lastKey();
    }
  }

  /** What one look says of a model. */
  private static final class Sums implements Serializable {
    private final Hazard hazard;
    private final long[] visits = new long[CLASSES + 1];
    private final long[] left = new long[CLASSES + 1];
    private double expected;
    private double logLoss;

    private Sums(Hazard hazard) {
      this.hazard = hazard;
    }

    private void add(Visit visit) {
      if (visit.end() == Visit.End.ESCALATED) {
        return;
      }
      double p = hazard.of(visit).with();
      boolean isLast = visit.end() == Visit.End.ABANDONED;
      int at = (int) (p * CLASSES);
      visits[at]++;
      left[at] += isLast ? 1 : 0;
      expected += p;
      logLoss -= Math.log(Math.max(LEAST, isLast ? p : 1 - p));
    }

    private Sums join(Sums other) {
      for (int i = 0; i <= CLASSES; i++) {
        visits[i] += other.visits[i];
        left[i] += other.left[i];
      }
      expected += other.expected;
      logLoss += other.logLoss;
      return this;
    }

    private Judgement judgement(double ridge, int fromDay) {
      long all = Arrays.stream(visits).sum();
      long gone = Arrays.stream(left).sum();
      double share = (double) gone / Math.max(1, all);
      double base =
          share <= 0 || share >= 1
              ? 0
              : -share * Math.log(share) - (1 - share) * Math.log(1 - share);
      return new Judgement(
          ridge, fromDay, all, gone, expected, logLoss / Math.max(1, all), base, auc());
    }

    private double auc() {
      double right = 0;
      long stayedBelow = 0;
      for (int i = 0; i <= CLASSES; i++) {
        long stayed = visits[i] - left[i];
        right += left[i] * (stayedBelow + stayed / 2.0);
        stayedBelow += stayed;
      }
      double pairs = (double) stayedBelow * Arrays.stream(left).sum();
      return pairs == 0 ? 0.5 : right / pairs;
    }
  }

  /**
   * @param ridges to choose from, at least one
   * @throws IllegalArgumentException when the earlier visits cannot be fitted
   */
  public static Judgement of(Visits visits, Sizes sizes, long leastShown, double... ridges) {
    int split = visits.sum(Days::new, Days::add, Days::join).split();
    Visits earlier = visits.where(visit -> visit.day() < split);
    Visits later = visits.where(visit -> visit.day() >= split);
    Judgement best = null;
    for (double ridge : ridges) {
      HazardFit fit = HazardFit.of(earlier, sizes, new HazardFit.Rules(leastShown, ridge));
      Hazard hazard = fit.hazard();
      Judgement judged =
          later.sum(() -> new Sums(hazard), Sums::add, Sums::join).judgement(ridge, split);
      if (best == null || judged.logLoss < best.logLoss) {
        best = judged;
      }
    }
    return best;
  }
}
