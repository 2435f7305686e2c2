package io.percorso.retention.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.trees.Ensemble.Weighted;
import io.percorso.retention.trees.Tree.Leaf;
import io.percorso.retention.trees.Tree.Threshold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final Tree STEP = new Tree(new Threshold(1, 0, new Leaf(-1, 3), new Leaf(1, 1)));
  private static final Tree LEAF = new Tree(new Leaf(4, 9));
  private static final Ensemble BOTH =
      new Ensemble(2, List.of(new Weighted(STEP, .5), new Weighted(LEAF, .25)));

  @Test
  void treesCountByTheirWeights() {
    assertThat(BOTH.margin(new double[] {0, 1})).isEqualTo(1.5);
    assertThat(BOTH.margin(new double[] {0, -1})).isEqualTo(.5);
    assertThat(BOTH.base()).isCloseTo(.5 * -.5 + .25 * 4, within(1e-15));
    assertThat(BOTH.contributions(new double[] {0, 1}))
        .containsExactly(new double[] {0, .75}, within(1e-15));
  }

  @Test
  void itTravelsToOtherMachinesAsItIs() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(BOTH);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Ensemble there = (Ensemble) in.readObject();
      assertThat(there.contributions(new double[] {0, 1}))
          .containsExactly(BOTH.contributions(new double[] {0, 1}));
      assertThat(there.base()).isEqualTo(BOTH.base());
    }
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertThatThrownBy(() -> new Ensemble(2, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tree");
    assertThatThrownBy(() -> new Ensemble(1, List.of(new Weighted(STEP, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tree 0 splits by feature 1, and a row has 1 features");
    assertThatThrownBy(() -> new Weighted(STEP, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BOTH.margin(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row of 3 numbers for trees that were fitted to 2");
    assertThatThrownBy(() -> new TreeShap(BOTH).explain(new double[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
