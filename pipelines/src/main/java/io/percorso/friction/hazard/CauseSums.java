package io.percorso.friction.hazard;

import io.percorso.statistics.PoissonWeights;
import io.percorso.statistics.Stratified;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a second look at the visits says, once every replicate's coefficients are known: journeys
 * and money lost to each signal at each touchpoint, as it is and in every replicate; and how each
 * touchpoint does among customers alike.
 */
final class CauseSums implements Serializable {
  private final Sizes sizes;
  private final Hazard[] hazards;
  private final double[][] worth;
  private final Slicing slicing;
  final long[][] visits;
  final double[][][] lost;
  final double[][][] amount;
  final double[][] driven;
  final double[][] stays;
  final double[][] drivenDraws;
  final double[][] staysDraws;
  final long[] ofIntent;
  final long[][][] left;
  final long[][][] seen;
  final SliceSums slices;

  /**
   * @param hazards as it is, then of each replicate
   * @param worth of a lost journey, by intent and, as hazards, by draw
   * @param slicing how visits are told apart
   */
  CauseSums(Hazard[] hazards, double[][] worth, Slicing slicing) {
    this.sizes = hazards[0].layout().sizes();
    this.hazards = hazards;
    this.worth = worth;
    this.slicing = slicing;
    visits = new long[sizes.touchpoints()][sizes.signals()];
    lost = new double[sizes.touchpoints()][sizes.signals()][hazards.length];
    amount = new double[sizes.touchpoints()][sizes.signals()][hazards.length];
    driven = new double[sizes.touchpoints()][sizes.intents()];
    stays = new double[sizes.touchpoints()][sizes.intents()];
    drivenDraws = new double[sizes.touchpoints()][hazards.length];
    staysDraws = new double[sizes.touchpoints()][hazards.length];
    ofIntent = new long[sizes.intents()];
    left = new long[sizes.touchpoints()][slicing.strata()][2];
    seen = new long[sizes.touchpoints()][slicing.strata()][2];
    slices = new SliceSums(slicing, sizes.touchpoints(), hazards.length);
  }

  void add(Visit visit) {
    if (visit.end() == Visit.End.ESCALATED) {
      return;
    }
    Layout.Row row = hazards[0].layout().row(visit);
    int at = visit.touchpoint();
    int intent = visit.journey().intent();
    Hazard.Felt felt = hazards[0].of(row);
    stays[at][intent] += 1 - felt.without();
    for (int draw = 0; draw < hazards.length; draw++) {
      staysDraws[at][draw] += weight(visit, draw) * (1 - felt.without());
    }
    driven[at][intent] += felt.with() - felt.without();
    ofIntent[intent]++;
    int stratum = slicing.stratum(visit);
    boolean showsFriction = hazards[0].showsFriction(row);
    int shows = showsFriction ? 1 : 0;
    int isLast = visit.end() == Visit.End.ABANDONED ? 1 : 0;
    seen[at][stratum][shows]++;
    left[at][stratum][shows] += isLast;
    int[] theirs = slices.slices(visit);
    slices.seen(visit, theirs, felt, showsFriction);
    if (row.showsFriction()) {
      for (int j = 0; j < sizes.signals(); j++) {
        visits[at][j] += visit.signals()[j] == 0 ? 0 : 1;
      }
      lost(visit, row, showsFriction ? theirs : new int[0], isLast);
    }
  }

  private void lost(Visit visit, Layout.Row row, int[] theirs, int isLast) {
    double[] shares = new double[sizes.signals()];
    int at = visit.touchpoint();
    for (int draw = 0; draw < hazards.length; draw++) {
      int weight = weight(visit, draw);
      if (weight == 0) {
        continue;
      }
      Hazard.Felt felt = hazards[draw].shares(visit, row, shares);
      drivenDraws[at][draw] += weight * (felt.with() - felt.without());
      slices.draw(at, theirs, felt, isLast, draw, weight);
      double each = worth[visit.journey().intent()][draw];
      for (int j = 0; j < shares.length; j++) {
        if (shares[j] != 0) {
          double journeys = weight * shares[j] * felt.arrival();
          lost[at][j][draw] += journeys;
          amount[at][j][draw] += journeys * each;
        }
      }
    }
  }

  private static int weight(Visit visit, int draw) {
    return draw == 0 ? 1 : PoissonWeights.weight(visit.customer(), draw - 1);
  }

  CauseSums join(CauseSums other) {
    for (int k = 0; k < visits.length; k++) {
      addTo(visits[k], other.visits[k]);
      LostSums.addTo(lost[k], other.lost[k]);
      LostSums.addTo(amount[k], other.amount[k]);
      for (int s = 0; s < seen[k].length; s++) {
        addTo(seen[k][s], other.seen[k][s]);
        addTo(left[k][s], other.left[k][s]);
      }
    }
    addTo(ofIntent, other.ofIntent);
    slices.join(other.slices);
    LostSums.addTo(driven, other.driven);
    LostSums.addTo(stays, other.stays);
    LostSums.addTo(drivenDraws, other.drivenDraws);
    LostSums.addTo(staysDraws, other.staysDraws);
    return this;
  }

  private static void addTo(long[] sums, long[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** A touchpoint's visits with and without friction, among customers alike. */
  List<Stratified.Stratum> strata(int touchpoint) {
    List<Stratified.Stratum> strata = new ArrayList<>();
    for (int s = 0; s < seen[touchpoint].length; s++) {
      long[] all = seen[touchpoint][s];
      long[] gone = left[touchpoint][s];
      if (all[0] + all[1] > 0) {
        strata.add(new Stratified.Stratum(gone[1], all[1], gone[0], all[0]));
      }
    }
    return strata;
  }
}
