package io.percorso.segments;

import io.percorso.lake.Settings;
import io.percorso.statistics.PoissonWeights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.apache.spark.sql.Row;

/**
 * Finds the segments of a sample of customers by k-means, and how many there are. A sample lies in
 * memory, where fifty fits take a second or two; a job for each step of each, as MLlib runs them,
 * took 103 seconds for the same.
 *
 * <p>The count is that of the best silhouette, if refits on resampled customers agree with the fit;
 * otherwise the next lower count that is stable; otherwise all are one segment and a reason says
 * so. The resampling is that of {@link PoissonWeights}, by customer.
 *
 * <p>The same sample gives the same fit: it comes in one order, and the seed is fixed. Of each fit
 * the best of ten starts is kept: one start alone ends in a poor optimum now and then, and would
 * pass for instability.
 */
public final class BehaviourFit {
  private static final long SEED = 20260101L;
  private static final int STARTS = 10;
  private static final int MOST_STEPS = 100;

  private final List<double[]> figures = new ArrayList<>();
  private final List<Long> prints = new ArrayList<>();
  private final List<double[]> points;
  private final Scaling scaling;
  private final Rules rules;

  /**
   * Business numbers, from conf/base.yaml, section segments.
   *
   * @param leastCustomers with fewer there is no fit
   * @param sampleCustomers most customers that a fit looks at
   * @param silhouetteCustomers of them for the silhouette
   * @param least count of segments
   * @param most count of segments
   * @param replicates refits
   * @param leastAgreement mean adjusted Rand index of stable segments
   */
  public record Rules(
      int leastCustomers,
      int sampleCustomers,
      int silhouetteCustomers,
      int least,
      int most,
      int replicates,
      double leastAgreement) {
    public Rules {
      if (least < 2 || most < least || replicates < 1 || leastCustomers < most) {
        throw new IllegalArgumentException(
            "%d to %d segments of at least %d customers with %d refits"
                .formatted(least, most, leastCustomers, replicates));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.integer("segments.least-customers"),
          (int) settings.integer("segments.sample-customers"),
          (int) settings.integer("segments.silhouette-customers"),
          (int) settings.integer("segments.least-segments"),
          (int) settings.integer("segments.most-segments"),
          (int) settings.integer("segments.replicates"),
          settings.real("segments.least-agreement"));
    }
  }

  /** A fit of so many segments. */
  private record Found(Centres centres, double silhouette) {}

  private BehaviourFit(List<Row> sample, Rules rules) {
    this.rules = rules;
    for (Row row : sample) {
      figures.add(BehaviourSegments.figures(row));
      prints.add(row.getAs(BehaviourSegments.PRINT));
    }
    this.scaling = Scaling.of(figures);
    this.points = figures.stream().map(scaling::scaled).toList();
  }

  /**
   * @param sample rows of {@link BehaviourSegments#sample}, in its order
   * @param fits those made so far
   * @return none when there are too few customers for a fit
   */
  public static Optional<SegmentModel> fit(
      List<Row> sample, LocalDate day, SegmentModels.Fits fits, Rules rules) {
    if (sample.size() < rules.leastCustomers) {
      return Optional.empty();
    }
    return Optional.of(new BehaviourFit(sample, rules).model(day, fits.named(day)));
  }

  private SegmentModel model(LocalDate day, Optional<SegmentModel> earlier) {
    Map<Integer, Found> found = new TreeMap<>();
    for (int count = rules.least; count <= rules.most; count++) {
      Centres centres = centres(count, points);
      // Of fewer different customers than segments there are fewer centres.
      if (centres.count() == count) {
        found.put(count, new Found(centres, silhouette(centres)));
      }
    }
    List<String> tried = new ArrayList<>();
    found.forEach(
        (count, of) -> tried.add("%d: silhouette %s".formatted(count, shown(of.silhouette))));
    int highest = earlier.map(SegmentModel::highestNumber).orElse(0);
    for (int count = best(found); count >= rules.least; count--) {
      Centres centres = found.get(count).centres;
      double stability = stability(count, centres);
      tried.add("%d: stability %s".formatted(count, shown(stability)));
      if (stability >= rules.leastAgreement) {
        SegmentModel model =
            new SegmentModel(
                day,
                scaling,
                centres,
                IntStream.rangeClosed(highest + 1, highest + count).toArray(),
                highest + count,
                points.size(),
                Optional.of(found.get(count).silhouette),
                Optional.of(stability),
                Optional.empty(),
                String.join("; ", tried));
        return earlier.map(model::namedAfter).orElse(model);
      }
    }
    String reason =
        found.isEmpty()
            ? "customers do not differ"
            : "no count of segments is stable: refits agree with none of them to %s"
                .formatted(shown(rules.leastAgreement));
    return SegmentModel.one(day, scaling, highest, points.size(), reason, String.join("; ", tried));
  }

  /** 0 where nothing was found. */
  private static int best(Map<Integer, Found> found) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (var each : found.entrySet()) {
      if (each.getValue().silhouette > highest) {
        highest = each.getValue().silhouette;
        best = each.getKey();
      }
    }
    return best;
  }

  private double silhouette(Centres centres) {
    List<double[]> some = points.subList(0, Math.min(rules.silhouetteCustomers, points.size()));
    return Silhouette.mean(some, centres.nearest(some), centres.count());
  }

  private double stability(int count, Centres centres) {
    int[] clusters = centres.nearest(points);
    double sum = 0;
    for (int replicate = 0; replicate < rules.replicates; replicate++) {
      sum += AdjustedRand.index(clusters, centres(count, drawn(replicate)).nearest(points));
    }
    return sum / rules.replicates;
  }

  /** Those with the least spread of ten starts; fewer where fewer points differ. */
  private static Centres centres(int count, List<double[]> points) {
    TreeSet<double[]> different = new TreeSet<>(Arrays::compare);
    different.addAll(points);
    if (different.size() < count) {
      return Centres.of(List.copyOf(different));
    }
    List<DoublePoint> asked = points.stream().map(DoublePoint::new).toList();
    List<double[]> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < STARTS; start++) {
      List<double[]> centres = started(count, asked, SEED + start);
      double spread = Centres.of(centres).spread(points);
      if (spread < least) {
        least = spread;
        best = centres;
      }
    }
    return Centres.of(best);
  }

  private static List<double[]> started(int count, List<DoublePoint> points, long seed) {
    List<double[]> centres = new ArrayList<>();
    new KMeansPlusPlusClusterer<DoublePoint>(
            count, MOST_STEPS, new EuclideanDistance(), new Well19937c(seed))
        .cluster(points)
        .forEach(cluster -> centres.add(cluster.getCenter().getPoint()));
    centres.sort(Arrays::compare);
    return centres;
  }

  /** Each point as often as chance draws it. */
  private List<double[]> drawn(int replicate) {
    List<double[]> drawn = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      drawn.addAll(
          Collections.nCopies(PoissonWeights.weight(prints.get(i), replicate), points.get(i)));
    }
    return drawn;
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
