package io.percorso.segments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HungarianTest {
  /** The first column is the cheapest of both first rows: 1 + 4 + 1 is dearer than 2 + 2 + 1. */
  @Test
  void theSumIsTheLeastAndNotEachRowsOwn() {
    double[][] costs = {{1, 2, 3}, {2, 4, 6}, {3, 6, 1}};
    assertThat(Hungarian.assign(costs)).containsExactly(1, 0, 2);
  }

  @Test
  void rowsWithoutAColumnAreLeft() {
    assertThat(Hungarian.assign(new double[][] {{5, 9}, {1, 8}, {9, 2}})).containsExactly(-1, 0, 1);
  }

  @Test
  void columnsMayBeLeft() {
    assertThat(Hungarian.assign(new double[][] {{5, 9, 1}})).containsExactly(2);
  }

  @Test
  void allOrdersOfFiveTriedGiveNoLowerSum() {
    double[][] costs = new double[5][5];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        costs[i][j] = (i * 7 + j * 11 + i * j * 5) % 13;
      }
    }
    int[] assigned = Hungarian.assign(costs);
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += costs[i][assigned[i]];
    }
    assertThat(sum).isEqualTo(least(costs, 0, 0));
  }

  private static double least(double[][] costs, int row, int used) {
    if (row == costs.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int column = 0; column < costs.length; column++) {
      if ((used >> column & 1) == 0) {
        least = Math.min(least, costs[row][column] + least(costs, row + 1, used | 1 << column));
      }
    }
    return least;
  }
}
