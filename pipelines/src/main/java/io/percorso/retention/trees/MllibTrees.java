package io.percorso.retention.trees;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.tree.CategoricalSplit;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;

/**
 * The trees of a model that MLlib fitted. A node's training rows, and where a category goes that
 * nobody knows, are open to Java alone and not promised to anybody, so nothing else asks for them.
 */
public final class MllibTrees {
  /** MLlib's probability is 1 / (1 + exp(−2F)): the log odds are twice the margin. */
  public static final double LOG_ODDS_PER_MARGIN = 2;

  private MllibTrees() {}

  /** The ensemble whose margin F is half of the model's log odds. */
  public static Ensemble of(GBTClassificationModel model) {
    DecisionTreeRegressionModel[] trees = model.trees();
    double[] weights = model.treeWeights();
    List<Ensemble.Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < trees.length; i++) {
      weighted.add(new Ensemble.Weighted(new Tree(node(trees[i].rootNode())), weights[i]));
    }
    return new Ensemble(model.numFeatures(), weighted);
  }

  private static Tree.Node node(Node node) {
    if (!(node instanceof InternalNode inner)) {
      return new Tree.Leaf(node.prediction(), node.impurityStats().count());
    }
    Tree.Node left = node(inner.leftChild());
    Tree.Node right = node(inner.rightChild());
    if (inner.split() instanceof ContinuousSplit split) {
      return new Tree.Threshold(split.featureIndex(), split.threshold(), left, right);
    }
    CategoricalSplit split = (CategoricalSplit) inner.split();
    BitSet goLeft = new BitSet(split.numCategories());
    for (double category : split.leftCategories()) {
      goLeft.set((int) category);
    }
    return new Tree.Categories(
        split.featureIndex(), split.numCategories(), goLeft, unknownGoesLeft(split), left, right);
  }

  /** MLlib keeps the shorter list of categories and sends what is not in it the other way. */
  private static boolean unknownGoesLeft(CategoricalSplit split) {
    int at = split.featureIndex();
    return split.shouldGoLeft(Vectors.sparse(at + 1, new int[] {at}, new double[] {Double.NaN}));
  }
}
