package io.percorso.retention.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The best that a score can do: of those who stay and of those who leave, the shares addressed when
 * all above some score are. Only the corners of the upper convex hull, from nobody to everybody; no
 * campaign pays best anywhere else. F. Provost and T. Fawcett, Machine Learning 42 (2001).
 */
final class RocHull {
  private RocHull() {}

  /**
   * A corner.
   *
   * @param stayers share of those who stay that is addressed
   * @param leavers share of those who leave that is addressed
   */
  record Corner(double stayers, double leavers) {}

  /** The corners; those of equal score come together or not at all. */
  static List<Corner> of(List<ScoredCustomer> customers, long leavers) {
    List<ScoredCustomer> highestFirst =
        customers.stream()
            .sorted(Comparator.comparingDouble(ScoredCustomer::score).reversed())
            .toList();
    double stayers = customers.size() - (double) leavers;
    List<Corner> hull = new ArrayList<>(List.of(new Corner(0, 0)));
    long left = 0;
    for (int i = 0; i < highestFirst.size(); i++) {
      left += highestFirst.get(i).isLeaver() ? 1 : 0;
      boolean isLastOfScore =
          i + 1 == highestFirst.size()
              || highestFirst.get(i + 1).score() != highestFirst.get(i).score();
      if (isLastOfScore) {
        add(hull, new Corner((i + 1 - left) / stayers, (double) left / leavers));
      }
    }
    return hull;
  }

  private static void add(List<Corner> hull, Corner next) {
    while (hull.size() > 1 && !turnsRight(hull.get(hull.size() - 2), last(hull), next)) {
      hull.remove(hull.size() - 1);
    }
    hull.add(next);
  }

  private static Corner last(List<Corner> hull) {
    return hull.get(hull.size() - 1);
  }

  private static boolean turnsRight(Corner from, Corner over, Corner to) {
    return (over.leavers - from.leavers) * (to.stayers - over.stayers)
        > (to.leavers - over.leavers) * (over.stayers - from.stayers);
  }
}
