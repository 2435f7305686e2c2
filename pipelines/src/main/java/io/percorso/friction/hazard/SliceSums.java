package io.percorso.friction.hazard;

import java.io.Serializable;

/**
 * What a look at the visits says of each touchpoint's slices: lost journeys by the model, and how
 * many more were given up than it says, as it is and in every replicate.
 */
final class SliceSums implements Serializable {
  private final Slicing slicing;
  private final int draws;
  final long[][] visits;
  final long[][] frictionVisits;
  final double[][] stays;
  final double[][] driven;

  /** By touchpoint, slice and draw; null where no visit shows friction. */
  final double[][][] lost;

  final double[][][] excess;

  /** With friction; null where nobody has any. */
  private final FewCustomers[][] customers;

  SliceSums(Slicing slicing, int touchpoints, int draws) {
    this.slicing = slicing;
    this.draws = draws;
    visits = new long[touchpoints][slicing.count()];
    frictionVisits = new long[touchpoints][slicing.count()];
    stays = new double[touchpoints][slicing.count()];
    driven = new double[touchpoints][slicing.count()];
    lost = new double[touchpoints][slicing.count()][];
    excess = new double[touchpoints][slicing.count()][];
    customers = new FewCustomers[touchpoints][slicing.count()];
  }

  int[] slices(Visit visit) {
    return slicing.of(visit);
  }

  /** Whether enough different customers met friction there to tell something of it. */
  boolean isTold(int touchpoint, int slice) {
    return customers[touchpoint][slice] != null && customers[touchpoint][slice].areEnough();
  }

  void seen(Visit visit, int[] slices, Hazard.Felt felt, boolean showsFriction) {
    int touchpoint = visit.touchpoint();
    for (int slice : slices) {
      if (showsFriction) {
        ofFriction(touchpoint, slice).add(visit.customer());
      }
      visits[touchpoint][slice]++;
      frictionVisits[touchpoint][slice] += showsFriction ? 1 : 0;
      stays[touchpoint][slice] += 1 - felt.without();
      driven[touchpoint][slice] += felt.with() - felt.without();
    }
  }

  /**
   * @param left 1 where the visit was the journey's last, else 0
   */
  void draw(int touchpoint, int[] slices, Hazard.Felt felt, int left, int draw, int weight) {
    for (int slice : slices) {
      if (lost[touchpoint][slice] == null) {
        lost[touchpoint][slice] = new double[draws];
        excess[touchpoint][slice] = new double[draws];
      }
      lost[touchpoint][slice][draw] += weight * felt.lost();
      excess[touchpoint][slice][draw] += weight * (left - felt.with()) * felt.arrival();
    }
  }

  private FewCustomers ofFriction(int touchpoint, int slice) {
    if (customers[touchpoint][slice] == null) {
      customers[touchpoint][slice] = new FewCustomers();
    }
    return customers[touchpoint][slice];
  }

  SliceSums join(SliceSums other) {
    for (int k = 0; k < visits.length; k++) {
      for (int s = 0; s < visits[k].length; s++) {
        visits[k][s] += other.visits[k][s];
        frictionVisits[k][s] += other.frictionVisits[k][s];
        stays[k][s] += other.stays[k][s];
        driven[k][s] += other.driven[k][s];
        if (other.customers[k][s] != null) {
          ofFriction(k, s).addAll(other.customers[k][s]);
        }
        lost[k][s] = sum(lost[k][s], other.lost[k][s]);
        excess[k][s] = sum(excess[k][s], other.excess[k][s]);
      }
    }
    return this;
  }

  private static double[] sum(double[] one, double[] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    for (int i = 0; i < one.length; i++) {
      one[i] += other[i];
    }
    return one;
  }
}
