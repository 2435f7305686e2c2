package io.percorso.retention.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.trees.Tree.Categories;
import io.percorso.retention.trees.Tree.Leaf;
import io.percorso.retention.trees.Tree.Threshold;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static final Leaf LOW = new Leaf(1, 3);
  private static final Leaf HIGH = new Leaf(5, 1);

  private static Tree categories(int known, boolean unknownGoesLeft, int... goLeft) {
    BitSet bits = new BitSet();
    for (int one : goLeft) {
      bits.set(one);
    }
    return new Tree(new Categories(0, known, bits, unknownGoesLeft, LOW, HIGH));
  }

  private static double at(Tree tree, double x) {
    return tree.value(new double[] {x});
  }

  @Test
  void theLimitItselfGoesLeftAndWhatIsNoNumberGoesRight() {
    Tree tree = new Tree(new Threshold(0, 2.5, LOW, HIGH));
    assertThat(at(tree, 2.5)).isEqualTo(1);
    assertThat(at(tree, Math.nextUp(2.5))).isEqualTo(5);
    assertThat(at(tree, Double.NEGATIVE_INFINITY)).isEqualTo(1);
    assertThat(at(tree, Double.NaN)).isEqualTo(5);
  }

  @Test
  void categoriesGoWhereTheSplitSaysBeyondTheFirst64Too() {
    Tree tree = categories(130, false, 0, 63, 64, 129);
    for (int left : new int[] {0, 63, 64, 129}) {
      assertThat(at(tree, left)).isEqualTo(1);
    }
    for (int right : new int[] {1, 62, 65, 128}) {
      assertThat(at(tree, right)).isEqualTo(5);
    }
  }

  @Test
  void aCategoryThatNobodyKnowsGoesWhereTheSplitSendsTheUnknown() {
    for (double unknown : new double[] {3, 64, -1, .5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(at(categories(3, true, 1), unknown)).isEqualTo(1);
      assertThat(at(categories(3, false, 1), unknown)).isEqualTo(5);
    }
  }

  @Test
  void theMeanIsThatOfTheTrainingRows() {
    Tree tree = new Tree(new Threshold(4, 0, LOW, new Threshold(1, 0, HIGH, new Leaf(9, 4))));
    assertThat(tree.mean()).isCloseTo((1 * 3 + 5 * 1 + 9 * 4) / 8.0, within(1e-15));
    assertThat(tree.depth()).isEqualTo(2);
    assertThat(tree.features()).isEqualTo(5);
  }

  @Test
  void aTreeOfOneLeafAlwaysSaysTheSame() {
    Tree leaf = new Tree(LOW);
    assertThat(leaf.value(new double[0])).isEqualTo(1);
    assertThat(leaf.mean()).isEqualTo(1);
    assertThat(leaf.depth()).isZero();
  }

  @Test
  void whatCannotBeATreeIsRefused() {
    assertThatThrownBy(() -> new Leaf(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a leaf of value 1.0 with a cover of 0.0")
        .hasMessageContaining("fit without rows of weight 0");
    assertThatThrownBy(() -> new Leaf(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Threshold(0, Double.NaN, LOW, HIGH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a split of feature 0 at NaN");
    assertThatThrownBy(() -> categories(2, false, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a split of feature 0 with 2 categories, of which {2} go left");
  }
}
