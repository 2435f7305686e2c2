package io.percorso.statistics;

/**
 * Whether a score puts the rows in which it happened before the others. Rows with the same score
 * stand at one place, so nothing depends on how they happen to be sorted.
 */
public final class Ranking {
  private Ranking() {}

  /**
   * The probability that a row in which it happened was scored above one in which it did not, equal
   * scores counting a half: the area under the ROC curve. J. Hanley and B. McNeil, Radiology 143
   * (1982).
   */
  public static double auc(Predictions rows) {
    rows.requireBothOutcomes();
    double below = 0;
    double pairs = 0;
    for (int g = 0; g < rows.size(); g++) {
      double others = rows.weight(g) - rows.events(g);
      pairs += rows.events(g) * (below + others / 2);
      below += others;
    }
    return pairs / rows.events() / below;
  }

  /**
   * Precision at every score, weighed by what recall gains there; a score that knows nothing gets
   * the share of rows in which it happened.
   */
  public static double averagePrecision(Predictions rows) {
    rows.requireBothOutcomes();
    double weight = 0;
    double events = 0;
    double sum = 0;
    for (int g = rows.size() - 1; g >= 0; g--) {
      weight += rows.weight(g);
      events += rows.events(g);
      sum += rows.events(g) > 0 ? rows.events(g) * events / weight : 0;
    }
    return sum / rows.events();
  }

  /**
   * How many times more often it happened among the highest scores than among all. Of rows that
   * share the score at the limit, as large a part counts as still has room.
   *
   * @param share of all rows, such as 0.1
   */
  public static double lift(Predictions rows, double share) {
    rows.requireBothOutcomes();
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "lift of the highest %s of rows: a share lies above 0 and up to 1".formatted(share));
    }
    double room = share * rows.weight();
    double left = room;
    double events = 0;
    for (int g = rows.size() - 1; g >= 0 && left > 0; g--) {
      double taken = Math.min(left, rows.weight(g));
      events += taken > 0 ? rows.events(g) * taken / rows.weight(g) : 0;
      left -= taken;
    }
    return events / room / (rows.events() / rows.weight());
  }
}
