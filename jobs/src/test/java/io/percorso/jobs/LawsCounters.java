package io.percorso.jobs;

import io.percorso.identity.CustomerAliases;
import io.percorso.identity.CustomerIds;
import io.percorso.identity.IdentityLinks;
import io.percorso.identity.IdentitySightings;
import io.percorso.interactions.Displaced;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Timers;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened in the nights of an order that the laws are about, counted from the tables as each
 * night found and left them.
 */
final class LawsCounters {
  /** What is counted, and how often it must happen for five orders together to show something. */
  enum Event {
    /** A session whose steps lay in several stored sessions before the night. */
    JOINED_SESSIONS(20),
    /** A stored session whose steps lie in several after the night. */
    PARTED_SESSIONS(0),
    /** A customer that takes what two were. */
    MERGES(10),
    /** A customer of whom several are made. */
    UN_MERGES(5),
    /** A link that is blocked and was not, or a device that is shared and was not; or back. */
    GUARD_FLIPS(5),
    /** A stored journey made good by a later success, which was not, or is no more. */
    RECAPTURES(20),
    /** A stored interaction that lost against another delivery. */
    DISPLACED(10),
    /** A timer that the night's new cut-off passes. */
    DUE_TIMERS(20),
    /** A step whose customer is another one than before the night. */
    MOVED_STEPS(0);

    final int least;

    Event(int least) {
      this.least = least;
    }

    String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  private record Seen(
      Map<String, String> sessions,
      Map<String, String> customers,
      Map<String, String> recaptures,
      Map<String, Boolean> guards,
      List<Instant> timers) {}

  private final Lake lake;
  private final Map<Event, Integer> counts = new TreeMap<>();
  private Seen before = new Seen(Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  LawsCounters(Lake lake) {
    this.lake = lake;
    for (Event event : Event.values()) {
      counts.put(event, 0);
    }
  }

  Map<Event, Integer> counts() {
    return Map.copyOf(counts);
  }

  /**
   * After a night that wrote something.
   *
   * @param from end of the cut-off before
   * @param until end of the cut-off now
   */
  void afterNight(String runId, Instant from, Instant until) {
    Seen now = seen();
    add(Event.JOINED_SESSIONS, mixed(now.sessions, before.sessions));
    add(Event.PARTED_SESSIONS, mixed(before.sessions, now.sessions));
    add(Event.MERGES, aliases(runId, "merge", CustomerAliases.NEW_CUSTOMER_ID));
    add(Event.UN_MERGES, aliases(runId, "split", CustomerAliases.OLD_CUSTOMER_ID));
    add(Event.GUARD_FLIPS, changed(before.guards, now.guards));
    add(Event.RECAPTURES, changed(before.recaptures, now.recaptures));
    add(Event.MOVED_STEPS, changed(before.customers, now.customers));
    add(
        Event.DISPLACED,
        (int) lake.read(Displaced.TABLE).where(Displaced.RUN_ID.col().equalTo(runId)).count());
    add(
        Event.DUE_TIMERS,
        (int)
            before.timers.stream().filter(due -> !due.isAfter(until) && due.isAfter(from)).count());
    before = now;
  }

  private void add(Event event, int count) {
    counts.merge(event, count, Integer::sum);
  }

  private Seen seen() {
    Map<String, String> sessions = new HashMap<>();
    Map<String, String> customers = new HashMap<>();
    rows(
            JourneySteps.TABLE,
            JourneySteps.INTERACTION_ID,
            JourneySteps.SESSION_ID,
            JourneySteps.CUSTOMER_ID)
        .forEach(
            row -> {
              sessions.put(row.getString(0), row.getString(1));
              customers.put(row.getString(0), row.getString(2));
            });
    Map<String, String> recaptures = new HashMap<>();
    rows(Journeys.TABLE, Journeys.JOURNEY_ID, Journeys.RECAPTURED_BY)
        .forEach(row -> recaptures.put(row.getString(0), String.valueOf(row.getString(1))));
    Map<String, Boolean> guards = new HashMap<>();
    rows(
            IdentityLinks.TABLE,
            IdentityLinks.IDENTIFIER,
            IdentityLinks.OTHER_IDENTIFIER,
            IdentityLinks.BLOCKED_REASON)
        .forEach(row -> guards.put(row.getString(0) + " " + row.getString(1), !row.isNullAt(2)));
    guards.putAll(shared());
    List<Instant> timers =
        rows(Timers.TABLE, Timers.DUE_AT).stream().map(row -> row.<Instant>getAs(0)).toList();
    return new Seen(sessions, customers, recaptures, guards, timers);
  }

  /** Weak identifiers that were somebody's: true where they are nobody's for ever. */
  private Map<String, Boolean> shared() {
    Map<String, Boolean> shared = new HashMap<>();
    Instant never = Instant.parse("2200-01-01T00:00:00Z");
    Dataset<Row> weak =
        lake.read(CustomerIds.TABLE).where(IdentitySightings.isWeak(CustomerIds.IDENTIFIER));
    weak.select(CustomerIds.IDENTIFIER.col(), CustomerIds.VALID_UNTIL.col())
        .collectAsList()
        .forEach(
            row ->
                shared.merge(
                    row.getString(0), !row.<Instant>getAs(1).equals(never), Boolean::logicalAnd));
    // One that was somebody's and has no row is shared from its first login on.
    before.guards.keySet().stream()
        .filter(key -> !key.contains(" ") && !shared.containsKey(key))
        .forEach(key -> shared.put(key, true));
    return shared;
  }

  private int aliases(String runId, String cause, Field counted) {
    return (int)
        lake.read(CustomerAliases.TABLE)
            .where(CustomerAliases.RUN_ID.col().equalTo(runId))
            .where(CustomerAliases.CAUSE.col().equalTo(cause))
            .select(counted.col())
            .distinct()
            .count();
  }

  /** Groups of one kind in which several of the other come together. */
  private static int mixed(Map<String, String> groups, Map<String, String> others) {
    Map<String, Set<String>> together = new HashMap<>();
    groups.forEach(
        (step, group) -> {
          if (others.containsKey(step)) {
            together.computeIfAbsent(group, g -> new TreeSet<>()).add(others.get(step));
          }
        });
    return (int) together.values().stream().filter(found -> found.size() > 1).count();
  }

  private static <T> int changed(Map<String, T> before, Map<String, T> now) {
    Set<String> both = new HashSet<>(before.keySet());
    both.retainAll(now.keySet());
    return (int) both.stream().filter(key -> !before.get(key).equals(now.get(key))).count();
  }

  private List<Row> rows(Table table, Field... fields) {
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      columns[i] = fields[i].col();
    }
    return lake.read(table).select(columns).collectAsList();
  }
}
