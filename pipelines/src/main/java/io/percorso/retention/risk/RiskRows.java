package io.percorso.retention.risk;

import java.util.List;

/** Columns of rows in memory. */
final class RiskRows {
  private RiskRows() {}

  static boolean[] hasLeft(List<RiskRow> rows) {
    boolean[] hasLeft = new boolean[rows.size()];
    for (int i = 0; i < hasLeft.length; i++) {
      hasLeft[i] = rows.get(i).hasLeft();
    }
    return hasLeft;
  }

  static double[] values(List<RiskRow> rows, int feature) {
    return rows.stream().mapToDouble(row -> row.values()[feature]).toArray();
  }

  static double[] scores(RiskModel model, List<RiskRow> rows) {
    return rows.stream().mapToDouble(row -> model.score(row.values())).toArray();
  }

  static long leavers(List<RiskRow> rows) {
    return rows.stream().filter(RiskRow::hasLeft).count();
  }

  static boolean isOneOutcome(List<RiskRow> rows) {
    long leavers = leavers(rows);
    return leavers == 0 || leavers == rows.size();
  }
}
