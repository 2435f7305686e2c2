package io.percorso.statistics;

/**
 * How often a customer is drawn in each replicate of a bootstrap: Poisson with mean 1, from the
 * customer's hash and the replicate's number alone. So all of a customer's rows, wherever they lie,
 * have the same weight, a replicate needs no draw beforehand, and a second run is the first again.
 *
 * <p>Weights of this kind instead of draws with replacement: J. Hanley and B. MacGibbon, Computer
 * Methods and Programs in Biomedicine 83 (2006). The hash is mixed by the finaliser of G. Steele,
 * D. Lea and C. Flood, Fast splittable pseudorandom number generators, OOPSLA (2014).
 */
public final class PoissonWeights {
  private static final int MOST = 16;
  private static final double[] UP_TO = upTo();

  private PoissonWeights() {}

  private static double[] upTo() {
    double[] upTo = new double[MOST];
    double term = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < MOST; k++) {
      sum += term;
      upTo[k] = sum;
      term /= k + 1;
    }
    return upTo;
  }

  /**
   * @param cluster a hash of the customer id
   * @param replicate 0 and up
   */
  public static int weight(long cluster, int replicate) {
    double uniform = (mixed(cluster + mixed(replicate + 1L)) >>> 11) * 0x1p-53;
    int weight = 0;
    while (weight < MOST && uniform >= UP_TO[weight]) {
      weight++;
    }
    return weight;
  }

  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
