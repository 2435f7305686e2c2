package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticFit;
import io.percorso.statistics.LogisticSums;
import io.percorso.statistics.NormalShrinkage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits {@link Hazard} to visits. Discrete time, as P. Allison, Sociological Methodology 13 (1982):
 * each visit is a row of a logistic regression, out of which a visit that ended otherwise falls. A
 * signal may not help. What it does otherwise at single touchpoints is drawn towards nothing, by as
 * much as touchpoints turn out to differ.
 */
public final class HazardFit {
  private final Layout layout;
  private final LogisticFit leave;
  private final LogisticFit arrive;

  private HazardFit(Layout layout, LogisticFit leave, LogisticFit arrive) {
    this.layout = layout;
    this.leave = leave;
    this.arrive = arrive;
  }

  /**
   * Numbers of a fit.
   *
   * @param leastShown visits that must show a signal at a touchpoint for it to have an effect of
   *     its own
   * @param ridge of every coefficient; 0.01 lets log odds of ±10 pass nearly freely
   * @param isAdjusted false: confounders are left out, to see what they explain
   */
  public record Rules(long leastShown, double ridge, boolean isAdjusted) implements Serializable {
    /** Variance of log odds by which any effect of a single touchpoint passes nearly freely. */
    private static final double LOOSE = 25;

    /** A ridge under which nothing is left. */
    private static final double NOTHING = 1e9;

    double ofConfounders() {
      return isAdjusted ? ridge : NOTHING;
    }
  }

  /** Visits that show each signal, by touchpoint. */
  private static final class Shown implements Serializable {
    private final long[][] visits;

    private Shown(int signals, int touchpoints) {
      visits = new long[signals][touchpoints];
    }

    private void add(Visit visit) {
      for (int j = 0; j < visits.length; j++) {
        visits[j][visit.touchpoint()] += visit.signals()[j] == 0 ? 0 : 1;
      }
    }

    private Shown join(Shown other) {
      for (int j = 0; j < visits.length; j++) {
        for (int k = 0; k < visits[j].length; k++) {
          visits[j][k] += other.visits[j][k];
        }
      }
      return this;
    }
  }

  /**
   * @param touchpoints, channels, confounders, signals how many there are
   * @throws IllegalArgumentException when no visit was the last one, or every one
   * @throws ArithmeticException when a value is no number
   */
  public static HazardFit of(
      Visits visits, int touchpoints, int channels, int confounders, int signals, Rules rules) {
    Shown shown =
        visits.sum(() -> new Shown(signals, touchpoints), Shown::add, Shown::join);
    Layout layout =
        Layout.of(
            new Layout.Counts(touchpoints, channels, confounders, signals),
            shown.visits,
            rules.leastShown);
    double[] ridges = new double[signals];
    Arrays.fill(ridges, 1 / Rules.LOOSE);
    LogisticFit loose =
        leave(visits, layout, layout.penalty(ridges, Rules.NOTHING, rules.ridge, rules.ofConfounders()),
            new double[layout.size()]);
    LogisticFit leave =
        leave(
            visits,
            layout,
            layout.penalty(
                cellRidges(layout, loose), rules.ridge, rules.ridge, rules.ofConfounders()),
            loose.coefficients());
    LogisticFit arrive = arrive(visits, layout, rules);
    return new HazardFit(layout, leave, arrive);
  }

  /**
   * How much the cells of each signal are held, by how much they differ.
   *
   * @param loose fit in which every touchpoint stands for itself
   */
  private static double[] cellRidges(Layout layout, LogisticFit loose) {
    double[] ridges = new double[layout.signals()];
    for (int j = 0; j < ridges.length; j++) {
      List<NormalShrinkage.Estimate> cells = new ArrayList<>();
      for (int k = 0; k < layout.touchpoints(); k++) {
        int cell = layout.cell(j, k);
        if (cell >= 0) {
          estimate(loose.coefficients()[cell], loose.error(cell)).ifPresent(cells::add);
        }
      }
      double variance = cells.size() < 2 ? 0 : NormalShrinkage.fit(cells).variance();
      ridges[j] = variance <= 1 / Rules.NOTHING ? Rules.NOTHING : 1 / variance;
    }
    return ridges;
  }

  /** What the data alone says of a cell, taken out of what was believed with the loose ridge. */
  private static java.util.Optional<NormalShrinkage.Estimate> estimate(double value, double error) {
    double precision = 1 / (error * error) - 1 / Rules.LOOSE;
    if (!(precision > 1e-6)) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        new NormalShrinkage.Estimate(
            value / (error * error) / precision, Math.sqrt(1 / precision)));
  }

  private static LogisticFit leave(
      Visits visits, Layout layout, LogisticFit.Penalty penalty, double[] start) {
    return LogisticFit.of(
        penalty,
        start,
        at ->
            visits.sum(
                () -> new LogisticSums(at),
                (sums, visit) -> {
                  if (visit.end() != Visit.End.ESCALATED) {
                    Layout.Row row = layout.row(visit);
                    sums.add(
                        row.columns(), row.values(), visit.end() == Visit.End.ABANDONED, 1);
                  }
                },
                LogisticSums::add));
  }

  private static LogisticFit arrive(Visits visits, Layout layout, Rules rules) {
    LogisticFit.Penalty penalty =
        layout.penalty(new double[layout.signals()], rules.ridge, rules.ridge, rules.ofConfounders());
    return LogisticFit.of(
        penalty,
        new double[layout.size()],
        at ->
            visits.sum(
                () -> new LogisticSums(at),
                (sums, visit) -> {
                  if (visit.end() == Visit.End.CONTINUED) {
                    Layout.Row row = layout.row(visit);
                    sums.add(row.calmColumns(), row.calmValues(), visit.isConverted(), 1);
                  }
                },
                LogisticSums::add));
  }

  /** The model that was fitted. */
  public Hazard hazard() {
    return new Hazard(layout, leave.coefficients(), arrive.coefficients());
  }

  Layout layout() {
    return layout;
  }

  LogisticFit leave() {
    return leave;
  }

  LogisticFit arrive() {
    return arrive;
  }
}
