package io.percorso.segments;

import java.util.Arrays;
import java.util.List;

/**
 * How well customers lie in their clusters: the mean of (b − a) / max(a, b), a the mean distance to
 * the others of one's own cluster, b to those of the nearest other; 0 for who is alone. From −1 to
 * 1. P. Rousseeuw, Journal of Computational and Applied Mathematics 20 (1987).
 */
final class Silhouette {
  private Silhouette() {}

  /**
   * @param clusters of each point, 0 and up
   * @param count how many clusters there may be
   * @return 0 where fewer than two of them have a point
   */
  static double mean(List<double[]> points, int[] clusters, int count) {
    int[] sizes = new int[count];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    if (Arrays.stream(sizes).filter(size -> size > 0).count() < 2) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      sum += of(i, points, clusters, sizes);
    }
    return sum / points.size();
  }

  private static double of(int at, List<double[]> points, int[] clusters, int[] sizes) {
    int own = clusters[at];
    if (sizes[own] == 1) {
      return 0;
    }
    double[] distances = new double[sizes.length];
    for (int j = 0; j < points.size(); j++) {
      distances[clusters[j]] += Centres.distance(points.get(at), points.get(j));
    }
    double within = distances[own] / (sizes[own] - 1);
    double nearest = Double.POSITIVE_INFINITY;
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      if (cluster != own && sizes[cluster] > 0) {
        nearest = Math.min(nearest, distances[cluster] / sizes[cluster]);
      }
    }
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }
}
