package io.percorso.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who could be seen when something happened. One who comes into sight at a time is watched right
 * after it; one who leaves it, or to whom something happens, at a time was still watched then. Add
 * people one by one, or counts by time that were taken elsewhere.
 */
public final class RiskSets {
  private static final int ENTERED = 0;
  private static final int LOST = 1;
  private static final int EVENTS = 2;

  /** The time of one who was watched from the very beginning. */
  public static final double BEGINNING = Double.NEGATIVE_INFINITY;

  private final int causes;
  private final Map<Double, long[]> moments = new TreeMap<>();

  /**
   * Those watched at a time at which something happened.
   *
   * @param watched above 0
   * @param events of each cause
   */
  record RiskSet(double time, long watched, long[] events) {
    long allEvents() {
      return sum(events);
    }
  }

  /**
   * @param causes of which one may happen to a person, at least 1
   */
  public RiskSets(int causes) {
    if (causes < 1) {
      throw new IllegalArgumentException(
          causes + " causes: at least one thing must be able to happen");
    }
    this.causes = causes;
  }

  /**
   * One to whom something happened.
   *
   * @param entered when first seen; {@link #BEGINNING} for one who was there from the first
   * @param cause the first is 0
   */
  public RiskSets addEvent(double entered, double time, int cause) {
    requireSpan(entered, time);
    if (cause < 0 || cause >= causes) {
      throw new IllegalArgumentException("cause %d of %d".formatted(cause, causes));
    }
    at(entered)[ENTERED]++;
    at(time)[EVENTS + cause]++;
    return this;
  }

  /** One to whom nothing had happened when last seen. */
  public RiskSets addLost(double entered, double time) {
    requireSpan(entered, time);
    at(entered)[ENTERED]++;
    at(time)[LOST]++;
    return this;
  }

  /**
   * Counts at one time.
   *
   * @param time {@link #BEGINNING} for those watched from the first
   * @param events of each cause
   */
  public RiskSets addCounts(double time, long entered, long lost, long... events) {
    if (!(time < Double.POSITIVE_INFINITY) || entered < 0 || lost < 0 || events.length != causes) {
      throw new IllegalArgumentException(
          "at time %s, %d entered and %d were lost, with counts of %d causes instead of %d"
              .formatted(time, entered, lost, events.length, causes));
    }
    long[] counts = at(time);
    counts[ENTERED] += entered;
    counts[LOST] += lost;
    for (int cause = 0; cause < causes; cause++) {
      counts[EVENTS + cause] += events[cause];
    }
    return this;
  }

  private static void requireSpan(double entered, double time) {
    if (!(time >= 0) || Double.isInfinite(time) || !(entered < time)) {
      throw new IllegalArgumentException(
          ("somebody watched from %s to a time of %s:"
                  + " a time is a number not below 0, after the entry")
              .formatted(entered == BEGINNING ? "the beginning" : entered, time));
    }
  }

  private long[] at(double time) {
    // Minus nothing is nothing.
    return moments.computeIfAbsent(time + 0.0, t -> new long[EVENTS + causes]);
  }

  int causes() {
    return causes;
  }

  /** All that came into sight. */
  long entered() {
    return moments.values().stream().mapToLong(counts -> counts[ENTERED]).sum();
  }

  /** Times at which something happened. */
  SortedSet<Double> eventTimes() {
    SortedSet<Double> times = new TreeSet<>();
    moments.forEach(
        (time, counts) -> {
          if (sum(events(counts)) > 0) {
            times.add(time);
          }
        });
    return times;
  }

  /**
   * Those watched at some times.
   *
   * @throws IllegalArgumentException when more leave than were there
   */
  List<RiskSet> at(SortedSet<Double> times) {
    TreeMap<Double, long[]> all = new TreeMap<>(moments);
    times.forEach(time -> all.putIfAbsent(time, new long[EVENTS + causes]));
    List<RiskSet> sets = new ArrayList<>();
    long watched = 0;
    boolean anybody = false;
    for (Map.Entry<Double, long[]> moment : all.entrySet()) {
      RiskSet set = new RiskSet(moment.getKey(), watched, events(moment.getValue()));
      long leave = set.allEvents() + moment.getValue()[LOST];
      if (leave > watched) {
        throw new IllegalArgumentException(
            "at time %s %d leave and %d were watched: count each at an entry before it"
                .formatted(set.time, leave, watched));
      }
      if (times.contains(set.time)) {
        sets.add(set);
      }
      watched += moment.getValue()[ENTERED] - leave;
      anybody |= watched > 0;
    }
    if (!anybody) {
      throw new IllegalArgumentException("nobody was watched: there is no curve of nobody");
    }
    return sets;
  }

  private static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  private static long[] events(long[] counts) {
    return Arrays.copyOfRange(counts, EVENTS, counts.length);
  }
}
