package io.percorso.statistics;

/**
 * How strong something unmeasured would have to be to explain an association away: the smallest
 * risk ratio that it must have with the cause and with the effect, both. T. VanderWeele and P.
 * Ding, Annals of Internal Medicine 167 (2017).
 */
public final class EValue {
  private EValue() {}

  /**
   * @param riskRatio above 0; one below 1 counts as its inverse
   * @return at least 1
   */
  public static double of(double riskRatio) {
    if (!(riskRatio > 0) || Double.isInfinite(riskRatio)) {
      throw new IllegalArgumentException("a risk ratio of " + riskRatio);
    }
    double ratio = Math.max(riskRatio, 1 / riskRatio);
    return ratio + Math.sqrt(ratio * (ratio - 1));
  }

  /** That of the end of an interval that is nearer to 1; 1 where the interval holds 1. */
  public static double of(Interval riskRatios) {
    if (riskRatios.contains(1)) {
      return 1;
    }
    return of(riskRatios.low() > 1 ? riskRatios.low() : riskRatios.high());
  }
}
