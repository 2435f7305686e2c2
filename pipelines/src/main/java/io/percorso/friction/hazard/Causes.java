package io.percorso.friction.hazard;

import io.percorso.statistics.FalseDiscovery;
import io.percorso.statistics.Interval;
import io.percorso.statistics.Stratified;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is lost to each signal at each touchpoint, in journeys and in money, and how sure that is.
 * The signals' losses add up to those of the touchpoint. Money: what a journey of the intent brings
 * where it reaches its goal, less the share of those given up that a later one makes good.
 *
 * @param causes where at least one visit shows the signal, by touchpoint and signal
 * @param touchpoints in the order of their numbers
 * @param all money of all touchpoints together
 * @param slices of touchpoints, where enough customers met friction
 * @param isWorthKnown whether any journey that reached its goal brought a known amount
 */
public record Causes(
    List<Cause> causes,
    List<Touchpoint> touchpoints,
    Money all,
    List<Slice> slices,
    boolean isWorthKnown) {
  /**
   * @param visits that show the signal, with others or alone
   * @param lost journeys
   * @param interval 90 % of lost
   * @param q smallest rate of false findings at which the loss is one
   */
  public record Cause(
      int touchpoint,
      int signal,
      long visits,
      double lost,
      Interval interval,
      Money money,
      double q) {}

  /**
   * Money in the reporting currency.
   *
   * @param interval 90 % of amount
   */
  public record Money(double amount, Interval interval) {}

  /**
   * @param index 90 % of the friction index
   * @param standardised friction index that the touchpoint would have if its visits had the intents
   *     that all visits have; intents without a visit there are left out
   * @param isReversed whether visits with friction seem to end the journey more often than those
   *     without, or less, while among customers alike it is the other way round
   * @param alikeZ how many standard errors more visits with friction end the journey than without,
   *     among customers alike
   */
  public record Touchpoint(
      Money money, Interval index, double standardised, boolean isReversed, double alikeZ) {}

  /**
   * @param losses of the same fit and visits: their draws are drawn again
   * @param slicing how visits are told apart
   */
  public static Causes of(HazardFit fit, Losses losses, Visits visits, Slicing slicing) {
    Hazard[] hazards = losses.draws().hazards(fit.hazard());
    Sizes sizes = fit.hazard().layout().sizes();
    int replicates = hazards.length - 1;
    WorthSums worth =
        visits.sum(
            () -> new WorthSums(sizes.intents(), replicates), WorthSums::add, WorthSums::join);
    double[][] each = new double[sizes.intents()][hazards.length];
    for (int i = 0; i < each.length; i++) {
      for (int draw = 0; draw < hazards.length; draw++) {
        each[i][draw] = worth.ofALostJourney(i, draw);
      }
    }
    CauseSums sums =
        visits.sum(() -> new CauseSums(hazards, each, slicing), CauseSums::add, CauseSums::join);
    return new Causes(
        causes(sums),
        touchpoints(sums),
        money(together(together(sums.amount))),
        Slice.of(sums.slices),
        Arrays.stream(each).anyMatch(draws -> draws[0] != 0));
  }

  private static List<Cause> causes(CauseSums sums) {
    List<int[]> shown = new ArrayList<>();
    for (int k = 0; k < sums.visits.length; k++) {
      for (int j = 0; j < sums.visits[k].length; j++) {
        if (sums.visits[k][j] > 0) {
          shown.add(new int[] {k, j});
        }
      }
    }
    double[] p =
        shown.stream()
            .map(at -> sums.lost[at[0]][at[1]])
            .mapToDouble(drawn -> Losses.p(drawn[0], Losses.error(replicates(drawn))))
            .toArray();
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    List<Cause> causes = new ArrayList<>();
    for (int i = 0; i < q.length; i++) {
      int k = shown.get(i)[0];
      int j = shown.get(i)[1];
      double[] lost = sums.lost[k][j];
      causes.add(
          new Cause(
              k,
              j,
              sums.visits[k][j],
              lost[0],
              Losses.interval(replicates(lost)),
              money(sums.amount[k][j]),
              q[i]));
    }
    return causes;
  }

  private static List<Touchpoint> touchpoints(CauseSums sums) {
    double[] visits = Arrays.stream(sums.ofIntent).asDoubleStream().toArray();
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (int k = 0; k < sums.amount.length; k++) {
      Optional<Stratified> alike = alike(sums.strata(k));
      touchpoints.add(
          new Touchpoint(
              money(together(sums.amount[k])),
              index(sums.drivenDraws[k], sums.staysDraws[k]),
              standardised(sums.driven[k], sums.stays[k], visits),
              alike.map(Stratified::isReversed).orElse(false),
              alike.map(Stratified::z).orElse(0.0)));
    }
    return touchpoints;
  }

  private static Interval index(double[] driven, double[] stays) {
    double[] drawn = new double[driven.length - 1];
    for (int b = 0; b < drawn.length; b++) {
      drawn[b] = stays[b + 1] == 0 ? 0 : 100 * driven[b + 1] / stays[b + 1];
    }
    return Losses.interval(drawn);
  }

  private static double standardised(double[] driven, double[] stays, double[] visits) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < visits.length; i++) {
      if (stays[i] > 0) {
        sum += visits[i] * 100 * driven[i] / stays[i];
        weight += visits[i];
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  /** None where nowhere visits with friction and without are of customers alike. */
  private static Optional<Stratified> alike(List<Stratified.Stratum> strata) {
    boolean isComparable = strata.stream().anyMatch(s -> s.shown() > 0 && s.others() > 0);
    return isComparable ? Optional.of(Stratified.of(strata)) : Optional.empty();
  }

  private static double[] together(double[][] drawn) {
    double[] sum = new double[drawn[0].length];
    for (double[] one : drawn) {
      for (int draw = 0; draw < sum.length; draw++) {
        sum[draw] += one[draw];
      }
    }
    return sum;
  }

  private static double[][] together(double[][][] drawn) {
    return Arrays.stream(drawn).map(Causes::together).toArray(double[][]::new);
  }

  private static Money money(double[] drawn) {
    return new Money(drawn[0], Losses.interval(replicates(drawn)));
  }

  private static double[] replicates(double[] drawn) {
    return Arrays.copyOfRange(drawn, 1, drawn.length);
  }
}
