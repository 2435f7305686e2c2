package io.percorso.retention.value;

import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.util.ContinuedFraction;

/**
 * Gauss's hypergeometric function ₂F₁(1, b; c; z) for c > b > 0 and 0 ≤ z < 1, which is all that
 * the models need once Euler's transformation has made the first argument 1.
 *
 * <p>By his continued fraction (NIST Handbook of Mathematical Functions, 15.7): in this range every
 * part of it lies between 0 and 1, so that nothing cancels, and near z = 1 it needs about 10/√(1−z)
 * steps where the power series needs 40/(1−z). Right to eleven digits up to z = 1 − 1e-6, to six
 * wherever it settles.
 */
final class Hypergeometric {
  private static final double PRECISION = 1e-16;
  private static final int MOST_STEPS = 1_000_000;

  private Hypergeometric() {}

  /**
   * ₂F₁(1, b; c; z), at least 1.
   *
   * @throws IllegalArgumentException outside of the range, or so near z = 1 that it does not settle
   */
  static double ofOne(double b, double c, double z) {
    if (!(b > 0 && c > b && z >= 0 && z < 1) || Double.isInfinite(c)) {
      throw new IllegalArgumentException(
          "₂F₁(1, %s; %s; %s) is not worked out: it needs c > b > 0 and 0 ≤ z < 1"
              .formatted(b, c, z));
    }
    try {
      return 1 / new Fraction(b, c).evaluate(z, PRECISION, MOST_STEPS);
    } catch (ConvergenceException | MaxCountExceededException e) {
      throw new IllegalArgumentException(
          "₂F₁(1, %s; %s; %s) has not settled after %d steps: z lies too near to 1"
              .formatted(b, c, z, MOST_STEPS),
          e);
    }
  }

  /** 1/₂F₁ = 1 − k₁z / (1 − k₂z / (1 − …)). */
  private static final class Fraction extends ContinuedFraction {
    private final double b;
    private final double c;

    private Fraction(double b, double c) {
      this.b = b;
      this.c = c;
    }

    @Override
    protected double getA(int n, double z) {
      return 1;
    }

    @Override
    protected double getB(int n, double z) {
      int m = n / 2;
      double share =
          n % 2 == 0
              ? m / (c + 2 * m - 2) * ((c - b + m - 1) / (c + 2 * m - 1))
              : (b + m) / (c + 2 * m) * (m == 0 ? 1 : (c + m - 1) / (c + 2 * m - 1));
      return -share * z;
    }
  }
}
