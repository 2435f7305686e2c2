package io.percorso.simulator.company;

/** What friction takes, summed by page over a part of the customers. */
final class Losses {
  private final double[] journeys = new double[Touchpoint.values().length];
  private final double[] cents = new double[Touchpoint.values().length];
  private final long[] visits = new long[Touchpoint.values().length];
  private final long[] withFriction = new long[Touchpoint.values().length];

  void visit(Touchpoint page, boolean hasFriction) {
    visits[page.ordinal()]++;
    withFriction[page.ordinal()] += hasFriction ? 1 : 0;
  }

  void lost(Touchpoint page, double share, long margin) {
    journeys[page.ordinal()] += share;
    cents[page.ordinal()] += share * margin;
  }

  /** Adds another part; in a fixed order of parts the sum is the same to the last digit. */
  void add(Losses other) {
    for (int i = 0; i < journeys.length; i++) {
      journeys[i] += other.journeys[i];
      cents[i] += other.cents[i];
      visits[i] += other.visits[i];
      withFriction[i] += other.withFriction[i];
    }
  }

  double journeys(Touchpoint page) {
    return journeys[page.ordinal()];
  }

  double cents(Touchpoint page) {
    return cents[page.ordinal()];
  }

  long visits(Touchpoint page) {
    return visits[page.ordinal()];
  }

  long visitsWithFriction(Touchpoint page) {
    return withFriction[page.ordinal()];
  }
}
