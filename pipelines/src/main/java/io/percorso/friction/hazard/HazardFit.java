package io.percorso.friction.hazard;

import io.percorso.statistics.LogisticFit;
import io.percorso.statistics.LogisticSums;
import io.percorso.statistics.NormalShrinkage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fits {@link Hazard} to visits. Discrete time, as P. Allison, Sociological Methodology 13 (1982):
 * each visit is a row of a logistic regression, out of which a visit that ended otherwise falls. A
 * failure may not help wherever it is shown. What a single signal does otherwise at single
 * touchpoints is drawn towards nothing, by as much as touchpoints turn out to differ; what any
 * failure and several do at a touchpoint is not, so that of the visits that show friction there as
 * many are expected to end the journey as did.
 */
public final class HazardFit {
  private final Layout layout;
  private final Rules rules;
  private final LogisticFit leave;
  private final double[] ridges;
  private final LogisticFit arrive;

  private HazardFit(
      Layout layout, Rules rules, LogisticFit leave, double[] ridges, LogisticFit arrive) {
    this.layout = layout;
    this.rules = rules;
    this.leave = leave;
    this.ridges = ridges;
    this.arrive = arrive;
  }

  /**
   * Numbers of a fit.
   *
   * @param leastShown visits that must show an effect at a touchpoint for it to be another one
   *     there
   * @param ridge of coefficients; 0.01 lets log odds of ±10 pass nearly freely
   */
  public record Rules(long leastShown, double ridge) implements Serializable {
    /** Lets what happens at a single touchpoint pass nearly freely: a spread of 5. */
    private static final double LOOSE = 1 / 25.0;

    /** Under which nothing is left. */
    private static final double CLOSED = 1e9;
  }

  /** Visits that show each effect, by touchpoint. */
  private static final class Shown implements Serializable {
    private final Sizes sizes;
    private final long[][] visits;

    private Shown(Sizes sizes) {
      this.sizes = sizes;
      visits = new long[Layout.effects(sizes)][sizes.touchpoints()];
    }

    private void add(Visit visit) {
      for (int j = 0; j < visits.length; j++) {
        visits[j][visit.touchpoint()] += Layout.strength(sizes, visit, j) == 0 ? 0 : 1;
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
   * @throws IllegalArgumentException when no visit was the last one, or every one, or no journey
   *     reached its goal
   * @throws ArithmeticException when a value is no number
   */
  public static HazardFit of(Visits visits, Sizes sizes, Rules rules) {
    Shown shown = visits.sum(() -> new Shown(sizes), Shown::add, Shown::join);
    Layout layout = Layout.of(sizes, shown.visits, rules.leastShown);
    double[] free = new double[layout.effects()];
    Arrays.fill(free, Rules.LOOSE);
    LogisticFit loose =
        leave(
            visits,
            layout,
            layout.penalty(free, Rules.CLOSED, rules.ridge, rules.ridge),
            new double[layout.size()]);
    double[] ridges = ridges(layout, loose);
    LogisticFit leave =
        leave(
            visits,
            layout,
            layout.penalty(ridges, rules.ridge, rules.ridge, rules.ridge),
            loose.coefficients());
    return new HazardFit(layout, rules, leave, ridges, arrive(visits, layout, rules));
  }

  /** The same without the confounders: what friction would seem to do to who does not know them. */
  public HazardFit naive(Visits visits) {
    LogisticFit without =
        leave(
            visits,
            layout,
            layout.penalty(ridges, rules.ridge, Rules.CLOSED, rules.ridge),
            leave.coefficients());
    return new HazardFit(layout, rules, without, ridges, arrive);
  }

  /**
   * How much the cells of each effect are held, by how much they differ.
   *
   * @param loose fit in which every touchpoint stands for itself
   */
  private static double[] ridges(Layout layout, LogisticFit loose) {
    double[] ridges = new double[layout.effects()];
    for (int j = 0; j < ridges.length; j++) {
      ridges[j] = layout.isOfOne(j) ? ridge(cells(layout, loose, j)) : Rules.LOOSE;
    }
    return ridges;
  }

  private static double ridge(List<NormalShrinkage.Estimate> cells) {
    double variance = cells.size() < 2 ? 0 : NormalShrinkage.fit(cells).variance();
    return variance * Rules.CLOSED <= 1 ? Rules.CLOSED : 1 / variance;
  }

  private static List<NormalShrinkage.Estimate> cells(
      Layout layout, LogisticFit loose, int effect) {
    List<NormalShrinkage.Estimate> cells = new ArrayList<>();
    for (int k = 0; k < layout.sizes().touchpoints(); k++) {
      int cell = layout.cell(effect, k);
      if (cell >= 0) {
        unheld(loose.coefficients()[cell], loose.error(cell)).ifPresent(cells::add);
      }
    }
    return cells;
  }

  /** What the data alone says of a cell, taken out of what is believed with the loose ridge. */
  private static Optional<NormalShrinkage.Estimate> unheld(double value, double error) {
    double all = 1 / (error * error);
    double ofData = all - Rules.LOOSE;
    return ofData > Rules.LOOSE
        ? Optional.of(new NormalShrinkage.Estimate(value * all / ofData, Math.sqrt(1 / ofData)))
        : Optional.empty();
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
                    boolean isLast = visit.end() == Visit.End.ABANDONED;
                    sums.add(row.columns(), row.values(), isLast, 1);
                  }
                },
                LogisticSums::add));
  }

  private static LogisticFit arrive(Visits visits, Layout layout, Rules rules) {
    double[] none = new double[layout.effects()];
    Arrays.fill(none, rules.ridge);
    return LogisticFit.of(
        layout.penalty(none, rules.ridge, rules.ridge, rules.ridge),
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

  /**
   * How many standard errors a confounder's coefficient lies from nothing: for a placebo, drawn by
   * lot, beyond 2 in one of twenty fits.
   */
  public double placebo(int confounder) {
    int column = layout.confounder(confounder);
    return leave.coefficients()[column] / leave.error(column);
  }

  /** The model that was fitted. */
  public Hazard hazard() {
    return new Hazard(layout, leave.coefficients(), arrive.coefficients());
  }

  LogisticFit leave() {
    return leave;
  }

  LogisticFit arrive() {
    return arrive;
  }
}
