package io.percorso.segments;

import java.util.Arrays;

/**
 * Gives each row a column of its own so that the costs sum to the least. H. Kuhn, The Hungarian
 * method for the assignment problem, Naval Research Logistics Quarterly 2 (1955), in the form with
 * potentials and shortest augmenting paths of R. Jonker and A. Volgenant, Computing 38 (1987).
 */
final class Hungarian {
  private Hungarian() {}

  /**
   * @param costs of each row and column; all rows as long
   * @return the column of each row; −1 for rows that are left when there are fewer columns
   */
  static int[] assign(double[][] costs) {
    int rows = costs.length;
    int columns = rows == 0 ? 0 : costs[0].length;
    int size = Math.max(rows, columns);
    double[][] square = new double[size][size];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(costs[i], 0, square[i], 0, columns);
    }
    int[] assigned = Arrays.copyOf(ofSquare(square), rows);
    for (int i = 0; i < rows; i++) {
      assigned[i] = assigned[i] < columns ? assigned[i] : -1;
    }
    return assigned;
  }

  /** Rows and columns count from 1 inside; column 0 holds the row that looks for one. */
  private static int[] ofSquare(double[][] costs) {
    int size = costs.length;
    double[] rowPotential = new double[size + 1];
    double[] columnPotential = new double[size + 1];
    int[] rowOf = new int[size + 1];
    for (int row = 1; row <= size; row++) {
      rowOf[0] = row;
      int[] from = new int[size + 1];
      double[] slack = new double[size + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      boolean[] isReached = new boolean[size + 1];
      int at = 0;
      while (rowOf[at] != 0) {
        isReached[at] = true;
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int column = 1; column <= size; column++) {
          if (isReached[column]) {
            continue;
          }
          double reduced =
              costs[rowOf[at] - 1][column - 1] - rowPotential[rowOf[at]] - columnPotential[column];
          if (reduced < slack[column]) {
            slack[column] = reduced;
            from[column] = at;
          }
          if (slack[column] < least) {
            least = slack[column];
            nearest = column;
          }
        }
        for (int column = 0; column <= size; column++) {
          if (isReached[column]) {
            rowPotential[rowOf[column]] += least;
            columnPotential[column] -= least;
          } else {
            slack[column] -= least;
          }
        }
        at = nearest;
      }
      while (at != 0) {
        rowOf[at] = rowOf[from[at]];
        at = from[at];
      }
    }
    int[] columnOf = new int[size];
    for (int column = 1; column <= size; column++) {
      columnOf[rowOf[column] - 1] = column - 1;
    }
    return columnOf;
  }
}
