package io.percorso.friction.hazard;

import io.percorso.statistics.PoissonWeights;
import java.io.Serializable;

/**
 * What reaching the goal brings, and how often a later journey makes good what was given up, by
 * intent: as it is and in every replicate. A journey is told by its first visit.
 */
final class WorthSums implements Serializable {
  private final double[][] worth;
  private final double[][] reached;
  private final double[][] abandoned;
  private final double[][] recaptured;

  WorthSums(int intents, int replicates) {
    worth = new double[intents][1 + replicates];
    reached = new double[intents][1 + replicates];
    abandoned = new double[intents][1 + replicates];
    recaptured = new double[intents][1 + replicates];
  }

  void add(Visit visit) {
    if (visit.position() != 1) {
      return;
    }
    Visit.Journey journey = visit.journey();
    int at = journey.intent();
    for (int b = 0; b < worth[at].length; b++) {
      int weight = b == 0 ? 1 : PoissonWeights.weight(visit.customer(), b - 1);
      if (journey.isConverted()) {
        boolean isKnown = !Double.isNaN(journey.worth());
        reached[at][b] += isKnown ? weight : 0;
        worth[at][b] += isKnown ? weight * journey.worth() : 0;
      } else {
        abandoned[at][b] += weight;
        recaptured[at][b] += journey.isRecaptured() ? weight : 0;
      }
    }
  }

  WorthSums join(WorthSums other) {
    LostSums.addTo(worth, other.worth);
    LostSums.addTo(reached, other.reached);
    LostSums.addTo(abandoned, other.abandoned);
    LostSums.addTo(recaptured, other.recaptured);
    return this;
  }

  /**
   * What a lost journey would have brought and no later one brings.
   *
   * @param draw 0: as it is; else the replicate after the first
   */
  double ofALostJourney(int intent, int draw) {
    double mean = share(worth[intent][draw], reached[intent][draw]);
    return mean * (1 - recapture(intent, draw));
  }

  /** Share of the journeys given up that a later one makes good. */
  double recapture(int intent, int draw) {
    return share(recaptured[intent][draw], abandoned[intent][draw]);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
