package io.percorso.retention.value;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The parameters above 0 under which the data is likeliest: a simplex of J. Nelder and R. Mead, The
 * Computer Journal 7 (1965), on their logarithms, begun anew where it stopped until that gains
 * nothing.
 *
 * @param isConverged false when steps ran out, or a parameter lies at the end of where is searched
 */
record Likeliest(double[] parameters, double logLikelihood, boolean isConverged) {
  /** How far from its start a parameter is searched: 10,000 times smaller and larger. */
  private static final double FARTHEST = Math.log(1e4);

  private static final double FIRST_STEP = 0.3;
  private static final int MOST_LOOKS = 2_000;
  private static final int MOST_ROUNDS = 10;

  /** Of the log likelihood, what a new round must gain for another. */
  private static final double GAIN = 1e-12;

  /**
   * @param start about where parameters of such data lie, all above 0
   * @param logLikelihood of the data at parameters above 0
   */
  static Likeliest of(double[] start, ToDoubleFunction<double[]> logLikelihood) {
    double[] origin = Arrays.stream(start).map(Math::log).toArray();
    ObjectiveFunction height = new ObjectiveFunction(logs -> heightAt(origin, logs, logLikelihood));
    PointValuePair best = new PointValuePair(origin, height.getObjectiveFunction().value(origin));
    boolean isSettled = false;
    for (int round = 0; round < MOST_ROUNDS && !isSettled; round++) {
      Optional<PointValuePair> next = climbed(height, best);
      if (next.isEmpty()) {
        break;
      }
      double gain = next.get().getValue() - best.getValue();
      isSettled = gain <= GAIN * Math.abs(best.getValue());
      best = gain >= 0 ? next.get() : best;
    }
    double[] logs = within(origin, best.getPoint());
    boolean isInside = true;
    for (int j = 0; j < logs.length; j++) {
      isInside &= Math.abs(logs[j] - origin[j]) < FARTHEST - FIRST_STEP;
    }
    double[] parameters = exp(logs);
    return new Likeliest(
        parameters, logLikelihood.applyAsDouble(parameters), isSettled && isInside);
  }

  /** Where a simplex comes to from a place; empty when it does not come to rest. */
  private static Optional<PointValuePair> climbed(ObjectiveFunction height, PointValuePair from) {
    try {
      return Optional.of(
          new SimplexOptimizer(new SimpleValueChecker(1e-15, 1e-13))
              .optimize(
                  new MaxEval(MOST_LOOKS),
                  height,
                  GoalType.MAXIMIZE,
                  new InitialGuess(from.getPoint()),
                  new NelderMeadSimplex(from.getPoint().length, FIRST_STEP)));
    } catch (TooManyEvaluationsException e) {
      return Optional.empty();
    }
  }

  /** Past the end of where is searched the likelihood goes on as at the end, falling. */
  private static double heightAt(
      double[] origin, double[] logs, ToDoubleFunction<double[]> logLikelihood) {
    double[] allowed = within(origin, logs);
    double height = logLikelihood.applyAsDouble(exp(allowed));
    for (int j = 0; j < logs.length; j++) {
      double past = logs[j] - allowed[j];
      height -= past * past * (1 + Math.abs(height));
    }
    return Double.isNaN(height) ? -Double.MAX_VALUE : height;
  }

  private static double[] within(double[] origin, double[] logs) {
    double[] allowed = new double[logs.length];
    for (int j = 0; j < logs.length; j++) {
      allowed[j] = Math.max(origin[j] - FARTHEST, Math.min(origin[j] + FARTHEST, logs[j]));
    }
    return allowed;
  }

  private static double[] exp(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }
}
