package io.percorso.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of people to whom something has not happened yet, over time, where some were watched
 * for a while only. E. Kaplan and P. Meier, Journal of the American Statistical Association 53
 * (1958); standard errors by M. Greenwood (1926). One who leaves sight at the very time of an event
 * was still there.
 */
public final class KaplanMeier {
  private KaplanMeier() {}

  /**
   * One person.
   *
   * @param time until the event, or until the person was last seen
   * @param happened false: it had not happened when last seen
   */
  public record Watched(double time, boolean happened) {}

  /**
   * The curve after a time at which something happened.
   *
   * @param share to whom it has not happened
   * @param error standard error of the share; 0 when nobody is left
   */
  public record Point(double time, long watched, long events, double share, double error) {}

  /** The curve, a point for every time at which something happened, ascending. */
  public static List<Point> curve(List<Watched> people) {
    Map<Double, long[]> times = new TreeMap<>();
    for (Watched one : people) {
      if (!(one.time >= 0)) {
        throw new IllegalArgumentException("somebody watched for a time of " + one.time);
      }
      times.computeIfAbsent(one.time, t -> new long[2])[one.happened ? 0 : 1]++;
    }
    List<Point> points = new ArrayList<>();
    long watched = people.size();
    double share = 1;
    double sum = 0;
    for (Map.Entry<Double, long[]> at : times.entrySet()) {
      long events = at.getValue()[0];
      if (events > 0) {
        share *= (double) (watched - events) / watched;
        sum += watched == events ? 0 : (double) events / watched / (watched - events);
        points.add(new Point(at.getKey(), watched, events, share, share * Math.sqrt(sum)));
      }
      watched -= events + at.getValue()[1];
    }
    return points;
  }
}
