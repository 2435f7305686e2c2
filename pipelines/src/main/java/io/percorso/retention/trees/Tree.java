package io.percorso.retention.trees;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A regression tree in arrays, one place per node, a parent before its children, the root at 0.
 *
 * <p>At a threshold a row goes left when its value is not above it. A value that is no number (NaN)
 * is not compared, so it goes right, as in MLlib. Among categories it goes left when its category
 * is one of those of the left; a value that is none of the known categories goes where the split
 * says.
 */
public final class Tree implements Serializable {
  private static final int LEAF = -1;
  private static final long[] NO_CATEGORIES = {};

  /** {@link #LEAF} at a leaf. */
  private final int[] feature;

  /** At categories: how many are known. */
  private final double[] threshold;

  /** Bits of the categories that go left; empty at a threshold. */
  private final long[][] leftCategories;

  private final boolean[] unknownGoesLeft;
  private final int[] left;
  private final int[] right;
  private final double[] value;
  private final double[] cover;

  /** Cover against that of the parent; 1 at the root. */
  private final double[] share;

  private int depth;
  private int features;

  /** A tree as it is written down: a leaf, or a split with what hangs on it. */
  public sealed interface Node permits Leaf, Threshold, Categories {}

  /**
   * An end of the tree.
   *
   * @param value the tree's answer there
   * @param cover training rows that ended there, by weight; above 0
   */
  public record Leaf(double value, double cover) implements Node {
    public Leaf {
      if (!Double.isFinite(value) || !(cover > 0) || Double.isInfinite(cover)) {
        throw new IllegalArgumentException(
            ("a leaf of value %s with a cover of %s: contributions need a number, and rows of more"
                    + " than no weight behind every leaf; fit without rows of weight 0")
                .formatted(value, cover));
      }
    }
  }

  /**
   * @param feature its index in a row
   * @param limit values up to it, and itself, go left
   */
  public record Threshold(int feature, double limit, Node left, Node right) implements Node {
    public Threshold {
      if (feature < 0 || Double.isNaN(limit)) {
        throw new IllegalArgumentException("a split of feature %d at %s".formatted(feature, limit));
      }
    }
  }

  /**
   * @param feature its index in a row, where its values are 0, 1, … below known
   * @param known how many categories there are
   * @param goLeft which of them go left
   * @param unknownGoesLeft where everything else goes, NaN too
   */
  public record Categories(
      int feature, int known, BitSet goLeft, boolean unknownGoesLeft, Node left, Node right)
      implements Node {
    public Categories {
      if (feature < 0 || known < 1 || goLeft.length() > known) {
        throw new IllegalArgumentException(
            "a split of feature %d with %d categories, of which %s go left"
                .formatted(feature, known, goLeft));
      }
      goLeft = (BitSet) goLeft.clone();
    }
  }

  public Tree(Node root) {
    int nodes = size(root);
    feature = new int[nodes];
    threshold = new double[nodes];
    leftCategories = new long[nodes][];
    unknownGoesLeft = new boolean[nodes];
    left = new int[nodes];
    right = new int[nodes];
    value = new double[nodes];
    cover = new double[nodes];
    share = new double[nodes];
    share[0] = 1;
    Arrays.fill(leftCategories, NO_CATEGORIES);
    place(root, 0, 0);
  }

  private static int size(Node node) {
    if (node instanceof Threshold split) {
      return 1 + size(split.left) + size(split.right);
    }
    if (node instanceof Categories split) {
      return 1 + size(split.left) + size(split.right);
    }
    return 1;
  }

  /** Writes a node and all below it, and hands out the first place after them. */
  private int place(Node node, int at, int level) {
    depth = Math.max(depth, level);
    if (node instanceof Leaf leaf) {
      feature[at] = LEAF;
      value[at] = leaf.value;
      cover[at] = leaf.cover;
      return at + 1;
    }
    if (node instanceof Threshold split) {
      feature[at] = split.feature;
      threshold[at] = split.limit;
      return placeBelow(split.left, split.right, at, level);
    }
    Categories split = (Categories) node;
    feature[at] = split.feature;
    threshold[at] = split.known;
    leftCategories[at] = Arrays.copyOf(split.goLeft.toLongArray(), (split.known + 63) / 64);
    unknownGoesLeft[at] = split.unknownGoesLeft;
    return placeBelow(split.left, split.right, at, level);
  }

  private int placeBelow(Node leftNode, Node rightNode, int at, int level) {
    features = Math.max(features, feature[at] + 1);
    left[at] = at + 1;
    right[at] = place(leftNode, at + 1, level + 1);
    int after = place(rightNode, right[at], level + 1);
    cover[at] = cover[left[at]] + cover[right[at]];
    share[left[at]] = cover[left[at]] / cover[at];
    share[right[at]] = cover[right[at]] / cover[at];
    return after;
  }

  /**
   * The tree as it was written down: {@code new Tree(tree.root())} answers alike to the last bit.
   */
  public Node root() {
    return written(0);
  }

  private Node written(int node) {
    if (isLeaf(node)) {
      return new Leaf(value[node], cover[node]);
    }
    Node below = written(left[node]);
    Node above = written(right[node]);
    return leftCategories[node].length == 0
        ? new Threshold(feature[node], threshold[node], below, above)
        : new Categories(
            feature[node],
            (int) threshold[node],
            BitSet.valueOf(leftCategories[node]),
            unknownGoesLeft[node],
            below,
            above);
  }

  /** The tree's answer for a row. */
  public double value(double[] row) {
    int node = 0;
    while (!isLeaf(node)) {
      node = goesLeft(node, row) ? left[node] : right[node];
    }
    return value[node];
  }

  /** The tree's answer for a row of which nothing is known: the mean of the training rows. */
  public double mean() {
    double sum = 0;
    for (int node = 0; node < feature.length; node++) {
      sum += isLeaf(node) ? cover[node] / cover[0] * value[node] : 0;
    }
    return sum;
  }

  /** Splits on the longest way to a leaf; 0 of a tree that is one leaf. */
  public int depth() {
    return depth;
  }

  /** How long a row must be at least. */
  public int features() {
    return features;
  }

  boolean isLeaf(int node) {
    return feature[node] == LEAF;
  }

  int feature(int node) {
    return feature[node];
  }

  double leafValue(int node) {
    return value[node];
  }

  int left(int node) {
    return left[node];
  }

  int right(int node) {
    return right[node];
  }

  /** The part of its parent's training rows that went to a node. */
  double share(int node) {
    return share[node];
  }

  boolean goesLeft(int node, double[] row) {
    double x = row[feature[node]];
    long[] categories = leftCategories[node];
    if (categories.length == 0) {
      return x <= threshold[node];
    }
    int category = (int) x;
    if (category != x || category < 0 || category >= threshold[node]) {
      return unknownGoesLeft[node];
    }
    return (categories[category >> 6] & 1L << category) != 0;
  }
}
