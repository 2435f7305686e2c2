package io.percorso.retention.risk;

import io.percorso.retention.trees.Ensemble;
import io.percorso.retention.trees.MllibTrees;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** What a model says of a row in log odds, and what each feature adds. Plain Java. */
sealed interface Scorer extends Serializable {
  /** Log odds of a row. */
  double score(double[] row);

  /** Log odds of a row of which nothing is known. */
  double base();

  /** What each feature adds to the base, written into an array of as many. */
  void contribute(double[] row, double[] into);

  /** The same for everybody. */
  record Prevalence(double base) implements Scorer {
    @Override
    public double score(double[] row) {
      return base;
    }

    @Override
    public void contribute(double[] row, double[] into) {
      Arrays.fill(into, 0);
    }
  }

  /**
   * A line in what {@link RiskFeature#linear} makes of the features. Where a value is missing the
   * training mean stands in and the flag of missing counts; both are the feature's contribution. A
   * value beyond those of training counts as the nearest of them: out there the line was never
   * seen.
   *
   * @param base log odds at the training means
   */
  record Linear(double base, List<Term> terms) implements Scorer {
    @Override
    public double score(double[] row) {
      double sum = base;
      for (Term term : terms) {
        sum += term.adds(row);
      }
      return sum;
    }

    @Override
    public void contribute(double[] row, double[] into) {
      Arrays.fill(into, 0);
      for (Term term : terms) {
        into[term.at] += term.adds(row);
      }
    }
  }

  /**
   * A feature in a line.
   *
   * @param at its place in a row
   * @param column mean, range and missing share among training rows, after {@link
   *     RiskFeature#linear}
   * @param slope log odds per unit
   * @param missing log odds of a missing value over a known one of the mean
   */
  record Term(int at, RiskFeature feature, Column column, double slope, double missing)
      implements Serializable {
    double adds(double[] row) {
      double value = feature.linear(row[at]);
      boolean isMissing = Double.isNaN(value);
      double distance =
          isMissing ? 0 : Math.max(column.low, Math.min(column.high, value)) - column.mean;
      return slope * distance + missing * ((isMissing ? 1 : 0) - column.missingShare);
    }
  }

  /** Of the known values of a feature among training rows; 0 where none is known. */
  record Column(double mean, double low, double high, double missingShare)
      implements Serializable {}

  /**
   * Boosted trees. MLlib takes no NaN, so what is missing is the lowest of all numbers, in training
   * as in scoring: a split may send it left alone, or with the lowest values, or keep it.
   */
  record Boosted(Ensemble trees) implements Scorer {
    static final double MISSING = -Double.MAX_VALUE;

    /** A row as MLlib and the trees read it. */
    static double[] readable(double[] row) {
      return Arrays.stream(row).map(x -> Double.isFinite(x) ? x : MISSING).toArray();
    }

    @Override
    public double score(double[] row) {
      return MllibTrees.LOG_ODDS_PER_MARGIN * trees.margin(readable(row));
    }

    @Override
    public double base() {
      return MllibTrees.LOG_ODDS_PER_MARGIN * trees.base();
    }

    @Override
    public void contribute(double[] row, double[] into) {
      double[] margins = trees.contributions(readable(row));
      Arrays.setAll(into, j -> MllibTrees.LOG_ODDS_PER_MARGIN * margins[j]);
    }
  }
}
