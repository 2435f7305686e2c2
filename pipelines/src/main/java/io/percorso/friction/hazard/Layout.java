package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticFit;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which column of the regression means what: a base for each touchpoint, what each channel and
 * position adds, the time that has passed, the confounders, each signal, and what a signal does
 * otherwise at one touchpoint than at the others, where enough visits show it.
 */
final class Layout implements Serializable {
  private static final int[] POSITIONS = {1, 2, 3, 4, 5, 10};

  private final int touchpoints;
  private final int channels;
  private final int confounders;
  private final int signals;
  private final int[][] cells;
  private final int size;

  private Layout(int touchpoints, int channels, int confounders, int signals, int[][] cells) {
    this.touchpoints = touchpoints;
    this.channels = channels;
    this.confounders = confounders;
    this.signals = signals;
    this.cells = cells;
    int ofCells = (int) Arrays.stream(cells).flatMapToInt(Arrays::stream).filter(c -> c >= 0).count();
    this.size = signal(signals) + ofCells;
  }

  /** How many there are of each. */
  record Counts(int touchpoints, int channels, int confounders, int signals)
      implements Serializable {}

  /**
   * @param shown visits by signal and touchpoint that show it
   * @param least visits that must show a signal at a touchpoint for it to have an effect of its own
   */
  static Layout of(Counts counts, long[][] shown, long least) {
    int next =
        counts.touchpoints + counts.channels + POSITIONS.length + 1 + counts.confounders
            + counts.signals;
    int[][] cells = new int[counts.signals][counts.touchpoints];
    for (int j = 0; j < counts.signals; j++) {
      for (int k = 0; k < counts.touchpoints; k++) {
        cells[j][k] = shown[j][k] >= least ? next++ : -1;
      }
    }
    return new Layout(
        counts.touchpoints, counts.channels, counts.confounders, counts.signals, cells);
  }

  int size() {
    return size;
  }

  int signals() {
    return signals;
  }

  int touchpoints() {
    return touchpoints;
  }

  /** Column of a signal, wherever it is shown. */
  int signal(int signal) {
    return confounder(confounders) + signal;
  }

  /** Column of what a signal does otherwise at a touchpoint; −1: too few show it. */
  int cell(int signal, int touchpoint) {
    return cells[signal][touchpoint];
  }

  private int confounder(int confounder) {
    return touchpoints + channels + POSITIONS.length + 1 + confounder;
  }

  /** The columns of a visit that are not 0. */
  Row row(Visit visit) {
    return new Row(this, visit);
  }

  /**
   * @param ridges of the cells of each signal
   * @param ofSignals ridge of what signals do everywhere
   * @param small ridge of every other column but the confounders'
   * @param ofConfounders ridge of the confounders
   */
  LogisticFit.Penalty penalty(
      double[] ridges, double ofSignals, double small, double ofConfounders) {
    double[] ridge = new double[size];
    boolean[] isNonNegative = new boolean[size];
    Arrays.fill(ridge, small);
    Arrays.fill(ridge, confounder(0), confounder(confounders), ofConfounders);
    for (int j = 0; j < signals; j++) {
      isNonNegative[signal(j)] = true;
      ridge[signal(j)] = ofSignals;
      for (int k = 0; k < touchpoints; k++) {
        if (cells[j][k] >= 0) {
          ridge[cells[j][k]] = ridges[j];
        }
      }
    }
    return new LogisticFit.Penalty(ridge, isNonNegative);
  }

  /** A visit's columns that are not 0: first those that friction has no part in. */
  static final class Row {
    private final int[] columns;
    private final double[] values;
    private final int calm;

    private Row(Layout layout, Visit visit) {
      int most = 4 + layout.confounders + 2 * layout.signals;
      int[] found = new int[most];
      double[] theirs = new double[most];
      found[0] = visit.touchpoint();
      theirs[0] = 1;
      found[1] = layout.touchpoints + visit.channel();
      theirs[1] = 1;
      found[2] = layout.touchpoints + layout.channels + band(visit.position());
      theirs[2] = 1;
      found[3] = layout.touchpoints + layout.channels + POSITIONS.length;
      theirs[3] = Math.log1p(visit.elapsedSeconds()) / 10;
      int n = 4;
      for (int i = 0; i < layout.confounders; i++) {
        if (visit.confounders()[i] != 0) {
          found[n] = layout.confounder(i);
          theirs[n++] = visit.confounders()[i];
        }
      }
      calm = n;
      for (int j = 0; j < layout.signals; j++) {
        if (visit.signals()[j] != 0) {
          found[n] = layout.signal(j);
          theirs[n++] = visit.signals()[j];
        }
      }
      for (int j = 0; j < layout.signals; j++) {
        if (visit.signals()[j] != 0 && layout.cells[j][visit.touchpoint()] >= 0) {
          found[n] = layout.cells[j][visit.touchpoint()];
          theirs[n++] = visit.signals()[j];
        }
      }
      columns = Arrays.copyOf(found, n);
      values = Arrays.copyOf(theirs, n);
    }

    private static int band(int position) {
      int band = 0;
      while (band + 1 < POSITIONS.length && position >= POSITIONS[band + 1]) {
        band++;
      }
      return band;
    }

    int[] columns() {
      return columns;
    }

    double[] values() {
      return values;
    }

    /** How many of the columns, from the first, friction has no part in. */
    int calm() {
      return calm;
    }

    boolean showsFriction() {
      return columns.length > calm;
    }

    /** The row as it would be without friction. */
    int[] calmColumns() {
      return Arrays.copyOf(columns, calm);
    }

    double[] calmValues() {
      return Arrays.copyOf(values, calm);
    }
  }
}
