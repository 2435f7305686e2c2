package io.percorso.statistics;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A logistic regression whose coefficients are drawn towards 0, and of which some may not be
 * negative. Newton's steps, projected on what is allowed: D. Bertsekas, SIAM Journal on Control and
 * Optimization 20 (1982). With a ridge on every coefficient that data alone cannot bound, the
 * answer is finite and one, whatever is separated by whatever.
 *
 * @param coefficients in the order of the columns
 * @param inverse of the penalised information matrix; rows of coefficients held at 0 are 0
 * @param logLikelihood without the penalty
 * @param weight rows looked at
 * @param looks at the data
 */
public record LogisticFit(
    double[] coefficients, double[][] inverse, double logLikelihood, double weight, int looks) {
  private static final int MOST_STEPS = 50;
  private static final double SHORTEST = 1e-9;

  /** Largest gradient left over, per row. */
  private static final double TOLERANCE = 1e-12;

  /** Of the cost, what a sum of millions of rows may be wrong by. */
  private static final double ROUNDING = 1e-11;

  private static final double ENOUGH_DESCENT = 1e-4;

  /**
   * How coefficients are held.
   *
   * @param ridge half of it times the coefficient's square is paid, in units of log likelihood
   * @param isNonNegative true for a coefficient that may not be negative
   */
  public record Penalty(double[] ridge, boolean[] isNonNegative) {
    public Penalty {
      if (ridge.length != isNonNegative.length) {
        throw new IllegalArgumentException(
            "%d ridges of %d coefficients".formatted(ridge.length, isNonNegative.length));
      }
      for (double one : ridge) {
        if (!(one >= 0) || Double.isInfinite(one)) {
          throw new IllegalArgumentException("a ridge of " + one);
        }
      }
    }

    private double of(double[] coefficients) {
      double sum = 0;
      for (int j = 0; j < ridge.length; j++) {
        sum += ridge[j] * coefficients[j] * coefficients[j] / 2;
      }
      return sum;
    }

    private double[] allowed(double[] coefficients) {
      double[] allowed = coefficients.clone();
      for (int j = 0; j < allowed.length; j++) {
        if (isNonNegative[j]) {
          allowed[j] = Math.max(0, allowed[j]);
        }
      }
      return allowed;
    }
  }

  /** A place, what the data says there, and the cost. */
  private record Place(double[] coefficients, LogisticSums sums, double cost) {}

  /**
   * @param start where to begin, for example the last fit
   * @param look sums the data at some coefficients
   * @throws IllegalArgumentException when it happened in every row or in none
   * @throws ArithmeticException when a value is no number
   */
  public static LogisticFit of(
      Penalty penalty, double[] start, Function<double[], LogisticSums> look) {
    Place at = place(penalty, penalty.allowed(start), look);
    if (at.sums.events() <= 0 || at.sums.events() >= at.sums.weight()) {
      throw new IllegalArgumentException(
          "it happened in %s of %s rows: nothing tells when it does"
              .formatted(at.sums.events(), at.sums.weight()));
    }
    int looks = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      int[] free = free(penalty, at);
      double[] slope = slope(penalty, at);
      double left = Arrays.stream(free).mapToDouble(j -> Math.abs(slope[j])).max().orElse(0);
      if (left <= TOLERANCE * at.sums.weight()) {
        break;
      }
      double[] direction = direction(penalty, at, free, slope);
      Place full = place(penalty, penalty.allowed(moved(at, direction, 1)), look);
      looks++;
      double promised = -promised(slope, at, full);
      if (promised <= ROUNDING * Math.abs(at.cost)) {
        // The cost cannot tell any more which place is better; Newton's step can.
        at = full;
        break;
      }
      Place next = full;
      for (double length = 0.5; !descends(slope, at, next) && length > SHORTEST; length /= 2) {
        next = place(penalty, penalty.allowed(moved(at, direction, length)), look);
        looks++;
      }
      if (!descends(slope, at, next)) {
        break;
      }
      at = next;
    }
    return new LogisticFit(
        at.coefficients,
        inverse(penalty, at, free(penalty, at)),
        at.sums.logLikelihood(),
        at.sums.weight(),
        looks);
  }

  /** What the slope says that the cost gains on the way, not above 0 on the way down. */
  private static double promised(double[] slope, Place at, Place tried) {
    double promised = 0;
    for (int j = 0; j < slope.length; j++) {
      promised += slope[j] * (tried.coefficients[j] - at.coefficients[j]);
    }
    return promised;
  }

  private static boolean descends(double[] slope, Place at, Place tried) {
    return tried.cost <= at.cost + ENOUGH_DESCENT * promised(slope, at, tried);
  }

  private static Place place(
      Penalty penalty, double[] coefficients, Function<double[], LogisticSums> look) {
    LogisticSums sums = look.apply(coefficients);
    double cost = penalty.of(coefficients) - sums.logLikelihood();
    if (Double.isNaN(cost) || Double.isInfinite(cost)) {
      throw new ArithmeticException("a value among the rows is no number");
    }
    return new Place(coefficients, sums, cost);
  }

  /** Coefficients that are not held at their bound. */
  private static int[] free(Penalty penalty, Place at) {
    double[] slope = slope(penalty, at);
    return IntStream.range(0, slope.length)
        .filter(j -> !penalty.isNonNegative[j] || at.coefficients[j] > 0 || slope[j] < 0)
        .toArray();
  }

  private static double[] slope(Penalty penalty, Place at) {
    return IntStream.range(0, at.coefficients.length)
        .mapToDouble(j -> penalty.ridge[j] * at.coefficients[j] - at.sums.gradient(j))
        .toArray();
  }

  private static double[] moved(Place at, double[] direction, double length) {
    return IntStream.range(0, direction.length)
        .mapToDouble(j -> at.coefficients[j] + length * direction[j])
        .toArray();
  }

  private static double[] direction(Penalty penalty, Place at, int[] free, double[] slope) {
    double[] direction = new double[slope.length];
    if (free.length == 0) {
      return direction;
    }
    double[] ofFree = Arrays.stream(free).mapToDouble(j -> -slope[j]).toArray();
    double[] solved =
        decomposed(penalty, at, free).getSolver().solve(new ArrayRealVector(ofFree)).toArray();
    for (int i = 0; i < free.length; i++) {
      direction[free[i]] = solved[i];
    }
    return direction;
  }

  private static double[][] inverse(Penalty penalty, Place at, int[] free) {
    double[][] inverse = new double[at.coefficients.length][at.coefficients.length];
    if (free.length == 0) {
      return inverse;
    }
    RealMatrix ofFree = decomposed(penalty, at, free).getSolver().getInverse();
    for (int i = 0; i < free.length; i++) {
      for (int j = 0; j < free.length; j++) {
        inverse[free[i]][free[j]] = ofFree.getEntry(i, j);
      }
    }
    return inverse;
  }

  /** A column that says nothing gets just enough of a ridge to be left where it is. */
  private static CholeskyDecomposition decomposed(Penalty penalty, Place at, int[] free) {
    for (double more = 0; ; more = Math.max(1e-9 * at.sums.weight(), more * 100)) {
      RealMatrix matrix = new Array2DRowRealMatrix(free.length, free.length);
      for (int i = 0; i < free.length; i++) {
        for (int j = 0; j <= i; j++) {
          double value = at.sums.information(free[i], free[j]);
          double diagonal = i == j ? penalty.ridge[free[i]] + more : 0;
          matrix.setEntry(i, j, value + diagonal);
          matrix.setEntry(j, i, value + diagonal);
        }
      }
      try {
        return new CholeskyDecomposition(matrix);
      } catch (NonPositiveDefiniteMatrixException e) {
        if (more > at.sums.weight()) {
          throw e;
        }
      }
    }
  }

  /** Standard error of a coefficient, as far as rows are independent. */
  public double error(int column) {
    return Math.sqrt(inverse[column][column]);
  }
}
