package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticSums;
import java.io.Serializable;

/**
 * What a visit's friction does: the chance that the journey is given up right after it, as it was
 * and as it would be without friction, and the chance that a journey which goes on from there
 * reaches its goal.
 */
public final class Hazard implements Serializable {
  private final Layout layout;
  private final double[] leave;
  private final double[] arrive;

  /**
   * @param leave coefficients of giving up
   * @param arrive coefficients of reaching the goal once the visit is survived
   */
  Hazard(Layout layout, double[] leave, double[] arrive) {
    this.layout = layout;
    this.leave = leave.clone();
    this.arrive = arrive.clone();
  }

  /**
   * A visit's chances.
   *
   * @param with chance of giving up as it was
   * @param without the same without friction
   * @param arrival chance that a journey going on reaches its goal
   */
  public record Felt(double with, double without, double arrival) {
    /** Per cent of customers who would have gone on but were lost to friction, −100 to 100. */
    public double index() {
      return 100 * (with - without) / (1 - without);
    }

    /** Journeys lost: part of one journey. */
    public double lost() {
      return (with - without) * arrival;
    }
  }

  Layout layout() {
    return layout;
  }

  /** What a visit's friction does. */
  public Felt of(Visit visit) {
    return of(layout.row(visit));
  }

  Felt of(Layout.Row row) {
    double calm = calm(leave, row);
    double arrival = LogisticSums.probability(calm(arrive, row));
    double without = LogisticSums.probability(calm);
    double with = without;
    if (row.showsFriction()) {
      with = LogisticSums.probability(calm + friction(row));
    }
    return new Felt(with, without, arrival);
  }

  private static double calm(double[] coefficients, Layout.Row row) {
    double sum = 0;
    for (int i = 0; i < row.calm(); i++) {
      sum += coefficients[row.columns()[i]] * row.values()[i];
    }
    return sum;
  }

  private double friction(Layout.Row row) {
    double sum = 0;
    for (int i = row.calm(); i < row.columns().length; i++) {
      sum += leave[row.columns()[i]] * row.values()[i];
    }
    return sum;
  }

  /**
   * How much of what friction adds to the chance of giving up is each signal's. The effects meet in
   * one sum, so the shares of R. Aumann and L. Shapley (1974) are in proportion to what each brings
   * to that sum; what any signal and several bring is shared equally among those that are shown.
   * They add up to the whole.
   */
  public double[] shares(Visit visit) {
    Felt felt = of(visit);
    double[] shares = new double[layout.sizes().signals()];
    int shown = 0;
    for (double strength : visit.signals()) {
      shown += strength == 0 ? 0 : 1;
    }
    if (shown == 0) {
      return shares;
    }
    double together = 0;
    double sum = 0;
    for (int j = 0; j < layout.effects(); j++) {
      double brought = effect(j, visit.touchpoint()) * Layout.strength(visit, j);
      sum += brought;
      if (layout.isOfOne(j)) {
        shares[j] = brought;
      } else {
        together += brought;
      }
    }
    for (int j = 0; j < shares.length; j++) {
      double brought = shares[j] + (visit.signals()[j] == 0 ? 0 : together / shown);
      shares[j] = sum == 0 ? 0 : brought / sum * (felt.with() - felt.without());
    }
    return shares;
  }

  /** What an effect of full strength adds at a touchpoint, in log odds. */
  private double effect(int effect, int touchpoint) {
    int cell = layout.cell(effect, touchpoint);
    return leave[layout.effect(effect)] + (cell < 0 ? 0 : leave[cell]);
  }
}
