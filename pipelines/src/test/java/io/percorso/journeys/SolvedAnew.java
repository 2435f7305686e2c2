package io.percorso.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Removal effects from the definition, each by a system of equations of its own, solved by Gaussian
 * elimination: what {@link MarkovChain} must equal.
 */
final class SolvedAnew {
  private final List<String> states;
  private final Transitions transitions;

  SolvedAnew(Transitions transitions) {
    this.transitions = transitions;
    this.states = new ArrayList<>(transitions.touchpoints());
  }

  SortedMap<String, Double> removalEffects() {
    double whole = successShare("");
    SortedMap<String, Double> effects = new TreeMap<>();
    states.forEach(state -> effects.put(state, 1 - successShare(state) / whole));
    return effects;
  }

  /**
   * @param removed a touchpoint that leads to NULL; empty: none
   */
  double successShare(String removed) {
    int size = states.size();
    double[][] equations = new double[size][size + 1];
    boolean[] ends = ends(removed);
    for (int i = 0; i < size; i++) {
      String from = states.get(i);
      equations[i][i] = 1;
      if (from.equals(removed) || !ends[i]) {
        continue;
      }
      double leaving = transitions.leaving(from);
      for (int j = 0; j < size; j++) {
        if (!states.get(j).equals(removed)) {
          equations[i][j] -= transitions.moves(from).getOrDefault(states.get(j), 0L) / leaving;
        }
      }
      equations[i][size] = transitions.ends(from, Walk.End.SUCCESS) / leaving;
    }
    double[] succeeds = solve(equations);
    double share = 0;
    for (int i = 0; i < size; i++) {
      share += transitions.starts(states.get(i)) / (double) transitions.walks() * succeeds[i];
    }
    return share;
  }

  /** Whether some end is reached from each state, by going one step further at a time. */
  private boolean[] ends(String removed) {
    boolean[] ends = new boolean[states.size()];
    for (int round = 0; round < states.size(); round++) {
      for (int i = 0; i < states.size(); i++) {
        String from = states.get(i);
        ends[i] |= from.equals(removed);
        ends[i] |= transitions.ends(from, Walk.End.SUCCESS) > 0;
        ends[i] |= transitions.ends(from, Walk.End.NULL) > 0;
        for (int j = 0; j < states.size(); j++) {
          ends[i] |= ends[j] && transitions.moves(from).containsKey(states.get(j));
        }
      }
    }
    return ends;
  }

  private static double[] solve(double[][] equations) {
    int size = equations.length;
    for (int column = 0; column < size; column++) {
      int best = column;
      for (int row = column; row < size; row++) {
        if (Math.abs(equations[row][column]) > Math.abs(equations[best][column])) {
          best = row;
        }
      }
      double[] pivot = equations[best];
      equations[best] = equations[column];
      equations[column] = pivot;
      for (int row = 0; row < size; row++) {
        double factor = equations[row][column] / pivot[column];
        for (int i = column; row != column && i <= size; i++) {
          equations[row][i] -= factor * pivot[i];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = equations[i][size] / equations[i][i];
    }
    return solution;
  }
}
