package io.percorso.statistics;

import java.util.List;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Beta;

/**
 * How the true shares of many groups are spread: share ~ Beta(a, b), hits ~ Binomial(trials,
 * share). Fitted to all groups, it says of a small group how much of its own share to believe:
 * empirical Bayes.
 *
 * <p>a and b maximise the marginal likelihood Σ ln B(a+k, b+n−k) − ln B(a, b), begun at the moments
 * of J. Kleinman, Journal of the American Statistical Association 68 (1973). B. Efron and C. Morris
 * in the same journal, 70 (1975), tell why groups are drawn together.
 */
public record BetaBinomial(double a, double b) {
  /** Trials that the common share stands for when the groups differ no more than by chance. */
  private static final double ONE_SHARE = 1e6;

  public BetaBinomial {
    if (!(a > 0 && b > 0)) {
      throw new IllegalArgumentException("Beta(%s, %s) is no distribution".formatted(a, b));
    }
  }

  /** A group's hits among its trials. */
  public record Group(long hits, long trials) {
    public Group {
      if (hits < 0 || trials < 1 || hits > trials) {
        throw new IllegalArgumentException("%d hits of %d trials".formatted(hits, trials));
      }
    }
  }

  /**
   * Fits by likelihood.
   *
   * @param groups at least two
   */
  public static BetaBinomial fit(List<Group> groups) {
    BetaBinomial start = moments(groups);
    if (start.a + start.b >= ONE_SHARE / 2) {
      return start;
    }
    MultivariateFunction likelihood =
        logs -> logLikelihood(groups, Math.exp(logs[0]), Math.exp(logs[1]));
    double[] best =
        new SimplexOptimizer(new SimpleValueChecker(1e-14, 1e-12))
            .optimize(
                new MaxEval(10_000),
                new ObjectiveFunction(likelihood),
                GoalType.MAXIMIZE,
                new InitialGuess(new double[] {Math.log(start.a), Math.log(start.b)}),
                new NelderMeadSimplex(2, 0.3))
            .getPoint();
    double a = Math.exp(best[0]);
    double b = Math.exp(best[1]);
    return a + b < ONE_SHARE
        ? new BetaBinomial(a, b)
        : new BetaBinomial(start.mean() * ONE_SHARE, (1 - start.mean()) * ONE_SHARE);
  }

  /** Fits by the first two moments; one share for all where they differ no more than by chance. */
  public static BetaBinomial moments(List<Group> groups) {
    if (groups.size() < 2) {
      throw new IllegalArgumentException(
          "%d groups cannot say how groups differ; at least 2 are needed".formatted(groups.size()));
    }
    double hits = 0;
    double trials = 0;
    double squares = 0;
    for (Group group : groups) {
      hits += group.hits;
      trials += group.trials;
      squares += (double) group.trials * group.trials;
    }
    double mean = Math.min(Math.max(hits / trials, 0.5 / trials), 1 - 0.5 / trials);
    double spread = 0;
    for (Group group : groups) {
      double off = (double) group.hits / group.trials - mean;
      spread += group.trials * off * off;
    }
    double others = groups.size() - 1.0;
    double variance = mean * (1 - mean);
    double correlation =
        (spread - variance * others) / (variance * (trials - squares / trials - others));
    double size = correlation > 1 / ONE_SHARE ? 1 / correlation - 1 : ONE_SHARE;
    size = Math.max(size, 1e-3);
    return new BetaBinomial(mean * size, (1 - mean) * size);
  }

  private static double logLikelihood(List<Group> groups, double a, double b) {
    double sum = -groups.size() * Beta.logBeta(a, b);
    for (Group group : groups) {
      sum += Beta.logBeta(a + group.hits, b + group.trials - group.hits);
    }
    return sum;
  }

  /** The common share. */
  public double mean() {
    return a / (a + b);
  }

  /** A group's share, drawn towards the common one. */
  public double mean(Group group) {
    return (a + group.hits) / (a + b + group.trials);
  }

  /**
   * The interval of a group's share with as much probability below as above it.
   *
   * @param probability such as 0.9
   */
  public Interval interval(Group group, double probability) {
    BetaDistribution posterior =
        new BetaDistribution(null, a + group.hits, b + group.trials - group.hits);
    double tail = (1 - probability) / 2;
    return new Interval(
        posterior.inverseCumulativeProbability(tail),
        posterior.inverseCumulativeProbability(1 - tail));
  }
}
