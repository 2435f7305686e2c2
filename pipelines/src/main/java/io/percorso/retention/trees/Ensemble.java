package io.percorso.retention.trees;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees whose weighted answers add up to one number, the margin F = Σ weight · tree. A row's
 * contributions and the base add up to its margin.
 */
public final class Ensemble implements Serializable {
  private final int features;
  private final Tree[] trees;
  private final double[] weights;
  private final double base;
  private final int depth;

  /** A tree, and how much of its answer counts. */
  public record Weighted(Tree tree, double weight) {
    public Weighted {
      if (!Double.isFinite(weight)) {
        throw new IllegalArgumentException("a tree of weight " + weight);
      }
    }
  }

  /**
   * @param features numbers in a row, at least as many as the trees ask for
   * @param weighted at least one
   */
  public Ensemble(int features, List<Weighted> weighted) {
    if (weighted.isEmpty()) {
      throw new IllegalArgumentException("an ensemble of no tree says nothing: fit one first");
    }
    this.features = features;
    this.trees = weighted.stream().map(Weighted::tree).toArray(Tree[]::new);
    this.weights = weighted.stream().mapToDouble(Weighted::weight).toArray();
    double means = 0;
    int deepest = 0;
    for (int i = 0; i < trees.length; i++) {
      if (trees[i].features() > features) {
        throw new IllegalArgumentException(
            "tree %d splits by feature %d, and a row has %d features"
                .formatted(i, trees[i].features() - 1, features));
      }
      means += weights[i] * trees[i].mean();
      deepest = Math.max(deepest, trees[i].depth());
    }
    this.base = means;
    this.depth = deepest;
  }

  /** F of a row. */
  public double margin(double[] row) {
    requireRow(row);
    double sum = 0;
    for (int i = 0; i < trees.length; i++) {
      sum += weights[i] * trees[i].value(row);
    }
    return sum;
  }

  /** F of a row of which nothing is known: the mean margin of the training rows. */
  public double base() {
    return base;
  }

  /** Numbers in a row. */
  public int features() {
    return features;
  }

  /** The trees as they came in, each with how much of its answer counts. */
  public List<Weighted> weighted() {
    return IntStream.range(0, trees.length)
        .mapToObj(i -> new Weighted(trees[i], weights[i]))
        .toList();
  }

  /**
   * What each feature of a row adds to the base, in units of F. For many rows make one {@link
   * TreeShap} and use it again.
   */
  public double[] contributions(double[] row) {
    double[] contributions = new double[features];
    new TreeShap(this).explain(row, contributions);
    return contributions;
  }

  void requireRow(double[] row) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          ("a row of %d numbers for trees that were fitted to %d;"
                  + " are the features in the model's own version?")
              .formatted(row.length, features));
    }
  }

  /** Splits on the longest way of any tree. */
  int depth() {
    return depth;
  }

  /** Trees. */
  public int size() {
    return trees.length;
  }

  Tree tree(int at) {
    return trees[at];
  }

  double weight(int at) {
    return weights[at];
  }
}
