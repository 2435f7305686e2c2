package io.percorso.lake;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * The interval of a share by Wilson's score method: with p = hits / n and the normal quantile z,
 * centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n). Null where n is
 * null or 0.
 *
 * <p>E. B. Wilson, Probable inference, Journal of the American Statistical Association 22 (1927);
 * without continuity correction, method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998).
 */
public final class Wilson {
  /** Normal quantile of a two-sided 90 % interval. */
  public static final double Z90 = 1.6448536269514722;

  /** Normal quantile of a two-sided 95 % interval. */
  public static final double Z95 = 1.959963984540054;

  private Wilson() {}

  /** Lower end, 0..1, never above the share. */
  public static Column low(Column hits, Column n, double z) {
    return whereAny(
        n, least(share(hits, n), greatest(lit(0.0), centre(hits, n, z).minus(half(hits, n, z)))));
  }

  /** Upper end, 0..1, never below the share. */
  public static Column high(Column hits, Column n, double z) {
    return whereAny(
        n, greatest(share(hits, n), least(lit(1.0), centre(hits, n, z).plus(half(hits, n, z)))));
  }

  private static Column centre(Column hits, Column n, double z) {
    return share(hits, n).plus(lit(z * z).divide(n.multiply(2.0))).divide(scale(n, z));
  }

  private static Column half(Column hits, Column n, double z) {
    Column p = share(hits, n);
    Column spread =
        p.multiply(lit(1.0).minus(p))
            .divide(n)
            .plus(lit(z * z).divide(n.cast("double").multiply(n).multiply(4.0)));
    return sqrt(spread).multiply(z).divide(scale(n, z));
  }

  private static Column scale(Column n, double z) {
    return lit(1.0).plus(lit(z * z).divide(n));
  }

  private static Column share(Column hits, Column n) {
    return hits.cast("double").divide(n);
  }

  private static Column whereAny(Column n, Column value) {
    return when(n.gt(0), value);
  }
}
