package io.percorso.friction.hazard;

import io.percorso.statistics.Interval;
import io.percorso.statistics.PoissonWeights;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A change to a touchpoint on a known day, and whether it took friction away: fewer visits show it,
 * and fewer journeys end there than before, beyond what the same touchpoint did meanwhile on the
 * channels that did not change. What is compared is not how many left but how many more than the
 * model expects of calm visits, so that other customers before and after do not pass for the
 * change. Differences in differences: J. Angrist and J.-S. Pischke, Mostly Harmless Econometrics
 * (2009), chapter 5.
 *
 * @param touchpoint its number
 * @param channel its number; {@link #EVERY}: the touchpoint changed on every channel
 * @param day since 1970
 * @param window days before, and as many after, that are compared
 */
public record Release(int touchpoint, int channel, int day, int window) implements Serializable {
  /** In place of a channel: every one. */
  public static final int EVERY = -1;

  /** Visits that each side must have: of fewer a draw may leave none. */
  private static final int LEAST = 30;

  private static final double TAIL = 0.025;

  /**
   * @param visitsBefore of the touchpoint on the channel that changed
   * @param frictionBefore share of them that shows a signal
   * @param change of journeys given up per 100 visits beyond what calm visits would; negative: the
   *     release helped
   * @param interval 95 % of change
   * @param isCompared whether other channels told what would have happened anyway
   */
  public record Effect(
      long visitsBefore,
      long visitsAfter,
      double frictionBefore,
      double frictionAfter,
      double change,
      Interval interval,
      boolean isCompared) {
    /** Of a release at a touchpoint or channel that no visit names. */
    public static final Effect NOBODY = new Effect(0, 0, 0, 0, 0, new Interval(0, 0), false);

    /** Whether both sides have visits enough to say anything. */
    public boolean isEnough() {
      return visitsBefore >= LEAST && visitsAfter >= LEAST;
    }

    /** Whether the release took friction away and fewer leave since. */
    public boolean isConfirmed() {
      return isEnough() && frictionAfter < frictionBefore && interval.high() < 0;
    }
  }

  /** Visits of the touchpoint: that changed or not, before or after; each in every draw. */
  private static final class Sums implements Serializable {
    private final Release release;
    private final Hazard hazard;
    private final double[][] visits;
    private final double[][] friction;
    private final double[][] more;

    private Sums(Release release, Hazard hazard, int replicates) {
      this.release = release;
      this.hazard = hazard;
      visits = new double[4][1 + replicates];
      friction = new double[4][1 + replicates];
      more = new double[4][1 + replicates];
    }

    private void add(Visit visit) {
      int days = visit.day() - release.day;
      if (visit.touchpoint() != release.touchpoint
          || visit.end() == Visit.End.ESCALATED
          || days < -release.window
          || days >= release.window) {
        return;
      }
      boolean isChanged = release.channel == EVERY || release.channel == visit.channel();
      int at = (isChanged ? 0 : 2) + (days < 0 ? 0 : 1);
      Layout.Row row = hazard.layout().row(visit);
      double beyond = (visit.end() == Visit.End.ABANDONED ? 1 : 0) - hazard.of(row).without();
      for (int draw = 0; draw < visits[at].length; draw++) {
        int weight = draw == 0 ? 1 : PoissonWeights.weight(visit.customer(), draw - 1);
        visits[at][draw] += weight;
        friction[at][draw] += hazard.showsFriction(row) ? weight : 0;
        more[at][draw] += weight * beyond;
      }
    }

    private Sums join(Sums other) {
      LostSums.addTo(visits, other.visits);
      LostSums.addTo(friction, other.friction);
      LostSums.addTo(more, other.more);
      return this;
    }

    private boolean isCompared() {
      return visits[2][0] >= LEAST && visits[3][0] >= LEAST;
    }

    private double change(int draw) {
      double changed = mean(1, draw) - mean(0, draw);
      return 100 * (isCompared() ? changed - (mean(3, draw) - mean(2, draw)) : changed);
    }

    private double mean(int group, int draw) {
      return visits[group][draw] == 0 ? 0 : more[group][draw] / visits[group][draw];
    }

    private double shown(int group) {
      return visits[group][0] == 0 ? 0 : friction[group][0] / visits[group][0];
    }
  }

  /**
   * @param replicates at least 50
   */
  public Effect effect(HazardFit fit, Visits visits, int replicates) {
    Hazard hazard = fit.hazard();
    Release release = this;
    Sums sums = visits.sum(() -> new Sums(release, hazard, replicates), Sums::add, Sums::join);
    double[] drawn = new double[replicates];
    Arrays.setAll(drawn, b -> sums.change(b + 1));
    return new Effect(
        (long) sums.visits[0][0],
        (long) sums.visits[1][0],
        sums.shown(0),
        sums.shown(1),
        sums.change(0),
        Losses.interval(drawn, TAIL),
        sums.isCompared());
  }
}
