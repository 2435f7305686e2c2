package io.percorso.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * How features stretch the time until something happens: log time = coefficients · features + scale
 * · an error of the smallest extreme value, so times are Weibull. J. Kalbfleisch and R. Prentice,
 * The Statistical Analysis of Failure Time Data (1980), chapter 3. Who enters late is watched from
 * then on, and says nothing of the time before.
 *
 * @param coefficients of the features, the constant first
 * @param scale of the error; the hazard falls with time when it is above 1
 * @param errors standard errors of the coefficients, and last of the scale's logarithm
 * @param logLikelihood of the times
 */
public record WeibullTimes(
    List<Double> coefficients, double scale, List<Double> errors, double logLikelihood) {
  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVES = 40;

  /** Of the gradient along the step, twice what a further step could gain. */
  private static final double GAIN = 1e-16;

  private static final double NEAR = 1e-9;

  public WeibullTimes {
    coefficients = List.copyOf(coefficients);
    errors = List.copyOf(errors);
  }

  /**
   * Things of the same features at one time.
   *
   * @param features without the constant
   * @param time above 0
   * @param entered how many came into sight at the time; of those seen from their beginning nothing
   *     is said
   * @param happened to how many it happened
   * @param lost how many were lost from sight
   */
  public record Times(
      double[] features, double time, double entered, double happened, double lost) {}

  /**
   * The likeliest; empty where nothing happened, or the times do not tell what a feature does.
   *
   * @throws IllegalArgumentException when a time is not above 0, or features are not as many
   */
  public static Optional<WeibullTimes> of(List<Times> times) {
    double happened = times.stream().mapToDouble(Times::happened).sum();
    if (!(happened > 0)) {
      return Optional.empty();
    }
    int features = times.get(0).features.length;
    for (Times at : times) {
      if (!(at.time > 0) || at.features.length != features) {
        throw new IllegalArgumentException(
            "a time of %s with %d features: times lie above 0, and all have %d features"
                .formatted(at.time, at.features.length, features));
      }
    }
    double watched =
        times.stream().mapToDouble(t -> t.time * (t.happened + t.lost - t.entered)).sum();
    double[] start = new double[features + 2];
    start[0] = Math.log(Math.max(watched, happened) / happened);
    return climbed(times, start);
  }

  private static Optional<WeibullTimes> climbed(List<Times> times, double[] start) {
    Height at = Height.of(times, start);
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<double[]> uphill = at.uphill();
      if (uphill.isEmpty()) {
        return Optional.empty();
      }
      double[] way = uphill.get();
      if (at.slope(way) <= GAIN * (1 + Math.abs(at.value))) {
        return at.told();
      }
      Optional<Height> next = higher(times, at, way);
      if (next.isEmpty()) {
        // Rounding: the top is as near as numbers can tell.
        return at.slope(way) < NEAR * (1 + Math.abs(at.value)) ? at.told() : Optional.empty();
      }
      at = next.get();
    }
    return Optional.empty();
  }

  private static Optional<Height> higher(List<Times> times, Height from, double[] way) {
    double share = 1;
    for (int half = 0; half < MOST_HALVES; half++) {
      double[] place = from.place.clone();
      for (int j = 0; j < place.length; j++) {
        place[j] += share * way[j];
      }
      Height there = Height.of(times, place);
      if (there.value > from.value) {
        return Optional.of(there);
      }
      share /= 2;
    }
    return Optional.empty();
  }

  /**
   * The log likelihood at a place, with its slope and bend.
   *
   * @param place the coefficients, and last the logarithm of the scale
   */
  private record Height(double[] place, double value, double[] gradient, double[][] bend) {
    static Height of(List<Times> times, double[] place) {
      int last = place.length - 1;
      double scale = Math.exp(place[last]);
      double value = 0;
      double[] gradient = new double[place.length];
      double[][] bend = new double[place.length][place.length];
      double[] by = new double[place.length];
      for (Times at : times) {
        double mean = place[0];
        by[0] = -1 / scale;
        for (int j = 0; j < at.features.length; j++) {
          mean += place[j + 1] * at.features[j];
          by[j + 1] = -at.features[j] / scale;
        }
        double z = (Math.log(at.time) - mean) / scale;
        by[last] = -z;
        // Of all that were there at the time, what they had to live through until then.
        double hazard = Math.exp(z) * (at.happened + at.lost - at.entered);
        value += at.happened * (z - place[last] - Math.log(at.time)) - hazard;
        gradient[last] -= at.happened;
        for (int j = 0; j <= last; j++) {
          gradient[j] += (at.happened - hazard) * by[j];
          for (int k = 0; k <= last; k++) {
            double both = j == last && k == last ? z : j == last ? -by[k] : k == last ? -by[j] : 0;
            bend[j][k] += (at.happened - hazard) * both - hazard * by[j] * by[k];
          }
        }
      }
      return new Height(place, value, gradient, bend);
    }

    /** Newton's step; where the hill is no hill yet, a shorter one towards the slope. */
    Optional<double[]> uphill() {
      double most = 1e-6;
      for (double[] row : bend) {
        most = Math.max(most, Arrays.stream(row).map(Math::abs).max().orElseThrow());
      }
      if (!Double.isFinite(most) || !Double.isFinite(value)) {
        return Optional.empty();
      }
      for (double more = 0; more <= most; more = more == 0 ? most * 1e-8 : more * 10) {
        Optional<RealMatrix> inverse = inverse(more);
        if (inverse.isPresent()) {
          return Optional.of(inverse.get().operate(gradient));
        }
      }
      return Optional.empty();
    }

    /** Of the bend upside down, with more on the diagonal; empty where it bends upwards. */
    private Optional<RealMatrix> inverse(double more) {
      RealMatrix down = new Array2DRowRealMatrix(bend).scalarMultiply(-1);
      for (int j = 0; j < place.length; j++) {
        down.addToEntry(j, j, more);
      }
      try {
        return Optional.of(new CholeskyDecomposition(down, 1e-6, NEAR).getSolver().getInverse());
      } catch (NonPositiveDefiniteMatrixException e) {
        return Optional.empty();
      }
    }

    double slope(double[] way) {
      double slope = 0;
      for (int j = 0; j < way.length; j++) {
        slope += gradient[j] * way[j];
      }
      return slope;
    }

    Optional<WeibullTimes> told() {
      return inverse(0)
          .map(
              inverse ->
                  new WeibullTimes(
                      Arrays.stream(place, 0, place.length - 1).boxed().toList(),
                      Math.exp(place[place.length - 1]),
                      IntStream.range(0, place.length)
                          .mapToObj(j -> Math.sqrt(inverse.getEntry(j, j)))
                          .toList(),
                      value));
    }
  }

  /** The share of things with these features to which it did not happen until a time. */
  public double survival(double[] features, double time) {
    return Math.exp(-Math.pow(time / stretch(features), 1 / scale));
  }

  /** The time until which it happened to a share of things with these features. */
  public double quantile(double[] features, double share) {
    return stretch(features) * Math.pow(-Math.log1p(-share), scale);
  }

  private double stretch(double[] features) {
    double mean = coefficients.get(0);
    for (int j = 0; j < features.length; j++) {
      mean += coefficients.get(j + 1) * features[j];
    }
    return Math.exp(mean);
  }
}
