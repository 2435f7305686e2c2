package io.percorso.journeys;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The absorbing chain of order 1 that walks follow on average: states START, the touchpoints,
 * SUCCESS and NULL, with the shares of {@link Transitions} as probabilities. Solved exactly, by
 * linear algebra.
 *
 * <p>With Q the moves between touchpoints, s those from START and r those into SUCCESS, the
 * fundamental matrix is N = (I − Q)⁻¹ and success has probability p = s N r (J. Kemeny, J. Snell,
 * Finite Markov Chains, 1960, chapter 3). Removing touchpoint i (E. Anderl et al., Mapping the
 * customer journey, 2016) empties row i, column i, sᵢ and rᵢ: a walk into i ends without success.
 * What is lost are the walks that reach i and then succeed, so p₋ᵢ = p − (sN)ᵢ (Nr)ᵢ / Nᵢᵢ, the
 * update of rank two in closed form: all removals cost one factorisation, of the order of K³ for K
 * touchpoints.
 *
 * <p>A loop without a way out is an end without success: touchpoints from which no end is ever
 * reached are taken out of Q, so I − Q is never singular, nor is it after a removal, which only
 * takes moves away. They have a removal effect of 0 and no expected visits.
 */
final class MarkovChain {
  private final List<String> states;
  private final List<String> trapped;
  private final double[] fromStart;
  private final double[] toSuccess;
  private final double[] visitsAtSelf;
  private final double success;

  private MarkovChain(Transitions transitions) {
    Set<String> ending = ending(transitions);
    this.states = transitions.touchpoints().stream().filter(ending::contains).toList();
    this.trapped =
        transitions.touchpoints().stream().filter(state -> !ending.contains(state)).toList();
    int size = states.size();
    this.fromStart = new double[size];
    this.toSuccess = new double[size];
    this.visitsAtSelf = new double[size];
    double[] begin = new double[size];
    double[] succeed = new double[size];
    for (int i = 0; i < size; i++) {
      begin[i] = transitions.starts(states.get(i)) / (double) transitions.walks();
      succeed[i] =
          transitions.ends(states.get(i), Walk.End.SUCCESS)
              / (double) transitions.leaving(states.get(i));
    }
    double sum = 0;
    if (size > 0) {
      double[][] visits = inverse(transitions);
      for (int i = 0; i < size; i++) {
        visitsAtSelf[i] = visits[i][i];
        for (int j = 0; j < size; j++) {
          fromStart[j] += begin[i] * visits[i][j];
          toSuccess[i] += visits[i][j] * succeed[j];
        }
        sum += begin[i] * toSuccess[i];
      }
    }
    this.success = sum;
  }

  /**
   * @param transitions of at least one walk
   */
  static MarkovChain of(Transitions transitions) {
    return new MarkovChain(transitions);
  }

  /** Touchpoints from which some end is reached. */
  private static Set<String> ending(Transitions transitions) {
    Map<String, List<String>> before = new TreeMap<>();
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String from : transitions.touchpoints()) {
      transitions
          .moves(from)
          .keySet()
          .forEach(to -> before.computeIfAbsent(to, t -> new ArrayList<>()).add(from));
      if (transitions.ends(from, Walk.End.SUCCESS) + transitions.ends(from, Walk.End.NULL) > 0) {
        found.add(from);
        open.add(from);
      }
    }
    while (!open.isEmpty()) {
      for (String from : before.getOrDefault(open.remove(), List.of())) {
        if (found.add(from)) {
          open.add(from);
        }
      }
    }
    return found;
  }

  private double[][] inverse(Transitions transitions) {
    int size = states.size();
    Map<String, Integer> index = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      index.put(states.get(i), i);
    }
    double[][] rest = new double[size][size];
    for (int i = 0; i < size; i++) {
      double[] row = rest[i];
      row[i] = 1;
      double leaving = transitions.leaving(states.get(i));
      transitions
          .moves(states.get(i))
          .forEach(
              (to, count) -> {
                Integer column = index.get(to);
                if (column != null) {
                  row[column] -= count / leaving;
                }
              });
    }
    RealMatrix matrix = new Array2DRowRealMatrix(rest, false);
    // The matrix is known to be regular: pivots are small where loops are long, and not to be
    // refused.
    return new LUDecomposition(matrix, Double.MIN_NORMAL).getSolver().getInverse().getData();
  }

  /** p: the share of walks that succeed, 0 to 1. */
  double successShare() {
    return success;
  }

  /**
   * By touchpoint, 1 − p₋ᵢ / p: the part of all successes whose walk comes by it, 0 to 1. Empty
   * where nothing succeeds.
   */
  SortedMap<String, Double> removalEffects() {
    SortedMap<String, Double> effects = new TreeMap<>();
    if (success > 0) {
      for (int i = 0; i < states.size(); i++) {
        double lost = fromStart[i] * toSuccess[i] / visitsAtSelf[i] / success;
        effects.put(states.get(i), Math.min(lost, 1));
      }
      trapped.forEach(state -> effects.put(state, 0.0));
    }
    return effects;
  }

  /**
   * Nᵢᵢ by touchpoint: visits of it that are to be expected of a walk that is there, this one
   * counted, at least 1. Touchpoints from which no end is reached have none.
   */
  SortedMap<String, Double> expectedVisits() {
    SortedMap<String, Double> visits = new TreeMap<>();
    for (int i = 0; i < states.size(); i++) {
      visits.put(states.get(i), visitsAtSelf[i]);
    }
    return visits;
  }

  /** (sN)ᵢ by touchpoint: visits of it that are to be expected of a walk that begins. */
  SortedMap<String, Double> expectedVisitsOfWalk() {
    SortedMap<String, Double> visits = new TreeMap<>();
    for (int i = 0; i < states.size(); i++) {
      visits.put(states.get(i), fromStart[i]);
    }
    return visits;
  }
}
