package io.percorso.statistics;

/**
 * The net promoter score, 100 times promoters less detractors over all who answered, with its
 * standard error: each answer is 1, 0 or −1.
 *
 * @param score −100 to 100
 * @param error standard error of the score
 */
public record NetPromoter(double score, double error) {
  /**
   * @throws IllegalArgumentException when nobody answered
   */
  public static NetPromoter of(long promoters, long passives, long detractors) {
    double all = (double) promoters + passives + detractors;
    if (!(all > 0) || Math.min(promoters, Math.min(passives, detractors)) < 0) {
      throw new IllegalArgumentException(
          "%d promoters, %d passives, %d detractors".formatted(promoters, passives, detractors));
    }
    double mean = (promoters - detractors) / all;
    double variance = (promoters + detractors) / all - mean * mean;
    return new NetPromoter(100 * mean, 100 * Math.sqrt(variance / all));
  }

  /**
   * @param deviations how many standard errors on each side, for example 1.96 for 95 %
   */
  public Interval interval(double deviations) {
    return new Interval(
        Math.max(-100, score - deviations * error), Math.min(100, score + deviations * error));
  }
}
