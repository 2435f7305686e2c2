package io.percorso.statistics;

import java.util.List;

/**
 * Two groups compared within strata, so that what differs between strata does not pass for a
 * difference between the groups.
 *
 * @param crude difference of the two shares over everybody, strata forgotten
 * @param standardised difference of the shares that the groups would have if both were spread over
 *     the strata as everybody is
 * @param crudeOddsRatio of everybody, strata forgotten
 * @param oddsRatio common to the strata: N. Mantel and W. Haenszel, Journal of the National Cancer
 *     Institute 22 (1959)
 * @param z how many standard errors those who show it lie above what the strata would give them by
 *     lot, 0 where nothing can be told: W. Cochran, Biometrics 10 (1954), and Mantel and Haenszel
 * @param compared share of everybody who is in a stratum with both groups; the others tell nothing
 *     of the difference and are left out of the standardised one
 */
public record Stratified(
    double crude,
    double standardised,
    double crudeOddsRatio,
    double oddsRatio,
    double z,
    double compared) {
  /**
   * One stratum.
   *
   * @param shownEvents of shown, at most as many
   * @param shown those who show it
   * @param otherEvents of others, at most as many
   * @param others those who do not
   */
  public record Stratum(double shownEvents, double shown, double otherEvents, double others) {
    public Stratum {
      if (!(shownEvents >= 0
          && shownEvents <= shown
          && otherEvents >= 0
          && otherEvents <= others)) {
        throw new IllegalArgumentException(
            "%s of %s and %s of %s are no counts"
                .formatted(shownEvents, shown, otherEvents, others));
      }
    }

    private double all() {
      return shown + others;
    }

    private boolean hasBoth() {
      return shown > 0 && others > 0;
    }

    private double difference() {
      return shownEvents / shown - otherEvents / others;
    }

    private double events() {
      return shownEvents + otherEvents;
    }

    /** Events of shown beyond those that they would have by lot. */
    private double beyond() {
      return shownEvents - shown * events() / all();
    }

    private double variance() {
      double all = all();
      return shown * others * events() * (all - events()) / (all * all * (all - 1));
    }

    private Stratum plus(Stratum o) {
      return new Stratum(
          shownEvents + o.shownEvents,
          shown + o.shown,
          otherEvents + o.otherEvents,
          others + o.others);
    }
  }

  /**
   * @throws IllegalArgumentException when no stratum has both groups: nothing can be compared
   */
  public static Stratified of(List<Stratum> strata) {
    Stratum all = strata.stream().reduce(new Stratum(0, 0, 0, 0), Stratum::plus);
    double compared = strata.stream().filter(Stratum::hasBoth).mapToDouble(Stratum::all).sum();
    if (compared == 0) {
      throw new IllegalArgumentException("no stratum has both groups");
    }
    double standardised = 0;
    double with = 0;
    double against = 0;
    double beyond = 0;
    double variance = 0;
    for (Stratum one : strata) {
      if (one.hasBoth()) {
        standardised += one.all() / compared * one.difference();
        with += one.shownEvents * (one.others - one.otherEvents) / one.all();
        against += one.otherEvents * (one.shown - one.shownEvents) / one.all();
        beyond += one.beyond();
        variance += one.variance();
      }
    }
    double crudeOdds =
        all.shownEvents
            * (all.others - all.otherEvents)
            / (all.otherEvents * (all.shown - all.shownEvents));
    return new Stratified(
        all.difference(),
        standardised,
        crudeOdds,
        with / against,
        variance == 0 ? 0 : beyond / Math.sqrt(variance),
        compared / all.all());
  }

  /** E. Simpson (1951): everybody together says the opposite of what the strata say. */
  public boolean isReversed() {
    return crude * standardised < 0;
  }
}
