package io.percorso.statistics;

import io.percorso.statistics.KaplanMeier.Watched;
import io.percorso.statistics.RiskSets.RiskSet;
import java.util.List;
import java.util.SortedSet;
import org.apache.commons.math3.special.Erf;

/**
 * Whether something happens sooner in one group than in another: its events in the group against
 * those to be expected if both had the same hazard at every time. N. Mantel, Cancer Chemotherapy
 * Reports 50 (1966). Late entry is taken into account as in {@link KaplanMeier}.
 *
 * @param observed events in the first group
 * @param expected events of the first group, if the groups were the same
 * @param variance of observed, if they were; above 0
 */
public record LogRank(double observed, double expected, double variance) {
  /**
   * @throws IllegalArgumentException when nothing happened while both groups were watched
   */
  public static LogRank of(List<Watched> group, List<Watched> others) {
    return of(sets(group), sets(others));
  }

  /**
   * Of people counted elsewhere, all causes together.
   *
   * @throws IllegalArgumentException when nothing happened while both groups were watched, or
   *     nobody of one of them was
   */
  public static LogRank of(RiskSets first, RiskSets second) {
    SortedSet<Double> times = first.eventTimes();
    times.addAll(second.eventTimes());
    List<RiskSet> ofFirst = first.at(times);
    List<RiskSet> ofSecond = second.at(times);
    double observed = 0;
    double expected = 0;
    double variance = 0;
    for (int i = 0; i < ofFirst.size(); i++) {
      double events = ofFirst.get(i).allEvents();
      double all = events + ofSecond.get(i).allEvents();
      double watched = ofFirst.get(i).watched() + ofSecond.get(i).watched();
      double share = ofFirst.get(i).watched() / watched;
      observed += events;
      expected += all * share;
      variance += watched > 1 ? all * share * (1 - share) * (watched - all) / (watched - 1) : 0;
    }
    if (!(variance > 0)) {
      throw new IllegalArgumentException(
          ("%s events of %d people against %d, none while both groups were watched:"
                  + " they cannot be compared")
              .formatted(observed, first.entered(), second.entered()));
    }
    return new LogRank(observed, expected, variance);
  }

  private static RiskSets sets(List<Watched> people) {
    RiskSets sets = new RiskSets(1);
    people.forEach(one -> one.addTo(sets));
    return sets;
  }

  /** The test within strata: all of them together. */
  public LogRank plus(LogRank stratum) {
    return new LogRank(
        observed + stratum.observed, expected + stratum.expected, variance + stratum.variance);
  }

  /** (observed − expected)² / variance, a chi-square of one degree if the groups are the same. */
  public double chiSquare() {
    return (observed - expected) * (observed - expected) / variance;
  }

  /** The probability of a chi-square as large if the groups are the same. */
  public double probability() {
    return Erf.erfc(Math.sqrt(chiSquare() / 2));
  }
}
