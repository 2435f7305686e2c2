package io.percorso.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Whether a score puts those first whom a treatment changes most, held against an arm chosen at
 * random that was not treated. From the highest score down, customers of equal score together, the
 * curves say what treating them so far gained; both end at the effect of treating all.
 *
 * <ul>
 *   <li>Qini curve: outcomes of the treated, less those of the untreated times treated / untreated
 *       so far, per treated of all. N. Radcliffe, Direct Marketing Analytics Journal 1 (2007).
 *   <li>Uplift curve: the difference of both means so far, times the share of customers so far. P.
 *       Rzepakowski and S. Jaroszewicz, Knowledge and Information Systems 32 (2012).
 * </ul>
 *
 * <p>As long as one arm is missing nothing is known: the curve goes straight from 0 to the first
 * place where both are there.
 *
 * @param effect of treating all, mean of the treated less mean of the untreated, per customer
 * @param coefficient area between the Qini curve and the straight line to the effect, by share of
 *     customers: 0 for a score that knows nothing, in units of the outcome per customer
 * @param areaUnderUplift area under the uplift curve; half the effect for a score that knows
 *     nothing
 */
public record Qini(double effect, double coefficient, double areaUnderUplift) {
  /**
   * @param scores higher for those whom the treatment is to change more
   * @param treated by chance and nothing else
   * @param outcomes what is to be large, such as 1 for staying
   * @throws IllegalArgumentException when an arm is empty
   */
  public static Qini of(double[] scores, boolean[] treated, double[] outcomes) {
    Arms all = requireBothArms(scores, treated, outcomes);
    Integer[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .toArray(Integer[]::new);
    Arms soFar = new Arms();
    Area qini = new Area();
    Area uplift = new Area();
    for (int i = 0; i < order.length; i++) {
      soFar.add(treated[order[i]], outcomes[order[i]]);
      boolean isLastOfScore = i == order.length - 1 || scores[order[i]] != scores[order[i + 1]];
      if (isLastOfScore && soFar.areBothThere()) {
        double share = (i + 1.0) / order.length;
        qini.to(share, soFar.effect() * soFar.treated / all.treated);
        uplift.to(share, soFar.effect() * share);
      }
    }
    return new Qini(all.effect(), qini.sum - all.effect() / 2, uplift.sum);
  }

  private static Arms requireBothArms(double[] scores, boolean[] treated, double[] outcomes) {
    if (scores.length != treated.length || scores.length != outcomes.length) {
      throw new IllegalArgumentException(
          "%d scores, %d arms and %d outcomes: each customer has one of each"
              .formatted(scores.length, treated.length, outcomes.length));
    }
    Arms all = new Arms();
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i]) || !Double.isFinite(outcomes[i])) {
        throw new IllegalArgumentException(
            "customer %d has score %s and outcome %s: leave out whom nothing is known of"
                .formatted(i, scores[i], outcomes[i]));
      }
      all.add(treated[i], outcomes[i]);
    }
    if (!all.areBothThere()) {
      throw new IllegalArgumentException(
          "%d treated and %d untreated: an effect needs both, keep some untreated by chance"
              .formatted((long) all.treated, (long) all.untreated));
    }
    return all;
  }

  /** Customers of both arms and their outcomes. */
  private static final class Arms {
    private double treated;
    private double ofTreated;
    private double untreated;
    private double ofUntreated;

    void add(boolean isTreated, double outcome) {
      treated += isTreated ? 1 : 0;
      ofTreated += isTreated ? outcome : 0;
      untreated += isTreated ? 0 : 1;
      ofUntreated += isTreated ? 0 : outcome;
    }

    boolean areBothThere() {
      return treated > 0 && untreated > 0;
    }

    double effect() {
      return ofTreated / treated - ofUntreated / untreated;
    }
  }

  /** What lies under a line from 0 on, drawn from point to point. */
  private static final class Area {
    private double sum;
    private double lastX;
    private double lastY;

    void to(double x, double y) {
      sum += (x - lastX) * (lastY + y) / 2;
      lastX = x;
      lastY = y;
    }
  }
}
