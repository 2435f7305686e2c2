package io.percorso.retention.trees;

import io.percorso.retention.trees.Tree.Categories;
import io.percorso.retention.trees.Tree.Leaf;
import io.percorso.retention.trees.Tree.Node;
import io.percorso.retention.trees.Tree.Threshold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Trees and rows drawn from a seed; even features hold numbers, odd ones three categories. */
record RandomTrees(SplittableRandom random, int features, int depth) {
  private static final int CATEGORIES = 3;

  static RandomTrees of(long seed, int features, int depth) {
    return new RandomTrees(new SplittableRandom(seed), features, depth);
  }

  Node tree() {
    return node(0);
  }

  private Node node(int level) {
    if (level == depth || level > 0 && random.nextDouble() < .15) {
      return new Leaf(random.nextDouble(-2, 2), random.nextInt(1, 50));
    }
    int feature = random.nextInt(features);
    if (feature % 2 == 0) {
      return new Threshold(feature, random.nextDouble(), node(level + 1), node(level + 1));
    }
    BitSet goLeft = BitSet.valueOf(new long[] {random.nextInt(1, (1 << CATEGORIES) - 1)});
    boolean unknownGoesLeft = random.nextBoolean();
    return new Categories(
        feature, CATEGORIES, goLeft, unknownGoesLeft, node(level + 1), node(level + 1));
  }

  /** Now and then a value is no number. */
  double[] row() {
    double[] row = new double[features];
    for (int j = 0; j < features; j++) {
      row[j] = j % 2 == 0 ? random.nextDouble() : random.nextInt(CATEGORIES);
      row[j] = random.nextDouble() < .05 ? Double.NaN : row[j];
    }
    return row;
  }

  Ensemble ensemble(int trees) {
    List<Ensemble.Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < trees; i++) {
      weighted.add(new Ensemble.Weighted(new Tree(tree()), random.nextDouble(-1, 1)));
    }
    return new Ensemble(features, weighted);
  }
}
