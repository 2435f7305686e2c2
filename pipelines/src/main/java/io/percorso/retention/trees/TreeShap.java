package io.percorso.retention.trees;

import java.util.Arrays;

/**
 * Exact Shapley values of an ensemble's features for a row, where a feature that is not known sends
 * the row both ways by the shares of training rows. S. Lundberg and others, From local explanations
 * to global understanding with explainable AI for trees, Nature Machine Intelligence 2 (2020).
 *
 * <p>On the way to a leaf each feature has a share z of training rows that pass all its splits
 * there, and the row passes them itself or not. Where a feature is known, a row that passes counts
 * fully and one that does not counts nothing; where it is not known either counts z. So of the
 * product of all (z + x) of features that pass, times all z of those that do not, the coefficient
 * of x to the k counts all sets of k known features at once. For one feature its own factor is
 * taken out, and sets of each size are weighted by k! (d − 1 − k)! / d! of d features. So a leaf
 * costs the square of its depth and not two to the depth.
 *
 * <p>Holds what it writes on: one for each thread, and no row allocates anything.
 */
public final class TreeShap {
  private final Ensemble ensemble;

  /** Weight of a set of k among d features: [d][k]. */
  private final double[][] setWeight;

  // The features on the way to the node at hand, each once.
  private final int[] feature;
  private final double[] share;
  private final boolean[] passes;

  /** Coefficients of products of (z + x); a node reads one and writes the next two. */
  private final double[][] product;

  private double[] row;
  private double[] contributions;
  private double weight;

  public TreeShap(Ensemble ensemble) {
    this.ensemble = ensemble;
    int depth = ensemble.depth();
    setWeight = new double[depth + 1][];
    for (int d = 1; d <= depth; d++) {
      setWeight[d] = new double[d];
      setWeight[d][0] = 1.0 / d;
      for (int k = 1; k < d; k++) {
        setWeight[d][k] = setWeight[d][k - 1] * k / (d - k);
      }
    }
    feature = new int[depth];
    share = new double[depth];
    passes = new boolean[depth];
    product = new double[2 * depth + 1][depth + 1];
    product[0][0] = 1;
  }

  /**
   * Writes what each feature adds to {@link Ensemble#base} for a row, in units of the margin.
   *
   * @param into as long as the row; what it held is overwritten
   */
  public void explain(double[] row, double[] into) {
    ensemble.requireRow(row);
    ensemble.requireRow(into);
    this.row = row;
    this.contributions = into;
    Arrays.fill(into, 0);
    for (int i = 0; i < ensemble.size(); i++) {
      weight = ensemble.weight(i);
      below(ensemble.tree(i), 0, 0, 0, 1, 0);
    }
  }

  /**
   * @param length features on the way to the node
   * @param passing those that the row passes
   * @param scale the shares of the others, multiplied
   * @param at the product of those that it passes
   */
  private void below(Tree tree, int node, int length, int passing, double scale, int at) {
    if (tree.isLeaf(node)) {
      leaf(weight * scale * tree.leafValue(node), length, passing, product[at]);
      return;
    }
    int of = tree.feature(node);
    int place = 0;
    while (place < length && feature[place] != of) {
      place++;
    }
    // A feature that was asked before keeps its place: all its questions are one factor.
    boolean isNew = place == length;
    double before = isNew ? 1 : share[place];
    boolean passed = isNew || passes[place];
    int others = at;
    if (!isNew && passed) {
      others = at + 1;
      divide(product[at], product[others], passing--, before);
    }
    feature[place] = of;
    int longer = isNew ? length + 1 : length;
    boolean goesLeft = tree.goesLeft(node, row);
    for (int side = 0; side < 2; side++) {
      int child = side == 0 ? tree.left(node) : tree.right(node);
      double z = before * tree.share(child);
      share[place] = z;
      passes[place] = passed && goesLeft == (side == 0);
      if (passes[place]) {
        multiply(product[others], product[others + 1], passing, z);
        below(tree, child, longer, passing + 1, scale, others + 1);
      } else {
        below(tree, child, longer, passing, scale * (passed ? z : tree.share(child)), others);
      }
    }
    share[place] = before;
    passes[place] = passed;
  }

  /** Multiplies a product of some factors by (z + x). */
  private static void multiply(double[] product, double[] into, int factors, double z) {
    into[factors + 1] = product[factors];
    for (int k = factors; k > 0; k--) {
      into[k] = z * product[k] + product[k - 1];
    }
    into[0] = z * product[0];
  }

  /** Takes (z + x) out of a product of some factors, from the top, where errors shrink by z. */
  private static void divide(double[] product, double[] into, int factors, double z) {
    into[factors - 1] = product[factors];
    for (int k = factors - 1; k > 0; k--) {
      into[k - 1] = product[k] - z * into[k];
    }
  }

  private void leaf(double value, int length, int passing, double[] coefficients) {
    if (length == 0) {
      return;
    }
    double[] weights = setWeight[length];
    double lost = passing == length ? 0 : value * weighed(coefficients, passing, weights);
    for (int i = 0; i < length; i++) {
      if (passes[i]) {
        double z = share[i];
        double others = coefficients[passing];
        double sum = others * weights[passing - 1];
        for (int k = passing - 1; k > 0; k--) {
          others = coefficients[k] - z * others;
          sum += others * weights[k - 1];
        }
        contributions[feature[i]] += (1 - z) * value * sum;
      } else {
        // Its factor z taken out, and 0 − z of it gained: z cancels, and all such lose the same.
        contributions[feature[i]] -= lost;
      }
    }
  }

  private static double weighed(double[] coefficients, int factors, double[] weights) {
    double sum = 0;
    for (int k = 0; k <= factors; k++) {
      sum += coefficients[k] * weights[k];
    }
    return sum;
  }
}
