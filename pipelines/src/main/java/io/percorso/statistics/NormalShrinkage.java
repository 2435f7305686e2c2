package io.percorso.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How the true effects of many cells are spread: effect ~ Normal(mean, variance), estimate ~
 * Normal(effect, error²). Drawn towards the common mean, a cell with little data borrows from the
 * others.
 *
 * <p>The variance between cells by R. DerSimonian and N. Laird, Controlled Clinical Trials 7
 * (1986).
 *
 * @param meanError standard error of the common mean
 * @param variance of the true effects, 0 where they differ no more than by chance
 */
public record NormalShrinkage(double mean, double meanError, double variance) {
  /** A cell's estimate and its standard error. */
  public record Estimate(double value, double error) {
    public Estimate {
      if (!(error > 0) || Double.isNaN(value) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "an estimate of %s with error %s".formatted(value, error));
      }
    }

    private double weight() {
      return 1 / (error * error);
    }
  }

  /**
   * @param estimates at least one; of one, or of those that differ no more than by chance, the
   *     variance is 0 and all have the common mean
   */
  public static NormalShrinkage fit(List<Estimate> estimates) {
    if (estimates.isEmpty()) {
      throw new IllegalArgumentException("no estimate says where effects lie");
    }
    double variance = variance(estimates);
    double weights = 0;
    double sum = 0;
    for (Estimate one : estimates) {
      double weight = 1 / (one.error * one.error + variance);
      weights += weight;
      sum += weight * one.value;
    }
    return new NormalShrinkage(sum / weights, Math.sqrt(1 / weights), variance);
  }

  private static double variance(List<Estimate> estimates) {
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (Estimate one : estimates) {
      weights += one.weight();
      squares += one.weight() * one.weight();
      sum += one.weight() * one.value;
    }
    double common = sum / weights;
    double heterogeneity = 0;
    for (Estimate one : estimates) {
      heterogeneity += one.weight() * (one.value - common) * (one.value - common);
    }
    double scale = weights - squares / weights;
    return scale > 0 ? Math.max(0, (heterogeneity - (estimates.size() - 1)) / scale) : 0;
  }

  /** What is believed of a cell: its effect, and the standard error of that. */
  public Estimate of(Estimate cell) {
    if (variance == 0) {
      return new Estimate(mean, meanError);
    }
    double precision = cell.weight() + 1 / variance;
    return new Estimate(
        (cell.value * cell.weight() + mean / variance) / precision, Math.sqrt(1 / precision));
  }

  /**
   * The probability that an effect has the other sign than its estimate. M. Stephens, Biostatistics
   * 18 (2017).
   */
  public static double falseSign(Estimate believed) {
    return new NormalDistribution(null, 0, 1)
        .cumulativeProbability(-Math.abs(believed.value) / believed.error);
  }
}
