package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticSums;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a visit's friction does: the chance that the journey is given up right after it, as it was
 * and as it would be without friction, and the chance that a journey which goes on from there
 * reaches its goal.
 */
public final class Hazard implements Serializable {
  /** Log odds so small that what they add is in proportion to them. */
  private static final double NOTHING = 1e-9;

  private final Layout layout;
  private final double[] leave;
  private final double[] arrive;

  /** Effects by touchpoint that are no friction there. */
  private final boolean[][] isInterest;

  /**
   * @param leave coefficients of giving up
   * @param arrive coefficients of reaching the goal once the visit is survived
   */
  Hazard(Layout layout, double[] leave, double[] arrive) {
    this.layout = layout;
    this.leave = leave.clone();
    this.arrive = arrive.clone();
    this.isInterest = interest();
  }

  private Hazard(Layout layout, double[] leave, double[] arrive, boolean[][] isInterest) {
    this.layout = layout;
    this.leave = leave;
    this.arrive = arrive;
    this.isInterest = isInterest;
  }

  /**
   * What a customer does more often where he stays, such as coming back to a page while looking
   * around, is no friction there. Of failures that is not believed: they may only seem to help.
   */
  private boolean[][] interest() {
    Sizes sizes = layout.sizes();
    boolean[][] interest = new boolean[layout.effects()][sizes.touchpoints()];
    for (int j = sizes.failures(); j < sizes.signals(); j++) {
      for (int k = 0; k < sizes.touchpoints(); k++) {
        interest[j][k] = effect(j, k) < 0;
      }
    }
    return interest;
  }

  /**
   * A visit's chances.
   *
   * @param with chance of giving up as it was
   * @param without the same without friction
   * @param arrival chance that a journey going on reaches its goal
   */
  public record Felt(double with, double without, double arrival) {
    /** Per cent of customers who would have gone on but were lost to friction, at most 100. */
    public double index() {
      return 100 * (with - without) / (1 - without);
    }

    /** Journeys lost: part of one journey. */
    public double lost() {
      return (with - without) * arrival;
    }
  }

  /** The same with other coefficients. */
  Hazard moved(double[] onLeave, double[] onArrive) {
    return new Hazard(layout, sum(leave, onLeave), sum(arrive, onArrive), isInterest);
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
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
    double friction = 0;
    for (int i = row.calm(); i < row.columns().length; i++) {
      double brought = leave[row.columns()[i]] * row.values()[i];
      if (isFriction(row, i)) {
        friction += brought;
      } else {
        calm += brought;
      }
    }
    double arrival = LogisticSums.probability(calm(arrive, row));
    double without = LogisticSums.probability(calm);
    double with = friction == 0 ? without : LogisticSums.probability(calm + friction);
    return new Felt(with, without, arrival);
  }

  /** Whether a visit shows friction, interest left out. */
  boolean showsFriction(Layout.Row row) {
    for (int i = row.calm(); i < row.columns().length; i++) {
      if (isFriction(row, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a column of a visit is friction's. */
  boolean isFriction(Layout.Row row, int column) {
    return column >= row.calm() && !isInterest[row.effect(column)][row.touchpoint()];
  }

  private static double calm(double[] coefficients, Layout.Row row) {
    double sum = 0;
    for (int i = 0; i < row.calm(); i++) {
      sum += coefficients[row.columns()[i]] * row.values()[i];
    }
    return sum;
  }

  /**
   * How much of what friction adds to the chance of giving up is each signal's. The effects meet in
   * one sum, so the shares of R. Aumann and L. Shapley (1974) are in proportion to what each brings
   * to that sum; what any failure and several bring is shared equally among those that are shown.
   * They add up to the whole.
   */
  public double[] shares(Visit visit) {
    double[] shares = new double[layout.sizes().signals()];
    shares(visit, layout.row(visit), shares);
    return shares;
  }

  /**
   * @param shares is filled
   */
  Felt shares(Visit visit, Layout.Row row, double[] shares) {
    Felt felt = of(row);
    Arrays.fill(shares, 0);
    if (!row.showsFriction()) {
      return felt;
    }
    int failures = Layout.failures(layout.sizes(), visit);
    double together = 0;
    double sum = 0;
    for (int j = 0; j < layout.effects(); j++) {
      double strength = Layout.strength(layout.sizes(), visit, j);
      if (strength == 0 || isInterest[j][visit.touchpoint()]) {
        continue;
      }
      double brought = effect(j, visit.touchpoint()) * strength;
      sum += brought;
      if (layout.isOfOne(j)) {
        shares[j] = brought;
      } else {
        together += brought;
      }
    }
    double perUnit =
        Math.abs(sum) < NOTHING
            ? felt.without() * (1 - felt.without())
            : (felt.with() - felt.without()) / sum;
    for (int j = 0; j < shares.length; j++) {
      boolean isOneOfThem = j < layout.sizes().failures() && visit.signals()[j] != 0;
      shares[j] = (shares[j] + (isOneOfThem ? together / failures : 0)) * perUnit;
    }
    return felt;
  }

  /** What an effect of full strength adds at a touchpoint, in log odds. */
  private double effect(int effect, int touchpoint) {
    int cell = layout.cell(effect, touchpoint);
    return leave[layout.effect(effect)] + (cell < 0 ? 0 : leave[cell]);
  }
}
