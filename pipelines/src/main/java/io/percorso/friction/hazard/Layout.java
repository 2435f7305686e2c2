package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticFit;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Which column of the regression means what: a base for each touchpoint, what each channel and
 * position adds, the time that has passed, the confounders, and the effects of friction: of each
 * signal, of any failure at all, and of more than one. The last two are there because failures are
 * signs of one thing, the friction behind them, and do not simply add up. Every effect may be
 * another one at each touchpoint where enough visits show it.
 */
final class Layout implements Serializable {
  /** First positions of the bands: 1, 2, 3, 4, 5 to 9, 10 and more. */
  private static final int[] BANDS = {1, 2, 3, 4, 5, 10};

  /** A journey's first columns: touchpoint, channel, band, time. */
  private static final int ALWAYS = 4;

  /** Any failure, and more than one. */
  private static final int TOGETHER = 2;

  private final Sizes sizes;
  private final int[][] cells;
  private final int size;

  private Layout(Sizes sizes, int[][] cells, int size) {
    this.sizes = sizes;
    this.cells = cells;
    this.size = size;
  }

  /**
   * @param shown visits by effect and touchpoint that show it
   * @param least visits that must show an effect at a touchpoint for it to be another one there
   */
  static Layout of(Sizes sizes, long[][] shown, long least) {
    int[][] cells = new int[effects(sizes)][sizes.touchpoints()];
    int next = base(sizes) + effects(sizes);
    for (int j = 0; j < cells.length; j++) {
      for (int k = 0; k < cells[j].length; k++) {
        cells[j][k] = shown[j][k] >= least ? next++ : -1;
      }
    }
    return new Layout(sizes, cells, next);
  }

  /** Each signal, any failure, and more than one. */
  static int effects(Sizes sizes) {
    return sizes.signals() + TOGETHER;
  }

  /** Columns that friction has no part in. */
  private static int base(Sizes sizes) {
    return sizes.touchpoints() + sizes.channels() + BANDS.length + 1 + sizes.confounders();
  }

  int size() {
    return size;
  }

  Sizes sizes() {
    return sizes;
  }

  int effects() {
    return effects(sizes);
  }

  /** Whether an effect is that of a single signal. */
  boolean isOfOne(int effect) {
    return effect < sizes.signals();
  }

  /** Column of an effect, wherever it is shown. */
  int effect(int effect) {
    return base(sizes) + effect;
  }

  /** Column of what an effect is more at a touchpoint; −1: too few show it. */
  int cell(int effect, int touchpoint) {
    return cells[effect][touchpoint];
  }

  /** Column of a confounder. */
  int confounder(int confounder) {
    return base(sizes) - sizes.confounders() + confounder;
  }

  /** How strongly a visit shows an effect, 0 to 1. */
  static double strength(Sizes sizes, Visit visit, int effect) {
    return effect < sizes.signals()
        ? visit.signals()[effect]
        : failures(sizes, visit) > effect - sizes.signals() ? 1 : 0;
  }

  /** Failures that a visit shows. */
  static int failures(Sizes sizes, Visit visit) {
    int shown = 0;
    for (int j = 0; j < sizes.failures(); j++) {
      shown += visit.signals()[j] == 0 ? 0 : 1;
    }
    return shown;
  }

  /**
   * How coefficients are held.
   *
   * @param ofCells ridge of the cells of each effect
   * @param ofEffects ridge of the effects wherever they are shown
   * @param ofConfounders ridge of the confounders
   * @param ofOthers ridge of every other column
   */
  LogisticFit.Penalty penalty(
      double[] ofCells, double ofEffects, double ofConfounders, double ofOthers) {
    double[] ridge = new double[size];
    boolean[] isNonNegative = new boolean[size];
    Arrays.fill(ridge, ofOthers);
    Arrays.fill(ridge, confounder(0), confounder(sizes.confounders()), ofConfounders);
    for (int j = 0; j < cells.length; j++) {
      isNonNegative[effect(j)] = j < sizes.failures();
      ridge[effect(j)] = ofEffects;
      for (int cell : cells[j]) {
        if (cell >= 0) {
          ridge[cell] = ofCells[j];
        }
      }
    }
    return new LogisticFit.Penalty(ridge, isNonNegative);
  }

  /** The columns of a visit that are not 0. */
  Row row(Visit visit) {
    return new Row(this, visit);
  }

  /** A visit's columns that are not 0, ascending: first those that friction has no part in. */
  static final class Row {
    private final int[] columns;
    private final double[] values;
    private final int[] effects;
    private final int touchpoint;
    private final int calm;

    private Row(Layout layout, Visit visit) {
      Sizes sizes = layout.sizes;
      int most = ALWAYS + sizes.confounders() + 2 * layout.effects();
      int[] found = new int[most];
      double[] theirs = new double[most];
      int[] ofEffects = new int[most];
      touchpoint = visit.touchpoint();
      found[0] = visit.touchpoint();
      found[1] = sizes.touchpoints() + visit.channel();
      found[2] = sizes.touchpoints() + sizes.channels() + band(visit.position());
      found[3] = sizes.touchpoints() + sizes.channels() + BANDS.length;
      Arrays.fill(theirs, 0, ALWAYS - 1, 1);
      theirs[3] = Math.log1p(visit.elapsedSeconds()) / 10;
      int n = ALWAYS;
      for (int i = 0; i < sizes.confounders(); i++) {
        found[n] = layout.confounder(i);
        theirs[n++] = visit.confounders()[i];
      }
      calm = n;
      for (int j = 0; j < layout.effects(); j++) {
        double strength = strength(sizes, visit, j);
        if (strength != 0) {
          found[n] = layout.effect(j);
          ofEffects[n] = j;
          theirs[n++] = strength;
        }
      }
      for (int j = 0; j < layout.effects(); j++) {
        double strength = strength(sizes, visit, j);
        if (strength != 0 && layout.cells[j][visit.touchpoint()] >= 0) {
          found[n] = layout.cells[j][visit.touchpoint()];
          ofEffects[n] = j;
          theirs[n++] = strength;
        }
      }
      columns = Arrays.copyOf(found, n);
      values = Arrays.copyOf(theirs, n);
      effects = Arrays.copyOf(ofEffects, n);
    }

    private static int band(int position) {
      int band = 0;
      while (band + 1 < BANDS.length && position >= BANDS[band + 1]) {
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

    /** Which effect a column belongs to, from {@link #calm} on. */
    int effect(int column) {
      return effects[column];
    }

    int touchpoint() {
      return touchpoint;
    }

    boolean showsFriction() {
      return columns.length > calm;
    }

    int[] calmColumns() {
      return Arrays.copyOf(columns, calm);
    }

    double[] calmValues() {
      return Arrays.copyOf(values, calm);
    }
  }
}
