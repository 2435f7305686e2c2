package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTest {
  private static final double[] SCORES = {.1, .2, .3, .4, .6, .7, .8, .9, .35, .65};
  private static final boolean[] HAPPENED = {
    false, false, true, false, true, true, true, true, false, false
  };
  private static final Predictions ROWS = Predictions.of(SCORES, HAPPENED);

  @Test
  void tenRowsOfTwoKinds() {
    assertThat(Ranking.auc(ROWS)).isCloseTo(.84, within(1e-12));
    // Events stand at places 1, 2, 3, 5 and 8.
    assertThat(Ranking.averagePrecision(ROWS))
        .isCloseTo((1 + 1 + 1 + 4 / 5.0 + 5 / 8.0) / 5, within(1e-12));
    assertThat(Ranking.lift(ROWS, .1)).isCloseTo(2, within(1e-12));
    assertThat(Ranking.lift(ROWS, .5)).isCloseTo(1.6, within(1e-12));
    assertThat(Ranking.lift(ROWS, 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aScoreThatKnowsNothingIsNoBetterThanChanceHoweverRowsAreSorted() {
    Predictions same =
        Predictions.of(new double[] {.5, .5, .5, .5}, new boolean[] {true, false, false, false});
    assertThat(Ranking.auc(same)).isEqualTo(.5);
    assertThat(Ranking.averagePrecision(same)).isEqualTo(.25);
    assertThat(Ranking.lift(same, .1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void rowsOfOneScoreCountTogether() {
    // 0.0 and -0.0 are one score: pairs (3 against 1, 0, 0) and (0 against 1, 0, 0).
    Predictions tied =
        Predictions.of(
            new double[] {3, 0, 1, 0, -0.0}, new boolean[] {true, true, false, false, false});
    assertThat(Ranking.auc(tied)).isCloseTo((3 + 1) / 6.0, within(1e-12));
    assertThat(Ranking.averagePrecision(tied)).isCloseTo((1 + 2 / 5.0) / 2, within(1e-12));
    // Of the highest three rows one is a third of those at 0, of which a third are events.
    assertThat(Ranking.lift(tied, .6)).isCloseTo((1 + 1 / 3.0) / 3 / .4, within(1e-12));
  }

  @Test
  void aRowThatCountsTwiceIsTwoRows() {
    Predictions twice =
        Predictions.of(new double[] {1, 2, 3, 3}, new boolean[] {true, false, true, true});
    Predictions weighted =
        Predictions.of(new double[] {3, 9, 1, 2}, new boolean[] {true, true, true, false})
            .weighted(new double[] {2, 0, 1, 1});
    assertThat(Ranking.auc(weighted)).isEqualTo(Ranking.auc(twice));
    assertThat(Ranking.averagePrecision(weighted)).isEqualTo(Ranking.averagePrecision(twice));
    assertThat(Ranking.lift(weighted, .1)).isEqualTo(Ranking.lift(twice, .1));
  }

  @Test
  void rowsOfOneKindAndRowsWithoutAScoreAreRefused() {
    Predictions none = Predictions.of(SCORES, new boolean[10]);
    assertThatThrownBy(() -> Ranking.auc(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it happened in 0.0 of 10.0 rows");
    assertThatThrownBy(() -> Ranking.averagePrecision(none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ranking.lift(none, .1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ranking.lift(ROWS, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the highest 10.0 of rows");
    assertThatThrownBy(() -> Predictions.of(new double[] {Double.NaN}, new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0 was given NaN");
    assertThatThrownBy(() -> Predictions.of(new double[0], new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 rows of no weight");
    assertThatThrownBy(() -> Predictions.of(new double[2], new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ROWS.weighted(new double[10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 rows of no weight");
    assertThatThrownBy(() -> ROWS.weighted(new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
