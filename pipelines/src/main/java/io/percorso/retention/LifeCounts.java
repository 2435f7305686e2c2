package io.percorso.retention;

import io.percorso.statistics.RiskSets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many things of a group came into sight on each day of their life, how many were lost from
 * sight, and to how many each cause happened. Knows no Spark.
 */
public final class LifeCounts {
  private static final int ENTERED = 0;
  private static final int LOST = 1;
  private static final int EVENTS = 2;

  private final int causes;
  private final NavigableMap<Integer, long[]> days = new TreeMap<>();

  LifeCounts(int causes) {
    this.causes = causes;
  }

  /**
   * @param day of life; {@link ContractFold#BEGINNING} for those watched from the first
   */
  LifeCounts add(int day, long entered, long lost, long... events) {
    long[] counts = days.computeIfAbsent(day, d -> new long[EVENTS + causes]);
    counts[ENTERED] += entered;
    counts[LOST] += lost;
    for (int cause = 0; cause < causes; cause++) {
      counts[EVENTS + cause] += events[cause];
    }
    return this;
  }

  /**
   * Days of life on end.
   *
   * @param from 0, or the day after which all of them are watched who reached its end
   * @param to last day
   * @param counts of these days; who was there before is watched from their beginning
   */
  record Stretch(int from, int to, LifeCounts counts) {}

  /**
   * The longest stretch on which so many are always watched; the first of several.
   *
   * @param leastWatched at least 1
   */
  Optional<Stretch> told(long leastWatched) {
    Optional<Stretch> longest = Optional.empty();
    int length = 0;
    int from = 0;
    long watchedFrom = 0;
    long watched = 0;
    for (Map.Entry<Integer, long[]> moment : days.entrySet()) {
      int day = moment.getKey();
      if (watched >= leastWatched && day - from > length) {
        length = day - from;
        longest = Optional.of(stretch(from, day, watchedFrom));
      }
      long after = watched + moment.getValue()[ENTERED] - leaving(moment.getValue());
      if (watched < leastWatched && after >= leastWatched) {
        from = day;
        watchedFrom = after;
      }
      watched = after;
    }
    return longest;
  }

  private Stretch stretch(int from, int to, long watched) {
    LifeCounts counts = new LifeCounts(causes);
    counts.add(ContractFold.BEGINNING, watched, 0, new long[causes]);
    days.subMap(from, false, to, true).forEach((day, of) -> counts.days.put(day, of.clone()));
    return new Stretch(Math.max(0, from), to, counts);
  }

  private static long leaving(long[] counts) {
    long sum = counts[LOST];
    for (int i = EVENTS; i < counts.length; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** The counts as curves and tests take them. */
  RiskSets riskSets() {
    RiskSets sets = new RiskSets(causes);
    days.forEach(
        (day, of) ->
            sets.addCounts(
                day == ContractFold.BEGINNING ? RiskSets.BEGINNING : day,
                of[ENTERED],
                of[LOST],
                Arrays.copyOfRange(of, EVENTS, of.length)));
    return sets;
  }

  /** Without those counted in a part of it. */
  LifeCounts less(LifeCounts part) {
    LifeCounts rest = new LifeCounts(causes);
    days.forEach((day, of) -> rest.days.put(day, of.clone()));
    part.days.forEach(
        (day, of) -> {
          long[] left = rest.days.computeIfAbsent(day, d -> new long[EVENTS + causes]);
          Arrays.setAll(left, i -> left[i] - of[i]);
        });
    return rest;
  }

  /** Takes what happened on a day of life, all causes together. */
  interface Moments {
    void at(int day, long entered, long lost, long happened);
  }

  void moments(Moments each) {
    days.forEach((day, of) -> each.at(day, of[ENTERED], of[LOST], leaving(of) - of[LOST]));
  }

  /** All to which anything happened. */
  long ended() {
    return days.values().stream().mapToLong(of -> leaving(of) - of[LOST]).sum();
  }

  /** All that were watched at some time. */
  long entered() {
    return days.values().stream().mapToLong(of -> of[ENTERED]).sum();
  }

  /** Those watched on a day. */
  long watched(int day) {
    return days.headMap(day, false).values().stream()
        .mapToLong(of -> of[ENTERED] - leaving(of))
        .sum();
  }

  /** Events of all causes on a day. */
  long events(int day) {
    long[] of = days.get(day);
    return of == null ? 0 : leaving(of) - of[LOST];
  }

  /** Events per thing and day watched, of all causes; 0 where none was. */
  double hazard() {
    long watched = 0;
    double watchedDays = 0;
    long events = 0;
    int before = 0;
    for (Map.Entry<Integer, long[]> moment : days.entrySet()) {
      int day = Math.max(0, moment.getKey());
      watchedDays += (double) watched * (day - before);
      events += leaving(moment.getValue()) - moment.getValue()[LOST];
      watched += moment.getValue()[ENTERED] - leaving(moment.getValue());
      before = day;
    }
    return watchedDays == 0 ? 0 : events / watchedDays;
  }
}
