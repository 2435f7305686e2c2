package io.percorso.segments;

import java.io.Serializable;
import java.util.List;

/**
 * The centres of clusters; a customer belongs to the nearest, of equally near ones to the first.
 */
public record Centres(double[][] points) implements Serializable {
  public Centres {
    if (points.length == 0) {
      throw new IllegalArgumentException("no centre, so nobody belongs anywhere");
    }
  }

  static Centres of(List<double[]> points) {
    return new Centres(points.toArray(double[][]::new));
  }

  int count() {
    return points.length;
  }

  int nearest(double[] point) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.length; i++) {
      double distance = squared(points[i], point);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  int[] nearest(List<double[]> of) {
    return of.stream().mapToInt(this::nearest).toArray();
  }

  /** Sum of the squared distances of points to their nearest centre. */
  double spread(List<double[]> of) {
    return of.stream().mapToDouble(point -> squared(points[nearest(point)], point)).sum();
  }

  static double distance(double[] one, double[] other) {
    return Math.sqrt(squared(one, other));
  }

  private static double squared(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }
}
