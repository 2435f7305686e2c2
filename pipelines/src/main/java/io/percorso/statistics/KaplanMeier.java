package io.percorso.statistics;

import io.percorso.statistics.RiskSets.RiskSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The share of people to whom something has not happened yet, over time, where some were watched
 * for a while only. E. Kaplan and P. Meier, Journal of the American Statistical Association 53
 * (1958); standard errors by M. Greenwood (1926). One who leaves sight at the very time of an event
 * was still there.
 *
 * <p>One who comes into sight late, such as a customer of longer standing than the records, counts
 * among those watched from then on only: else all that time would be survival by necessity. Where
 * the few who were watched early all had the event, the curve is 0 from there on, whoever came
 * later: {@link Point#watched} says how few they were; begin such a curve at a later time.
 */
public final class KaplanMeier {
  /** By which a share of a half may miss it through rounding. */
  private static final double ROUNDING = 1e-12;

  private KaplanMeier() {}

  /**
   * One person.
   *
   * @param entered when first seen; {@link RiskSets#BEGINNING} for one who was there from the first
   * @param time until the event, or until the person was last seen; from the same beginning
   * @param happened false: it had not happened when last seen
   */
  public record Watched(double entered, double time, boolean happened) {
    /** One who was watched from the beginning. */
    public Watched(double time, boolean happened) {
      this(RiskSets.BEGINNING, time, happened);
    }

    void addTo(RiskSets sets) {
      if (happened) {
        sets.addEvent(entered, time, 0);
      } else {
        sets.addLost(entered, time);
      }
    }
  }

  /**
   * The curve after a time at which something happened.
   *
   * @param share to whom it has not happened
   * @param error standard error of the share; 0 when nobody is left
   */
  public record Point(double time, long watched, long events, double share, double error) {
    /**
     * Where the share lies: an interval of ln(−ln share), which never leaves 0 to 1. J. Kalbfleisch
     * and R. Prentice, The statistical analysis of failure time data (1980).
     *
     * @param probability such as 0.95
     * @return nothing when nobody is left: the data no longer say where it lies
     */
    public Optional<Interval> interval(double probability) {
      if (!(probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "an interval of probability %s: it lies between 0 and 1".formatted(probability));
      }
      if (share == 0) {
        return Optional.empty();
      }
      double z =
          new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + probability) / 2);
      double spread = z * error / share / Math.log(share);
      return Optional.of(
          new Interval(Math.pow(share, Math.exp(-spread)), Math.pow(share, Math.exp(spread))));
    }
  }

  /** The curve, a point for every time at which something happened, ascending. */
  public static List<Point> curve(List<Watched> people) {
    RiskSets sets = new RiskSets(1);
    people.forEach(one -> one.addTo(sets));
    return curve(sets);
  }

  /** The curve of people counted elsewhere, all causes together. */
  public static List<Point> curve(RiskSets people) {
    List<Point> points = new ArrayList<>();
    double share = 1;
    double sum = 0;
    for (RiskSet at : people.at(people.eventTimes())) {
      long events = at.allEvents();
      long left = at.watched() - events;
      share *= (double) left / at.watched();
      sum += left == 0 ? 0 : (double) events / at.watched() / left;
      points.add(new Point(at.time(), at.watched(), events, share, share * Math.sqrt(sum)));
    }
    return points;
  }

  /** When it has happened to half of them first; nothing where the curve stays above a half. */
  public static OptionalDouble median(List<Point> curve) {
    return curve.stream()
        .filter(point -> point.share <= 0.5 + ROUNDING)
        .mapToDouble(Point::time)
        .findFirst();
  }
}
