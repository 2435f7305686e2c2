package io.percorso.friction.hazard;

import io.percorso.statistics.PoissonWeights;
import java.io.Serializable;

/**
 * What one look at the visits says about lost journeys: how many at each touchpoint, as the visits
 * are and in every replicate, how they depend on the coefficients, and how much each replicate
 * pulls at those. Replicates thus need no fit of their own: a step of Newton's from the fit of all.
 */
final class LostSums implements Serializable {
  private final Hazard hazard;
  private final int replicates;
  final long[] visits;
  final long[] frictionVisits;
  final double[] stays;
  final double[] driven;
  final double[] with;
  final double[] without;
  final double[] lost;
  final double[][] drawn;
  final double[][] byLeave;
  final double[][] byArrive;
  final double[][] pullOnLeave;
  final double[][] pullOnArrive;

  LostSums(Hazard hazard, int replicates) {
    this.hazard = hazard;
    this.replicates = replicates;
    int touchpoints = hazard.layout().sizes().touchpoints();
    int size = hazard.layout().size();
    visits = new long[touchpoints];
    frictionVisits = new long[touchpoints];
    stays = new double[touchpoints];
    driven = new double[touchpoints];
    with = new double[touchpoints];
    without = new double[touchpoints];
    lost = new double[touchpoints];
    drawn = new double[touchpoints][replicates];
    byLeave = new double[touchpoints][size];
    byArrive = new double[touchpoints][size];
    pullOnLeave = new double[replicates][size];
    pullOnArrive = new double[replicates][size];
  }

  void add(Visit visit) {
    if (visit.end() == Visit.End.ESCALATED) {
      return;
    }
    Layout.Row row = hazard.layout().row(visit);
    Hazard.Felt felt = hazard.of(row);
    int at = visit.touchpoint();
    visits[at]++;
    stays[at] += 1 - felt.without();
    if (hazard.showsFriction(row)) {
      frictionVisits[at]++;
      driven[at] += felt.with() - felt.without();
      with[at] += felt.with();
      without[at] += felt.without();
      lost[at] += felt.lost();
      depend(row, felt, at);
    }
    pull(visit, row, felt, at);
  }

  private void depend(Layout.Row row, Hazard.Felt felt, int at) {
    double with = felt.arrival() * felt.with() * (1 - felt.with());
    double without = felt.arrival() * felt.without() * (1 - felt.without());
    double arrival = felt.lost() * (1 - felt.arrival());
    for (int i = 0; i < row.columns().length; i++) {
      double value = row.values()[i];
      byLeave[at][row.columns()[i]] += value * (hazard.isFriction(row, i) ? with : with - without);
      if (i < row.calm()) {
        byArrive[at][row.columns()[i]] += value * arrival;
      }
    }
  }

  private void pull(Visit visit, Layout.Row row, Hazard.Felt felt, int at) {
    boolean isContinued = visit.end() == Visit.End.CONTINUED;
    double left = (isContinued ? 0 : 1) - felt.with();
    double arrived = (visit.isConverted() ? 1 : 0) - felt.arrival();
    double lostHere = felt.lost();
    for (int b = 0; b < replicates; b++) {
      int weight = PoissonWeights.weight(visit.customer(), b);
      drawn[at][b] += weight * lostHere;
      if (weight == 1) {
        continue;
      }
      double[] onLeave = pullOnLeave[b];
      double more = (weight - 1) * left;
      for (int i = 0; i < row.columns().length; i++) {
        onLeave[row.columns()[i]] += more * row.values()[i];
      }
      if (isContinued) {
        double[] onArrive = pullOnArrive[b];
        double moreArrived = (weight - 1) * arrived;
        for (int i = 0; i < row.calm(); i++) {
          onArrive[row.columns()[i]] += moreArrived * row.values()[i];
        }
      }
    }
  }

  LostSums join(LostSums other) {
    for (int k = 0; k < visits.length; k++) {
      visits[k] += other.visits[k];
      frictionVisits[k] += other.frictionVisits[k];
    }
    addTo(stays, other.stays);
    addTo(driven, other.driven);
    addTo(with, other.with);
    addTo(without, other.without);
    addTo(lost, other.lost);
    addTo(drawn, other.drawn);
    addTo(byLeave, other.byLeave);
    addTo(byArrive, other.byArrive);
    addTo(pullOnLeave, other.pullOnLeave);
    addTo(pullOnArrive, other.pullOnArrive);
    return this;
  }

  static void addTo(double[][] sums, double[][] others) {
    for (int i = 0; i < sums.length; i++) {
      addTo(sums[i], others[i]);
    }
  }

  private static void addTo(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }
}
