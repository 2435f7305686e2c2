package io.percorso.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * What was predicted against what happened: for every different value, how many rows were given it
 * and in how many of them it happened. The order of rows with the same value thus never matters.
 */
public final class Predictions {
  private final double[] values;
  private final double[] weights;
  private final double[] events;

  private final int[] group;
  private final boolean[] happened;
  private final double allWeights;
  private final double allEvents;

  private Predictions(double[] values, int[] group, boolean[] happened, double[] ofRows) {
    this.values = values;
    this.group = group;
    this.happened = happened;
    this.weights = new double[values.length];
    this.events = new double[values.length];
    for (int i = 0; i < group.length; i++) {
      if (!(ofRows[i] >= 0) || Double.isInfinite(ofRows[i])) {
        throw new IllegalArgumentException("row %d counts %s times".formatted(i, ofRows[i]));
      }
      weights[group[i]] += ofRows[i];
      events[group[i]] += happened[i] ? ofRows[i] : 0;
    }
    allWeights = Arrays.stream(weights).sum();
    allEvents = Arrays.stream(events).sum();
    if (!(allWeights > 0)) {
      throw new IllegalArgumentException(
          "%d rows of no weight: nothing was predicted that could be looked at"
              .formatted(group.length));
    }
  }

  /**
   * @param values of rows in any order, such as probabilities, log odds or ranks
   * @param happened whether it did in each row
   */
  public static Predictions of(double[] values, boolean[] happened) {
    if (values.length != happened.length) {
      throw new IllegalArgumentException(
          "%d predictions and %d outcomes".formatted(values.length, happened.length));
    }
    double[] cleaned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row %d was given %s: leave out rows that were not scored".formatted(i, values[i]));
      }
      cleaned[i] = values[i] + 0.0;
    }
    double[] different = Arrays.stream(cleaned).sorted().distinct().toArray();
    int[] group =
        Arrays.stream(cleaned).mapToInt(value -> Arrays.binarySearch(different, value)).toArray();
    double[] once = new double[values.length];
    Arrays.fill(once, 1);
    return new Predictions(different, group, happened.clone(), once);
  }

  /**
   * The same rows, each as often as is said: a replicate of a bootstrap, without sorting again.
   *
   * @param weights in the order in which the rows came
   */
  public Predictions weighted(double[] weights) {
    if (weights.length != group.length) {
      throw new IllegalArgumentException(
          "%d weights of %d rows".formatted(weights.length, group.length));
    }
    return new Predictions(values, group, happened, weights);
  }

  /**
   * The same rows with other values.
   *
   * @param rising gives different values to different ones, in the same order
   */
  Predictions map(DoubleUnaryOperator rising) {
    Predictions mapped = new Predictions(this);
    Arrays.setAll(mapped.values, g -> rising.applyAsDouble(values[g]));
    return mapped;
  }

  private Predictions(Predictions other) {
    values = other.values.clone();
    weights = other.weights;
    events = other.events;
    group = other.group;
    happened = other.happened;
    allWeights = other.allWeights;
    allEvents = other.allEvents;
  }

  /** Different values. */
  int size() {
    return values.length;
  }

  /** The values ascend. */
  double value(int at) {
    return values[at];
  }

  /** Rows that were given the value. */
  double weight(int at) {
    return weights[at];
  }

  /** Of them, those in which it happened. */
  double events(int at) {
    return events[at];
  }

  /** All rows, each as often as it counts. */
  public double weight() {
    return allWeights;
  }

  /** All rows in which it happened. */
  public double events() {
    return allEvents;
  }

  /**
   * @throws IllegalArgumentException when it happened in all rows or in none
   */
  void requireBothOutcomes() {
    if (!(events() > 0 && events() < weight())) {
      throw new IllegalArgumentException(
          ("it happened in %s of %s rows: rows of both kinds are needed,"
                  + " take a longer time or more customers")
              .formatted(events(), weight()));
    }
  }

  /** Whether all rows have the same value. */
  public boolean isOneValue() {
    return Arrays.stream(weights).filter(weight -> weight > 0).count() == 1;
  }

  /**
   * Whether one value divides the rows in which it happened from the others, so that no curve
   * between them is the steepest.
   */
  public boolean isSeparated() {
    double lowestEvent = Double.POSITIVE_INFINITY;
    double highestEvent = Double.NEGATIVE_INFINITY;
    double lowestOther = Double.POSITIVE_INFINITY;
    double highestOther = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < size(); g++) {
      if (events[g] > 0) {
        lowestEvent = Math.min(lowestEvent, values[g]);
        highestEvent = values[g];
      }
      if (weights[g] > events[g]) {
        lowestOther = Math.min(lowestOther, values[g]);
        highestOther = values[g];
      }
    }
    return !isOneValue() && (highestOther <= lowestEvent || highestEvent <= lowestOther);
  }
}
