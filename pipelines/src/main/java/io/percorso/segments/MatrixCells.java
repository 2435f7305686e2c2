package io.percorso.segments;

import io.percorso.lake.Wilson;
import io.percorso.statistics.BetaBinomial;
import io.percorso.statistics.Interval;
import io.percorso.statistics.NetPromoter;
import io.percorso.statistics.NormalShrinkage;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of one measure in the segments of one scheme: figures with 90 % intervals, and what
 * is believed of each segment when all are looked at together (empirical Bayes).
 *
 * <p>A mean's interval is the normal one; where all customers of a segment have the same number,
 * with the variance within the other segments: twelve who have given up nothing do not prove that
 * nobody does. A share's is Wilson's.
 */
final class MatrixCells {
  /**
   * Sums over the customers of a segment who have a number.
   *
   * @param squares of the numbers
   */
  record Cell(String segment, long customers, long sum, double squares) {}

  /** What is told of a segment. */
  record Told(double value, Interval interval, double shrunken) {}

  /** A mean and its standard error, 0 where nothing varies anywhere. */
  private record Mean(double value, double error) {}

  private MatrixCells() {}

  /**
   * @param cells with at least one customer each
   * @return in the order of the cells
   */
  static List<Told> told(SegmentMeasure measure, List<Cell> cells) {
    return measure == SegmentMeasure.ASKED_TO_LEAVE_30 ? shares(cells) : means(measure, cells);
  }

  private static List<Told> shares(List<Cell> cells) {
    List<BetaBinomial.Group> groups =
        cells.stream().map(cell -> new BetaBinomial.Group(cell.sum, cell.customers)).toList();
    List<Told> told = new ArrayList<>();
    if (groups.size() < 2) {
      groups.forEach(g -> told.add(new Told(share(g), wilson(g), share(g))));
    } else {
      BetaBinomial all = BetaBinomial.fit(groups);
      groups.forEach(g -> told.add(new Told(share(g), wilson(g), all.mean(g))));
    }
    return told;
  }

  private static double share(BetaBinomial.Group group) {
    return (double) group.hits() / group.trials();
  }

  /** As {@link Wilson}, which is for columns. */
  private static Interval wilson(BetaBinomial.Group group) {
    double n = group.trials();
    double p = share(group);
    double z = Wilson.Z90;
    double scale = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / scale;
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    return new Interval(
        Math.min(p, Math.max(0, centre - half)), Math.max(p, Math.min(1, centre + half)));
  }

  private static List<Told> means(SegmentMeasure measure, List<Cell> cells) {
    List<Mean> means = new ArrayList<>();
    double pooled = pooledVariance(cells);
    for (Cell cell : cells) {
      means.add(mean(measure, cell, pooled));
    }
    List<NormalShrinkage.Estimate> estimates =
        means.stream()
            .filter(mean -> mean.error > 0)
            .map(mean -> new NormalShrinkage.Estimate(mean.value, mean.error))
            .toList();
    List<Told> told = new ArrayList<>();
    for (Mean mean : means) {
      double shrunken =
          mean.error > 0
              ? NormalShrinkage.fit(estimates)
                  .of(new NormalShrinkage.Estimate(mean.value, mean.error))
                  .value()
              : mean.value;
      Interval interval =
          new Interval(
              Math.max(measure.least(), mean.value - Wilson.Z90 * mean.error),
              Math.min(measure.most(), mean.value + Wilson.Z90 * mean.error));
      told.add(new Told(mean.value, interval, shrunken));
    }
    return told;
  }

  private static Mean mean(SegmentMeasure measure, Cell cell, double pooled) {
    double value = (double) cell.sum / cell.customers * measure.unit();
    double own = variance(cell);
    double borrowed = Math.sqrt((own > 0 ? own : pooled) / cell.customers) * measure.unit();
    if (measure != SegmentMeasure.NPS || own == 0) {
      return new Mean(value, borrowed);
    }
    long squares = Math.round(cell.squares);
    long promoters = (squares + cell.sum) / 2;
    long detractors = (squares - cell.sum) / 2;
    NetPromoter score = NetPromoter.of(promoters, cell.customers - squares, detractors);
    return new Mean(score.score(), score.error());
  }

  private static double variance(Cell cell) {
    double off = cell.squares - (double) cell.sum * cell.sum / cell.customers;
    return cell.customers < 2 ? 0 : Math.max(0, off) / (cell.customers - 1);
  }

  /** Within segments, each by its customers less one. */
  private static double pooledVariance(List<Cell> cells) {
    double squares = 0;
    double degrees = 0;
    for (Cell cell : cells) {
      squares += variance(cell) * (cell.customers - 1);
      degrees += cell.customers - 1;
    }
    return degrees > 0 ? squares / degrees : 0;
  }
}
